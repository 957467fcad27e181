import type { Outcome, Problem } from '../../../protocol/problem.ts';
import type { Answer } from '../route.ts';

export function answerOutcome<T>(outcome: Outcome<T>): Answer {
  return outcome.ok ? { kind: 'json', value: outcome.value } : { kind: 'problem', problem: outcome.problem };
}

/** `{}` unless there is a problem. */
export function answerDone(problem: Problem | undefined): Answer {
  return problem ? { kind: 'problem', problem } : { kind: 'json', value: {} };
}

export function answerBad(code: string, message: string): Answer {
  return { kind: 'problem', status: 400, problem: { code, message } };
}
