import { SEVERITIES, type Finding, type Severity } from '../../protocol/finding.ts';
import { Inspection, compilePack, type Pack, type Rule } from '../../inspect/index.ts';
import { benignKindOf, framesOf, isCore, sizeOf, type BenignKind, type CorpusRow } from './rows.ts';

/** Families that say a text attacks; the others tell of bad practice, honest servers included. */
const COUNTED = new Set<string>(['hidden', 'injection', 'naming', 'schema', 'exfiltration']);

export interface Scored {
  source: string;
  row: CorpusRow;
  findings: Finding[];
  notes: string[];
}

export function scorer(
  rules: readonly Rule[],
  hash: (text: string) => string,
): (source: string, row: CorpusRow) => Scored {
  const pack: Pack = compilePack(rules, hash);
  return (source, row) => {
    const inspection = new Inspection({
      pack,
      session: row.id,
      target: { key: row.id, transport: 'stdio' },
      hash,
    });
    const done = [...framesOf(row).map((frame) => inspection.take(frame)), inspection.end()];
    return {
      source,
      row,
      findings: done.flatMap((one) => one.findings),
      notes: done.flatMap((one) => one.notInspected),
    };
  };
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

export function counts(findings: readonly Finding[], least: Severity): Finding[] {
  return findings.filter(({ family, severity }) => COUNTED.has(family) && rank(severity) >= rank(least));
}

/** The line both sides are judged by. */
export function isFlagged({ findings }: Scored, least: Severity = 'medium'): boolean {
  return counts(findings, least).length > 0;
}

export interface Share {
  of: number;
  hit: number;
}

export interface Totals {
  core: { tools: Share; results: Share };
  /** Mean over techniques, where rows of one source and template count as one. */
  recall: { tools: number; results: number };
  techniques: Map<string, Share>;
  benign: Map<BenignKind, Share & { findings: number; bytes: number }>;
  sources: Map<string, { malicious: Share; benign: Share }>;
  rules: Map<string, { benign: Map<Severity, number>; malicious: number }>;
}

export function totalsOf(scored: readonly Scored[]): Totals {
  const totals: Totals = {
    core: { tools: { of: 0, hit: 0 }, results: { of: 0, hit: 0 } },
    recall: { tools: 0, results: 0 },
    techniques: new Map(),
    benign: new Map(),
    sources: new Map(),
    rules: new Map(),
  };
  for (const one of scored) {
    const { source, row } = one;
    const kind = benignKindOf(source, row);
    const isHit = isFlagged(one, kind === 'about attacks' ? 'high' : 'medium');
    const of = entry(totals.sources, source, () => ({
      malicious: { of: 0, hit: 0 },
      benign: { of: 0, hit: 0 },
    }));
    add(of[row.label], isHit);
    countRules(totals, one);
    if (isCore(row)) {
      add(row.kind === 'tool' ? totals.core.tools : totals.core.results, isHit);
      add(
        entry(totals.techniques, `${source}  ${row.technique ?? ''}`, () => ({ of: 0, hit: 0 })),
        isHit,
      );
    }
    if (kind !== undefined) {
      const benign = entry(totals.benign, kind, () => ({ of: 0, hit: 0, findings: 0, bytes: 0 }));
      add(benign, isHit);
      benign.findings += counts(one.findings, 'medium').length;
      benign.bytes += sizeOf(row);
    }
  }
  totals.recall = {
    tools: recallOf(scored.filter(({ row }) => isCore(row) && row.kind === 'tool')),
    results: recallOf(scored.filter(({ row }) => isCore(row) && row.kind !== 'tool')),
  };
  return totals;
}

function countRules(totals: Totals, { row, findings }: Scored): void {
  for (const { rule, severity } of findings) {
    const of = entry(totals.rules, rule, () => ({ benign: new Map<Severity, number>(), malicious: 0 }));
    if (row.label === 'benign') of.benign.set(severity, (of.benign.get(severity) ?? 0) + 1);
    else of.malicious++;
  }
}

function recallOf(core: readonly Scored[]): number {
  const groups = new Map<string, Map<string, Share>>();
  for (const one of core) {
    const template = one.row.tags.find((tag) => tag.startsWith('template:')) ?? '';
    const technique = entry(groups, one.row.technique ?? '', () => new Map<string, Share>());
    add(
      entry(technique, `${one.source} ${template}`, () => ({ of: 0, hit: 0 })),
      isFlagged(one),
    );
  }
  const mean = (numbers: number[]): number =>
    numbers.reduce((sum, n) => sum + n, 0) / Math.max(1, numbers.length);
  return mean(
    [...groups.values()].map((technique) => mean([...technique.values()].map(({ of, hit }) => hit / of))),
  );
}

function add(share: Share, isHit: boolean): void {
  share.of++;
  if (isHit) share.hit++;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
