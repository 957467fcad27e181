/** One figure. Measured a few times, each time from scratch as far as `measure` goes. */
export interface Bench {
  name: string;
  unit: 'ms' | 'MB' | 'kB' | 'MB/s';
  /** Bound for the median; with `plusPipe` the bare pipe's own median is added to it. */
  aim?: { below: number; plusPipe?: boolean } | { above: number };
  /** Untimed runs before the timed ones; 1 unless told. */
  warmups?: number;
  /** Fewer than usual, for figures that take long. */
  runs?: number;
  measure(): Promise<number>;
  /** The same work over a bare pipe to the same server, measured in turn with it. */
  pipe?(): Promise<number>;
}

/** What a `*.bench.ts` file exports by default: starts what its figures need, and ends it. */
export type OpenBenches = () => Promise<{ benches: Bench[]; close(): Promise<void> }>;
