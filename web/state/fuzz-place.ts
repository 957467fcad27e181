import type { FuzzTab } from '../../protocol/fuzz.ts';

export const FUZZ_TABS: readonly FuzzTab[] = ['all', 'interesting', 'hits', 'not-sent'];
/** What stands beside the cases of a run. */
export const FUZZ_SIDES = ['findings', 'groups', 'coverage', 'plan'] as const;
export type FuzzSide = (typeof FUZZ_SIDES)[number];

/** What Fuzz looks at. */
export interface FuzzPlace {
  /** Absent: what could be run. */
  run: string | undefined;
  tab: FuzzTab;
  q: string;
  /** Only cases of this group of alike outcomes. */
  cluster: number | undefined;
  /** The case that is explained. */
  n: number | undefined;
  side: FuzzSide;
}

export const NO_FUZZ: FuzzPlace = {
  run: undefined,
  tab: 'all',
  q: '',
  cluster: undefined,
  n: undefined,
  side: 'findings',
};

export function readFuzzPlace(asked: URLSearchParams): FuzzPlace {
  return {
    run: /^[\w-]{1,64}$/.exec(asked.get('run') ?? '')?.[0],
    tab: FUZZ_TABS.find((name) => name === asked.get('tab')) ?? 'all',
    q: asked.get('q') ?? '',
    cluster: countIn(asked.get('group')),
    n: countIn(asked.get('case')),
    side: FUZZ_SIDES.find((name) => name === asked.get('side')) ?? 'findings',
  };
}

export function writeFuzzPlace(named: URLSearchParams, { run, tab, q, cluster, n, side }: FuzzPlace): void {
  if (run === undefined) return;
  named.set('run', run);
  if (tab !== 'all') named.set('tab', tab);
  if (q !== '') named.set('q', q);
  if (cluster !== undefined) named.set('group', String(cluster));
  if (n !== undefined) named.set('case', String(n));
  if (side !== 'findings') named.set('side', side);
}

function countIn(text: string | null): number | undefined {
  return /^\d{1,9}$/.test(text ?? '') ? Number(text) : undefined;
}
