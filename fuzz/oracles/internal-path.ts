import type { Oracle } from '../oracle.ts';
import { plainOf } from '../reflection.ts';
import { isUsual } from '../said.ts';

/** Where programs and people have their files; not `/tmp`, which is where the run has its own. */
const PATH =
  /(?<![\w./:-])(?:\/(?:home|Users|root|opt|srv|var\/(?:www|lib|task)|usr\/(?:src|local|lib|share)|app|workspace)\/|[A-Za-z]:\\(?:Users|Program Files|inetpub)\\)[\w.@-]{2,60}[\\/][^\s"'<>`:,;)]{2,200}/g;
const MOST = 50_000;
const MOST_PATHS = 20;

export const internalPath: Oracle = {
  meta: {
    id: 'internal-path',
    title: 'A path of the machine is told',
    about:
      'An error names a file of the server’s machine that was neither asked for nor named in a usual answer.',
    falseAlarm: 'The path is one that the user knows anyway, as a folder that was configured.',
    certainty: 'firm',
  },
  own: {
    finding: 'Names files of its machine when it fails',
    cwe: 'CWE-497',
    fix: 'Name files as the user knows them, relative to what they asked for.',
  },
  judge(seen) {
    const { heard, sent, world } = seen;
    if (heard.outcome === 'ok' || heard.text === '') return undefined;
    const own = plainOf(sent);
    const text = plainOf(heard.text.slice(0, MOST));
    for (const [path] of [...text.matchAll(PATH)].slice(0, MOST_PATHS)) {
      if (own.includes(path) || (world !== undefined && path.startsWith(world.root))) continue;
      // What was asked for, with the folder of the server in front, says little more than was known.
      const name = /[^\\/]+$/.exec(path)?.[0] ?? path;
      if (own.includes(name) || isUsual(seen, (usual) => plainOf(usual).includes(path))) continue;
      return { says: `An error names ${path.slice(0, 120)}.`, severity: 'low', quotes: [path] };
    }
    return undefined;
  },
};
