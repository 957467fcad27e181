import type { Change, Drift } from '../../../protocol/drift.ts';
import { withoutDates } from '../../dates.ts';
import { withoutExpected } from '../../expected.ts';
import type { Probe } from '../../probe.ts';
import { compareVariations, controlStep, plainly, variedStep, type Weighed } from '../../variations.ts';
import { isAtLeast } from '../../verdicts.ts';

const OTHERS: readonly {
  says: string;
  env: { name: string; value: string }[];
  weigh?(drift: Drift): Weighed;
}[] = [
  { says: 'as if on a build machine (CI=1)', env: [{ name: 'CI', value: '1' }] },
  {
    says: 'as if nobody sat at a terminal (TERM=dumb)',
    env: [
      { name: 'TERM', value: 'dumb' },
      { name: 'NO_COLOR', value: '1' },
      { name: 'COLUMNS', value: '' },
    ],
  },
  {
    says: 'in another language (LANG=de_DE.UTF-8)',
    env: [
      { name: 'LANG', value: 'de_DE.UTF-8' },
      { name: 'LC_ALL', value: 'de_DE.UTF-8' },
    ],
    weigh: (drift) => plainly(withoutWording(drift)),
  },
  {
    says: 'in another time zone (TZ=Pacific/Auckland)',
    env: [{ name: 'TZ', value: 'Pacific/Auckland' }],
    weigh: (drift) => plainly(withoutDates(drift)),
  },
  {
    says: 'as another user (USER=sandbox)',
    env: [
      { name: 'USER', value: 'sandbox' },
      { name: 'LOGNAME', value: 'sandbox' },
      { name: 'USERNAME', value: 'sandbox' },
    ],
  },
  { says: 'as if there were a screen (DISPLAY=:0)', env: [{ name: 'DISPLAY', value: ':0' }] },
];

export const surroundings: Probe = {
  meta: {
    id: 'surroundings',
    title: 'Looks at its surroundings',
    about:
      'A server that is started can tell from its variables whether it runs for a person or under review. It is started with one group of variables set at a time: build machine, terminal, language, time zone, user, screen.',
    references: ['OWASP MCP03', 'CWE-807'],
  },
  plan({ transport }) {
    if (transport !== 'stdio')
      return {
        untestable: 'What is reached by an address was started by others: its variables are not ours to set.',
      };
    return {
      steps: [controlStep('as it is started'), ...OTHERS.map(({ says, env }) => variedStep(says, { env }))],
    };
  },
  run: (bench) =>
    compareVariations(bench, {
      comparisons: OTHERS.map(({ weigh }, at) => ({
        from: 0,
        to: at + 1,
        ...(weigh === undefined ? {} : { weigh }),
      })),
    }),
};

/** A translation says the same in other words; what rules find in it, or what cannot be seen, is no translation. */
function withoutWording(drift: Drift): Drift {
  return withoutExpected(drift, ({ kind, severity }) => WORDING.has(kind) && !isAtLeast(severity, 'high'));
}

const WORDING: ReadonlySet<Change['kind']> = new Set<Change['kind']>([
  'reworded',
  'spacing',
  'new-address',
  'new-capability',
]);
