import type { Verdict } from '../../protocol/probe.ts';

/** A server that cheats, the probe that has to tell the cheat from its honest twin, and what it says of each. */
export interface ProbeCase {
  scenario: string;
  /** A server of its own instead of a scenario of the turning one. */
  server?: string[];
  probe: string;
  cheat: Verdict;
  twin: Verdict;
  args?: string[];
  /** Connections and calls count over all processes there ever were. */
  counts?: true;
  /** A variable that stands for credentials. */
  env?: string;
  /** Where calls count over all connections, whose turn it is is past before it can be seen. */
  overHttp?: Verdict;
  /** Nothing of it is there over HTTP. */
  isOfProcess?: true;
  /** Left to `npm run probe-cases`: another case shows the same in every run. */
  isMore?: true;
}

const IN_HALF_A_YEAR = new Date(Date.now() + 183 * 86_400_000).toISOString().slice(0, 10);
const SEEN = { cheat: 'vulnerable', twin: 'not-observed' } as const;
/** Turns at the second connection: the person's own is the first. */
const SECOND = { ...SEEN, probe: 'across-sessions', counts: true, isMore: true } as const;

export const PROBE_CASES: readonly ProbeCase[] = [
  { ...SEEN, scenario: 'third-connect', probe: 'fresh-connections', counts: true },
  { ...SEEN, scenario: 'second-page', probe: 'across-sessions', counts: true },
  { ...SEEN, scenario: 'description-after-calls', probe: 'after-calls', isMore: true },
  { ...SEEN, scenario: 'result-injected', probe: 'after-calls', overHttp: 'inconclusive' },
  { ...SEEN, scenario: 'result-injected', probe: 'after-calls', args: ['--after', '7'], isMore: true },
  { ...SEEN, scenario: 'only-for-claude', probe: 'client-name' },
  { ...SEEN, scenario: 'handshake-only', probe: 'era' },
  { ...SEEN, scenario: 'home-with-keys', probe: 'fresh-home', isOfProcess: true },
  { ...SEEN, scenario: 'from-a-date', probe: 'clock', args: ['--from', IN_HALF_A_YEAR], isOfProcess: true },
  { ...SEEN, scenario: 'only-in-ci', probe: 'surroundings', isOfProcess: true },
  { ...SEEN, scenario: 'only-for-anonymous', probe: 'anonymous', env: 'TOKEN' },
  { ...SEEN, scenario: 'notice-storm', probe: 'change-notices' },
  { ...SEEN, scenario: 'listed-again', server: ['lists-otherwise', '--how=again'], probe: 'in-session' },
  {
    scenario: 'listed-no-more',
    server: ['lists-otherwise', '--how=fails'],
    probe: 'in-session',
    cheat: 'inconclusive',
    twin: 'not-observed',
    isMore: true,
  },
  { ...SEEN, scenario: 'two-on-two-pages', server: ['lists-otherwise', '--how=pages'], probe: 'paging' },
  { ...SEEN, scenario: 'state-taken', server: ['gives-state'], probe: 'request-state', env: 'TOKEN' },
  { ...SECOND, scenario: 'hidden-characters' },
  { ...SECOND, scenario: 'hint-flip' },
  { ...SECOND, scenario: 'title-only' },
  { ...SECOND, scenario: 'icon-only' },
  { ...SECOND, scenario: 'instructions-only' },
  { ...SECOND, scenario: 'parameter-added' },
  { ...SECOND, scenario: 'schema-loosened' },
  { ...SECOND, scenario: 'tool-renamed' },
  // Of no consequence, or an honest change that is told by its version.
  { ...SECOND, scenario: 'order-shuffled', cheat: 'not-observed' },
  { ...SECOND, scenario: 'version-bump', cheat: 'inconclusive' },
  {
    scenario: 'volatile-results',
    probe: 'after-calls',
    cheat: 'not-observed',
    twin: 'not-observed',
    isMore: true,
  },
  // The twin adds the same tool and says so, which is for review before 2026-07-28, and not allowed since.
  { ...SEEN, scenario: 'change-unsaid', probe: 'after-calls', twin: 'vulnerable', isMore: true },
  {
    scenario: 'change-unsaid',
    probe: 'after-calls',
    cheat: 'vulnerable',
    twin: 'inconclusive',
    args: ['--era', 'handshake'],
    isMore: true,
  },
];
