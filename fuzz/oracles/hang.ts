import type { Oracle } from '../oracle.ts';

export const hang: Oracle = {
  meta: {
    id: 'hang',
    title: 'The server answers no more',
    about: 'The payload was not answered, and a valid call after it was not answered either.',
    falseAlarm:
      'The server is slower than the time an answer is waited for. Give it more and run the case again.',
    certainty: 'firm',
  },
  own: {
    finding: 'Answers nobody any more after this',
    cwe: 'CWE-400',
    fix: 'Bound what one call may cost: length, depth, time. What takes long belongs in a thread or process that can be ended.',
  },
  judge({ heard, isHealthy, process, control }) {
    if (isHealthy !== false || process?.exited !== undefined) return undefined;
    if (heard.outcome !== 'no-answer' && heard.outcome !== 'closed') return undefined;
    if (!control.heard.some(({ outcome }) => outcome !== 'no-answer' && outcome !== 'closed'))
      return undefined;
    return { says: 'Neither this call nor a valid one after it was answered.', severity: 'medium' };
  },
};
