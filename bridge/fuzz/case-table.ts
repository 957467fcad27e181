import type { FuzzCase } from '../../fuzz/cases.ts';
import type {
  AskFuzzCases,
  FuzzCaseRow,
  FuzzCases,
  FuzzCluster,
  FuzzFinding,
  FuzzTab,
} from '../../protocol/fuzz.ts';
import type { SeverityCounts } from '../../protocol/finding.ts';
import { hasWord, isIn } from './row-match.ts';

const MOST_ROWS = 1000;
const MOST_CLUSTERS = 2000;
const MOST_ERRORS = 10_000;

/** Whoever keeps what is put into a table. */
export interface TableEars {
  row(row: FuzzCaseRow): void;
  cluster(key: string, cluster: Pick<FuzzCluster, 'id' | 'words'>): void;
  error(key: string): void;
  opened(n: number): void;
  settled(n: number): void;
  counted(id: string, count: number): void;
}

interface Clustered extends FuzzCluster {
  key: string;
}

/** Every case of a run that was tried or left out, in the order in which that was known. */
export class CaseTable {
  #rows: FuzzCaseRow[] = [];
  #at = new Map<number, number>();
  #clusters: Clustered[] = [];
  #byKey = new Map<string, Clustered>();
  #errors = new Set<string>();
  /** Cases that look like a hit and were not looked at closer yet. */
  #open = new Set<number>();
  #findings = new Map<string, FuzzFinding>();
  #names = new Map<string, string>();
  #counts = { interesting: 0, hits: 0, notSent: 0 };
  /** The rows that matched last, so that the next window of the same question costs nothing. */
  #matched: { key: string; version: number; found: FuzzCaseRow[] } | undefined;
  #ears: TableEars | undefined;
  version = 0;

  /** From now on they are told. */
  hear(ears: TableEars): void {
    this.#ears = ears;
  }

  get done(): number {
    return this.#rows.length;
  }

  get counts(): Readonly<{ interesting: number; hits: number; notSent: number }> {
    return this.#counts;
  }

  get findings(): FuzzFinding[] {
    return [...this.#findings.values()];
  }

  get severities(): SeverityCounts {
    const counts: SeverityCounts = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
    for (const { severity } of this.#findings.values()) counts[severity]++;
    return counts;
  }

  get errors(): number {
    return this.#errors.size;
  }

  /** The largest first. */
  get clusters(): FuzzCluster[] {
    return this.#clusters
      .filter(({ count }) => count > 0)
      .map(({ id, words, count, first }) => ({ id, words, count, first }))
      .sort((a, b) => b.count - a.count || a.id - b.id);
  }

  has(n: number): boolean {
    return this.#at.has(n);
  }

  /** Tried, and nothing more is to be seen of it: whoever goes on need not try it again. */
  isSettled(n: number): boolean {
    return this.#at.has(n) && !this.#open.has(n);
  }

  /** It has to be looked at closer. */
  open(n: number): void {
    this.#open.add(n);
    this.#ears?.opened(n);
  }

  settle(n: number): void {
    if (this.#open.delete(n)) this.#ears?.settled(n);
  }

  /** In the order in which they were tried. */
  rows(): readonly FuzzCaseRow[] {
    return this.#rows;
  }

  /** Number of the group of outcomes with this key. */
  clusterOf(key: string, words: string): number {
    const known = this.#byKey.get(key) ?? (this.#clusters.length >= MOST_CLUSTERS ? this.#rest() : undefined);
    if (known !== undefined) return known.id;
    const made = { id: this.#clusters.length + 1, words };
    this.takeCluster(key, made);
    this.#ears?.cluster(key, made);
    return made.id;
  }

  takeCluster(key: string, { id, words }: Pick<FuzzCluster, 'id' | 'words'>): void {
    const cluster: Clustered = { id, key, words, count: 0, first: 0 };
    this.#clusters.push(cluster);
    this.#byKey.set(key, cluster);
  }

  /** A text by which an error is told from others. */
  error(key: string): void {
    if (this.#errors.has(key) || this.#errors.size >= MOST_ERRORS) return;
    this.#errors.add(key);
    this.#ears?.error(key);
  }

  /** A case that was known already stands where it stood. */
  put(given: FuzzCaseRow): void {
    const row = this.#compact(given);
    const at = this.#at.get(row.n);
    const before = at === undefined ? undefined : this.#rows[at];
    if (at === undefined) {
      this.#at.set(row.n, this.#rows.length);
      this.#rows.push(row);
    } else this.#rows[at] = row;
    if (before !== undefined) this.#count(before, -1);
    this.#count(row, 1);
    this.version++;
    this.#ears?.row(row);
  }

  finding({ subject, position, strategy }: FuzzCase, oracle: string): FuzzFinding | undefined {
    const at = position?.at ?? '';
    return this.findings.find(
      (one) =>
        one.subject === subject.name &&
        one.at === at &&
        one.strategy === strategy.meta.id &&
        one.oracle === oracle,
    );
  }

  addFinding(finding: FuzzFinding): void {
    this.#findings.set(finding.id, finding);
    this.version++;
  }

  /** Another case of a finding. */
  counted(id: string): void {
    const finding = this.#findings.get(id);
    if (finding === undefined) return;
    const count = finding.count + 1;
    this.#findings.set(id, { ...finding, count });
    this.version++;
    this.#ears?.counted(id, count);
  }

  window({ tab, q, cluster, from, limit, n }: AskFuzzCases): FuzzCases {
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const first = Math.max(0, Math.trunc(from));
    const most = Math.max(0, Math.min(MOST_ROWS, Math.trunc(limit)));
    if (tab === 'all' && words.length === 0 && cluster === undefined) {
      const end = Math.max(0, this.#rows.length - first);
      const rows = this.#rows.slice(Math.max(0, end - most), end).reverse();
      const asked = this.#asked(n, (at) => this.#rows.length - 1 - at);
      return { rows, total: this.#rows.length, version: this.version, ...asked };
    }
    const found = this.#matching(tab, words, cluster);
    const asked = this.#asked(n, (_, row) => found.indexOf(row));
    return { rows: found.slice(first, first + most), total: found.length, version: this.version, ...asked };
  }

  #asked(
    n: number | undefined,
    placeOf: (at: number, row: FuzzCaseRow) => number,
  ): Pick<FuzzCases, 'asked'> | undefined {
    const at = n === undefined ? undefined : this.#at.get(n);
    const row = at === undefined ? undefined : this.#rows[at];
    if (at === undefined || row === undefined) return undefined;
    const place = placeOf(at, row);
    return { asked: { row, ...(place < 0 ? {} : { at: place }) } };
  }

  #matching(tab: FuzzTab, words: readonly string[], cluster: number | undefined): FuzzCaseRow[] {
    const key = JSON.stringify([tab, words, cluster]);
    const known = this.#matched;
    if (known?.key === key && known.version === this.version) return known.found;
    const found: FuzzCaseRow[] = [];
    for (let at = this.#rows.length - 1; at >= 0; at--) {
      const row = this.#rows[at]!;
      if (cluster !== undefined && row.cluster !== cluster) continue;
      if (isIn(row, tab) && words.every((word) => hasWord(row, word))) found.push(row);
    }
    this.#matched = { key, version: this.version, found };
    return found;
  }

  #count(row: FuzzCaseRow, by: 1 | -1): void {
    if (isIn(row, 'interesting')) this.#counts.interesting += by;
    if (isIn(row, 'hits')) this.#counts.hits += by;
    if (isIn(row, 'not-sent')) this.#counts.notSent += by;
    const cluster = this.#clusters[row.cluster - 1];
    if (cluster === undefined) return;
    cluster.count += by;
    if (by === 1 && (cluster.first === 0 || row.n < cluster.first)) cluster.first = row.n;
  }

  /** Names come again with every row: one text of each is kept. */
  #compact(row: FuzzCaseRow): FuzzCaseRow {
    const { subject, at, strategy, payload, session } = row;
    return {
      ...row,
      subject: this.#name(subject),
      at: this.#name(at),
      strategy: this.#name(strategy),
      payload: this.#name(payload),
      ...(session === undefined ? {} : { session: this.#name(session) }),
    };
  }

  #name(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    if (this.#names.size < 100_000) this.#names.set(name, name);
    return name;
  }

  /** Beyond so many groups, all others are one. */
  #rest(): Clustered {
    const known = this.#byKey.get('');
    if (known !== undefined) return known;
    const made = { id: this.#clusters.length + 1, words: 'others' };
    this.takeCluster('', made);
    this.#ears?.cluster('', made);
    return this.#byKey.get('')!;
  }
}
