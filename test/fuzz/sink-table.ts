import type { Measured, SinkResult } from './sink-runs.ts';

/** A line a strategy, then what was missed and what was said of a twin. */
export function sinkTable(measured: readonly Measured[]): string[] {
  const results = measured.flatMap((one) => one.results);
  const alarms = measured.flatMap(({ falseAlarms }) => falseAlarms);
  const ids = [
    ...new Set([...results.map(({ sink }) => sink.strategy), ...alarms.map(({ strategy }) => strategy)]),
  ];
  const rows = ids.sort().map((id) => {
    const own = results.filter(({ sink }) => sink.strategy === id);
    return row(id, own, alarms.filter(({ strategy }) => strategy === id).length);
  });
  const total = row('all', results, alarms.length);
  const head = ['strategy', 'found', 'unseen', 'twins silent', 'first hit at case', 'precision', 'recall'];
  const requests = measured.reduce((sum, one) => sum + one.requests, 0);
  const cases = measured.reduce((sum, one) => sum + one.cases, 0);
  return [
    ...aligned([head, ...rows, total]),
    '',
    ...results.filter(({ found }) => found === undefined).map(missed),
    ...results.filter(({ found }) => found !== undefined && WEAK.has(found.oracle)).map(weak),
    ...alarms.map(
      ({ subject, at, strategy, payload, oracle, severity, n, minimalValue, says }) =>
        `FALSE   ${subject} ${at}: ${severity} by ${strategy}/${payload}, seen by ${oracle}, case ${n}: ${minimalValue.slice(0, 120)} | ${says.slice(0, 160)}`,
    ),
    `${cases} cases, ${requests} requests`,
  ];
}

function row(name: string, results: readonly SinkResult[], falseAlarms: number): string[] {
  const share = (some: readonly SinkResult[]): string =>
    some.length === 0 ? '-' : `${some.filter(({ found }) => found !== undefined).length}/${some.length}`;
  const found = results.filter((one) => one.found !== undefined).length;
  const cases = results.flatMap((one) => one.found?.n ?? []).sort((a, b) => a - b);
  return [
    name,
    share(results.filter(({ sink }) => !sink.isUnseen)),
    share(results.filter(({ sink }) => sink.isUnseen)),
    results.length === 0
      ? '-'
      : `${results.filter(({ twin }) => twin.length === 0).length}/${results.length}`,
    cases.length === 0 ? '-' : `${cases[0]} … ${cases[Math.floor(cases.length / 2)]} … ${cases.at(-1)}`,
    found + falseAlarms === 0 ? '-' : (found / (found + falseAlarms)).toFixed(2),
    results.length === 0 ? '-' : (found / results.length).toFixed(2),
  ];
}

/** What tells that something went wrong, and not what. */
const WEAK = new Set(['database-error', 'stack-trace', 'internal-path', 'growth', 'taken-as-good']);

function weak({ sink, found }: SinkResult): string {
  return `WEAK    ${sink.family} ${sink.id}: found by ${sink.strategy} through ${found?.oracle} alone`;
}

function missed({ sink, others }: SinkResult): string {
  const also = others.length === 0 ? '' : `, but by ${others.join(', ')}`;
  return `MISSED  ${sink.family} ${sink.id}: not found by ${sink.strategy}${also}`;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((cells) => cells[at]!.length)));
  return rows.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd(),
  );
}
