import { ORACLES } from '../../fuzz/index.ts';
import type { FuzzFinding } from '../../protocol/fuzz.ts';
import { processorMs, processUse } from '../platform/process-use.ts';
import { Allowance } from './allowance.ts';
import type { CaseTable } from './case-table.ts';
import { commandOf, commandSending } from './command.ts';
import { Controls } from './controls.ts';
import type { FuzzLineParts } from './fuzz-line.ts';
import { FuzzLines, type FuzzLinesParts } from './fuzz-lines.ts';
import { Judge } from './judge.ts';
import { Pace } from './pace.ts';
import type { PlannedFuzz } from './planning.ts';
import { Proving } from './proving.ts';
import { RuleFindings, type RuleShelf } from './rule-findings.ts';
import { RunningFuzz, type RunningParts } from './running-fuzz.ts';
import type { Sandbox } from './sandbox.ts';
import { Trial } from './trial.ts';

export interface WorkParts
  extends
    Pick<FuzzLineParts, 'dial' | 'live' | 'shelf'>,
    Pick<FuzzLinesParts, 'refused' | 'opened'>,
    Pick<RunningParts, 'looked' | 'otherwise'> {
  id: string;
  title: string;
  planned: PlannedFuzz;
  sandbox: Sandbox;
  table: CaseTable;
  rules: RuleShelf;
  signal: AbortSignal;
  /** Requests around its cases that the run had made when it was left behind. */
  spent: number;
  /** A message is about to go, of whatever kind. */
  sends(): void;
  sessions(): readonly string[];
  changed(): void;
  found(finding: FuzzFinding): void;
  onBug(bug: unknown): void;
}

/** What a run is made of while it is under way. */
export interface Work {
  running: RunningFuzz;
  lines: FuzzLines;
  pace: Pace;
  controls: Controls;
  sandbox: Sandbox;
  allowance: Allowance;
}

/** Puts together all that sends, judges and proves. */
export function assemble(parts: WorkParts): Work {
  const { planned, id, onBug, dial, live, shelf, sandbox, signal, table, refused, opened } = parts;
  const { plan, spec, target, profile } = planned;
  const { request, launch } = plan;
  const cases = planned.cases(sandbox.listener);
  const pace = new Pace(
    request.rate,
    () => performance.now(),
    signal,
    () => parts.sends(),
  );
  const lines = new FuzzLines({
    run: id,
    target: { ...target, spec },
    profile,
    confirmed: launch === undefined ? 'in-terminal' : { confirmation: launch.confirmation },
    says: parts.title,
    timeout: request.timeout,
    ...{ pace, shelf, dial, live, signal, refused, opened },
  });
  const { seed, marked, concurrency } = request;
  const trial = new Trial({
    ...{ seed, plan: cases, lines, sandbox, how: marked?.how },
    ...{ use: processUse, spent: processorMs },
  });
  const judge = new Judge(ORACLES, onBug);
  const controls = new Controls((subject) => trial.control(subject));
  const rules = new RuleFindings({ rules: parts.rules, shelf, controls, signal });
  const allowance = new Allowance(request.budget, plan.cases, signal, parts.spent);
  const spend = (): boolean => allowance.spend();
  const isOver = (): boolean => signal.aborted;
  const around = commandOf(plan, target);
  const command = (n: number, message: string): string =>
    around === undefined ? commandSending(message, target) : around.before + String(n) + around.after;
  const proving = new Proving({
    plan: cases,
    ...{ trial, judge, controls, rules, spend, isOver, command },
    spendOnSmaller: () => allowance.spendOnSmaller(),
  });
  const running = new RunningFuzz({
    plan: cases,
    concurrency,
    only: request.case,
    ...{ table, lines, sandbox, trial, judge, controls, proving, rules, signal, spend },
    sessions: () => parts.sessions(),
    looked: () => parts.looked(),
    otherwise: (one) => parts.otherwise(one),
    changed: () => parts.changed(),
    found: (finding) => parts.found(finding),
  });
  return { running, lines, pace, controls, sandbox, allowance };
}
