import type { Oracle } from '../oracle.ts';

export const crash: Oracle = {
  meta: {
    id: 'crash',
    title: 'The server ends',
    about:
      'The process that was started has ended while the payload was under way, or right behind the answer to it.',
    falseAlarm: 'Something else ended the process at that moment, such as a lack of memory on this machine.',
    certainty: 'certain',
  },
  own: {
    finding: 'Ends when it is sent this',
    cwe: 'CWE-248',
    fix: 'Catch what goes wrong with one call where the call is answered, and answer with an error. Nothing that is sent may end the process.',
  },
  judge({ process, heard, isHealthy }) {
    const exited = process?.exited;
    if (process === undefined || exited === undefined) return undefined;
    // Behind a good answer it may have been another call that was under way, but for one that was tried alone.
    if (heard.outcome === 'ok' && (!process.isAlone || isHealthy !== false)) return undefined;
    const how = exited.signal === null ? `with code ${exited.code ?? '?'}` : `by ${exited.signal}`;
    return { says: `The process ended ${how}.`, severity: 'medium' };
  },
};
