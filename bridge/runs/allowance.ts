import type { DialVariation, ProbeCall, ProbeStep } from '../../protocol/probe.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';

/** Lines open at once, so that no probe makes a crowd. */
const MOST_OPEN = 8;

/** What is left of one probe's plan: whatever it does not hold is refused, and what was done is counted. */
export class Allowance {
  /** What was done so far. */
  readonly done = { connections: 0, lists: 0, calls: 0 };
  #left: { step: ProbeStep; key: string; times: number }[];
  #waits: number;
  #open = 0;

  constructor(steps: readonly ProbeStep[]) {
    this.#left = steps.map((step) => ({ step, key: keyOf(step.dial), times: step.times }));
    this.#waits = steps.reduce((sum, { waits, times }) => sum + waits * times, 0);
  }

  /** One connection like this: of the first step that has one left. */
  connect(how: DialVariation): Outcome<LineAllowance> {
    const key = keyOf(how);
    const found = this.#left.find((one) => one.key === key && one.times > 0);
    if (found === undefined) return refuse(`a connection with ${key}, or one more of them`);
    if (this.#open >= MOST_OPEN)
      return refuse(`more than ${MOST_OPEN} connections at once; one has to be closed first`);
    found.times--;
    this.#open++;
    this.done.connections++;
    return { ok: true, value: new LineAllowance(found.step, this.done) };
  }

  closed(): void {
    this.#open--;
  }

  wait(ms: number): Problem | undefined {
    if (!(ms >= 0) || ms > this.#waits) return notPlanned(`a wait of ${ms} ms`);
    this.#waits -= ms;
    return undefined;
  }
}

/** What may be done in one connection. */
export class LineAllowance {
  readonly step: ProbeStep;
  #done: Allowance['done'];
  #relists: number;
  #calls: { key: string; left: number }[];
  #followUps: number;

  constructor(step: ProbeStep, done: Allowance['done']) {
    this.step = step;
    this.#done = done;
    this.#relists = step.relists;
    this.#calls = step.calls.map((call) => ({ key: callKey(call), left: step.repeat }));
    this.#followUps = step.followUps ?? 0;
  }

  list(): Problem | undefined {
    if (this.#relists < 1) return notPlanned('the lists once more');
    this.#relists--;
    this.#done.lists++;
    return undefined;
  }

  call(call: ProbeCall): Problem | undefined {
    const planned = this.#calls.find(({ key, left }) => key === callKey(call) && left > 0);
    if (planned === undefined) return notPlanned(`a call of ${call.tool.slice(0, 80)}, or one more of them`);
    planned.left--;
    this.#done.calls++;
    return undefined;
  }

  /** Only a call of the plan is gone on with. */
  followUp(call: ProbeCall): Problem | undefined {
    const isPlanned = this.#calls.some(({ key }) => key === callKey(call));
    if (!isPlanned || this.#followUps < 1)
      return notPlanned(`going on with a call of ${call.tool.slice(0, 80)}, or once more`);
    this.#followUps--;
    this.#done.calls++;
    return undefined;
  }
}

/** Members in the order of their names: the same variation is the same text. */
export function keyOf(how: DialVariation): string {
  return JSON.stringify(Object.fromEntries(Object.entries(how).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function callKey({ tool, args }: ProbeCall): string {
  return JSON.stringify([tool, args]);
}

function notPlanned(what: string): Problem {
  return {
    code: 'not-planned',
    message: `The plan that was agreed to does not hold ${what}.`,
    hint: 'This is a bug of the probe. Nothing was sent.',
  };
}

function refuse(what: string): { ok: false; problem: Problem } {
  return { ok: false, problem: notPlanned(what) };
}
