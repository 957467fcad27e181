import type { DialVariation, ProbeCall, ProbeStep } from '../../../protocol/probe.ts';
import type { Outcome, Problem } from '../../../protocol/problem.ts';
import * as guarded from '../../../bridge/runs/allowance.ts';

/** Whatever a probe asks for is given, planned or not. */
export class Allowance extends guarded.Allowance {
  #first: ProbeStep;

  constructor(steps: readonly ProbeStep[]) {
    super(steps);
    this.#first = steps[0]!;
  }

  override connect(how: DialVariation): Outcome<LineAllowance> {
    const planned = super.connect(how);
    return { ok: true, value: new LineAllowance(planned.ok ? planned.value.step : this.#first, this.done) };
  }

  override wait(_ms: number): Problem | undefined {
    return undefined;
  }
}

export class LineAllowance extends guarded.LineAllowance {
  override list(): Problem | undefined {
    return undefined;
  }

  override call(_call: ProbeCall): Problem | undefined {
    return undefined;
  }
}
