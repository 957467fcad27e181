import { describe, expect, test } from 'vitest';
import type { ProbeStep } from '../../protocol/probe.ts';
import { Allowance } from './allowance.ts';

function step(over: Partial<ProbeStep>): ProbeStep {
  return { says: 'once', dial: {}, times: 1, calls: [], repeat: 0, relists: 0, waits: 0, ...over };
}
const LIST_UNITS = { tool: 'list_units', args: '{}' };
const REFUSED = { ok: false, problem: { code: 'not-planned' } };

describe('what a plan allows', () => {
  test('as many connections like each of its steps as it holds, and no other', () => {
    const plan = new Allowance([
      step({ times: 2 }),
      step({ dial: { clientName: 'claude-ai', isBare: true } }),
      step({ says: 'again', times: 1 }),
    ]);
    const taken = [1, 2, 3].map(() => {
      const line = plan.connect({});
      return line.ok ? line.value.step.says : line.problem.code;
    });
    expect(taken).toEqual(['once', 'once', 'again']);
    expect(plan.connect({})).toMatchObject(REFUSED);
    expect(plan.connect({ clientName: 'claude-ai' })).toMatchObject(REFUSED);
    expect(plan.connect({ isBare: true, clientName: 'claude-ai' }).ok).toBe(true);
    expect(plan.done).toEqual({ connections: 4, lists: 0, calls: 0 });
  });

  test('the calls of the step, as often as it says, in each connection', () => {
    const plan = new Allowance([step({ times: 2, calls: [LIST_UNITS], repeat: 2 })]);
    for (let nth = 1; nth <= 2; nth++) {
      const line = plan.connect({});
      if (!line.ok) throw new Error(line.problem.message);
      expect(line.value.call({ tool: 'list_units', args: '{"a":1}' })?.code).toBe('not-planned');
      expect(line.value.call({ tool: 'export_lengths', args: '{}' })?.code).toBe('not-planned');
      expect(line.value.call(LIST_UNITS)).toBeUndefined();
      expect(line.value.call(LIST_UNITS)).toBeUndefined();
      expect(line.value.call(LIST_UNITS)?.code).toBe('not-planned');
    }
    expect(plan.done.calls).toBe(4);
  });

  test('lists and waits', () => {
    const plan = new Allowance([step({ relists: 1, waits: 100, times: 2 })]);
    const line = plan.connect({});
    if (!line.ok) throw new Error(line.problem.message);
    expect(line.value.list()).toBeUndefined();
    expect(line.value.list()?.code).toBe('not-planned');
    expect(plan.wait(150)).toBeUndefined();
    expect(plan.wait(51)?.code).toBe('not-planned');
    expect(plan.wait(NaN)?.code).toBe('not-planned');
    expect(plan.wait(-1)?.code).toBe('not-planned');
    expect(plan.wait(50)).toBeUndefined();
  });

  test('no crowd: one has to be closed before the next, beyond a few', () => {
    const plan = new Allowance([step({ times: 20 })]);
    let open = 0;
    while (plan.connect({}).ok) open++;
    expect(open).toBe(8);
    plan.closed();
    expect(plan.connect({}).ok).toBe(true);
  });

  test('names that every object has are names', () => {
    const plan = new Allowance([step({ calls: [{ tool: '__proto__', args: '{}' }], repeat: 1 })]);
    const line = plan.connect({});
    if (!line.ok) throw new Error(line.problem.message);
    expect(line.value.call({ tool: 'constructor', args: '{}' })?.code).toBe('not-planned');
    expect(line.value.call({ tool: '__proto__', args: '{}' })).toBeUndefined();
  });
});
