import { counts, isFlagged, type Scored, type Share, type Totals } from './score.ts';

const percent = ({ of, hit }: Share): string => (of === 0 ? '-' : `${((100 * hit) / of).toFixed(2)} %`);
const share = (one: Share): string => (one.of === 0 ? '-' : `${one.hit}/${one.of}  ${percent(one)}`);

export function tableOf(totals: Totals): string {
  const lines: string[] = [];
  lines.push(
    ...table(
      ['source', 'malicious found', 'benign flagged'],
      [...totals.sources].map(([name, { malicious, benign }]) => [name, share(malicious), share(benign)]),
    ),
  );
  lines.push(
    '',
    ...table(
      ['core technique', 'found'],
      [...totals.techniques].map(([name, found]) => [name, share(found)]),
    ),
  );
  lines.push(
    '',
    `core tools    recall ${(100 * totals.recall.tools).toFixed(1)} % (mean over techniques), pooled ${share(totals.core.tools)}`,
    `core results  recall ${(100 * totals.recall.results).toFixed(1)} % (mean over techniques), pooled ${share(totals.core.results)}`,
  );
  for (const [kind, of] of totals.benign)
    lines.push(
      `benign ${kind.padEnd(14)} flagged ${share(of)}; ${((of.findings * 100_000) / Math.max(1, of.bytes)).toFixed(2)} findings per 100 kB`,
    );
  lines.push(
    '',
    ...table(
      ['rule', 'on benign rows', 'on malicious rows'],
      [...totals.rules]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([rule, { benign, malicious }]) => [
          rule,
          [...benign].map(([severity, n]) => `${n} ${severity}`).join(', ') || '-',
          String(malicious),
        ]),
    ),
  );
  return lines.join('\n');
}

/** Every benign row that is flagged, with what was said of it. */
export function flaggedBenign(scored: readonly Scored[]): string {
  return scored
    .filter((one) => one.row.label === 'benign' && isFlagged(one))
    .map((one) => `${one.source} ${one.row.id}\n${counts(one.findings, 'medium').map(sayOf).join('\n')}`)
    .join('\n');
}

export function shown(scored: readonly Scored[], rules: readonly string[] | undefined): string {
  return scored
    .map((one) => ({
      one,
      findings: one.findings.filter((finding) => rules === undefined || rules.includes(finding.rule)),
    }))
    .filter(({ findings }) => findings.length > 0)
    .map(
      ({ one, findings }) =>
        `${one.source} ${one.row.id} (${one.row.label})\n${findings.map(sayOf).join('\n')}`,
    )
    .join('\n');
}

function sayOf({ rule, severity, confidence, says, evidence: [at] }: Scored['findings'][number]): string {
  const text = `  ${severity} ${confidence} ${rule} ${at?.pointer ?? ''}: ${says}${at?.shown === undefined ? '' : ` [${at.shown.slice(0, 100)}]`}`;
  // Texts of the sets hold terminal sequences and hidden characters of all kinds.
  return text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}

function table(heads: string[], rows: string[][]): string[] {
  const widths = heads.map((head, k) => Math.max(head.length, ...rows.map((row) => row[k]!.length)));
  const line = (cells: string[]): string =>
    cells
      .map((cell, k) => cell.padEnd(widths[k]!))
      .join('  ')
      .trimEnd();
  return [line(heads), ...rows.map(line)];
}
