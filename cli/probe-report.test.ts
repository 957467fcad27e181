import { expect, test } from 'vitest';
import type { ProbePlan } from '../protocol/probe.ts';
import { planLines } from './probe-report.ts';

test('what a named call carries is shown to its last character', () => {
  const args = JSON.stringify({ note: 'x'.repeat(5000), last: 'seen' });
  const plan: ProbePlan = {
    target: 'lengths',
    session: 'ab'.repeat(16),
    probes: [],
    launches: [],
    calls: [{ call: { tool: 'convert_length', args }, why: 'named by you' }],
    spared: [],
    sparedCount: 0,
    connections: 1,
    confirmation: '',
  };
  expect(planLines(plan, [], 'lengths')).toContain(`  convert_length ${args}   (named by you)`);
});
