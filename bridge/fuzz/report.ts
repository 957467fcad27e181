import type { FuzzCoverage, FuzzPlan, FuzzReport, FuzzRun } from '../../protocol/fuzz.ts';
import type { Target } from '../../protocol/target.ts';
import type { CaseTable } from './case-table.ts';
import { commandOf } from './command.ts';

/** All that can be told of a run, whether it goes on or not. */
export function reportOf(
  run: FuzzRun,
  plan: FuzzPlan,
  table: CaseTable,
  target: Target | undefined,
): FuzzReport {
  const command = target && commandOf(plan, target);
  return {
    run,
    plan,
    findings: table.findings,
    clusters: table.clusters,
    coverage: coverageOf(plan, table),
    ...(command === undefined ? {} : { command }),
  };
}

/** How much of what was planned was tried. */
function coverageOf(plan: FuzzPlan, table: CaseTable): FuzzCoverage {
  const subjects = new Set<string>();
  const parameters = new Set<string>();
  const strategies = new Map<string, number>();
  for (const { subject, at, strategy, outcome } of table.rows()) {
    if (outcome === 'not-sent') continue;
    subjects.add(subject);
    parameters.add(JSON.stringify([subject, at]));
    strategies.set(strategy, (strategies.get(strategy) ?? 0) + 1);
  }
  const planned = plan.subjects.filter(({ cases }) => cases > 0);
  const asked = planned.flatMap(({ parameters: all }) =>
    all.filter((one) => one.strategies.some(({ cases }) => cases > 0)),
  );
  return {
    subjects: { tried: subjects.size, of: planned.length },
    parameters: { tried: parameters.size, of: asked.length },
    strategies: plan.strategies
      .filter(({ cases }) => cases > 0)
      .map(({ id, cases }) => ({ id, cases: strategies.get(id) ?? 0, of: cases })),
    errors: table.errors,
  };
}
