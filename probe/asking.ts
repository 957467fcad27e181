import { questionOf } from '../protocol/answers/question.ts';
import { readJson } from '../protocol/json/read.ts';
import type { InputResponse } from '../protocol/mcp/follow-up.ts';
import type { ProbeCall } from '../protocol/probe.ts';
import type { Problem } from '../protocol/problem.ts';
import type { Line } from './dialer.ts';

/** An answer that asks for more. */
export interface Asking {
  readonly call: ProbeCall;
  readonly frame: number;
  readonly state: string;
  /** An honest answer to all it asks, as far as one can be made up. */
  readonly responses: readonly InputResponse[];
}

/** A follow-up, and how it was answered. */
export interface Sent {
  readonly begun: Asking;
  readonly session: string;
  readonly request: number;
  readonly frame: number;
  /** `done`: a whole result. `asks`: for something else. `asks anew`: for the same as at the beginning. */
  readonly outcome: 'done' | 'asks' | 'asks anew' | 'refused';
  /** In words of ours. */
  readonly says: string;
}

const MOST_INPUTS = 100;

/** Begins calls that ask, and goes on with them, in one connection. */
export class Asker {
  /** Follow-ups that were sent. */
  followUps = 0;
  /** Why nothing is answered any more. */
  problem: Problem | undefined;
  #line: Line;

  constructor(line: Line) {
    this.#line = line;
  }

  /** Undefined: it does not ask, has no state to come back, or was not answered. */
  async begin(call: ProbeCall): Promise<Asking | undefined> {
    const called = await this.#line.call(call);
    if (!called.ok) {
      this.problem = called.problem;
      return undefined;
    }
    const { value, frame } = called.value;
    const state = own(value, 'requestState');
    if (own(value, 'resultType') !== 'input_required' || typeof state !== 'string') return undefined;
    return { call, frame, state, responses: responsesTo(own(value, 'inputRequests')) };
  }

  /** From a start of its own. Undefined: it did not come about, or `change` has nothing to change. */
  async goOn(
    call: ProbeCall,
    change: (begun: Asking) => { state: string | undefined } | undefined = ({ state }) => ({ state }),
  ): Promise<Sent | undefined> {
    const begun = await this.begin(call);
    const changed = begun && change(begun);
    return begun === undefined || changed === undefined ? undefined : this.goOnWith(begun, changed.state);
  }

  async goOnWith(begun: Asking, state: string | undefined): Promise<Sent | undefined> {
    const { call, responses } = begun;
    const answered = await this.#line.followUp({ call, responses, state });
    if (!answered.ok) {
      this.problem = answered.problem;
      return undefined;
    }
    this.followUps++;
    this.problem = undefined;
    const { request, frame, value, isError } = answered.value;
    const outcome = isError ? 'refused' : outcomeOf(value, begun);
    return { begun, session: this.#line.session, request, frame, outcome, says: WORDS[outcome] };
  }
}

const WORDS: Record<Sent['outcome'], string> = {
  done: 'it answered with a result',
  asks: 'it asked for something else',
  'asks anew': 'it asked for the same again',
  refused: 'it answered with an error',
};

/** It led where the honest one led, and that is somewhere. */
export function isAsHonest(sent: Sent, honest: Sent): boolean {
  return sent.outcome === honest.outcome && (sent.outcome === 'done' || sent.outcome === 'asks');
}

function outcomeOf(value: unknown, { responses }: Asking): Sent['outcome'] {
  if (own(value, 'resultType') !== 'input_required') return value === undefined ? 'refused' : 'done';
  const keys = responsesTo(own(value, 'inputRequests')).map(({ key }) => key);
  const before = new Set(responses.map(({ key }) => key));
  return keys.length === before.size && keys.every((key) => before.has(key)) ? 'asks anew' : 'asks';
}

/** What is not known to be a question has no answer that could be made up, and is left out. */
function responsesTo(requests: unknown): InputResponse[] {
  if (typeof requests !== 'object' || requests === null || Array.isArray(requests)) return [];
  return Object.entries(requests)
    .slice(0, MOST_INPUTS)
    .flatMap(([key, entry]: [string, unknown]): InputResponse[] => {
      const method = own(entry, 'method');
      const params = readJson(JSON.stringify(own(entry, 'params') ?? {}));
      const question = typeof method === 'string' ? questionOf(params, method, params.root) : undefined;
      return question === undefined ? [] : [{ key, text: question.honest }];
    });
}

function own(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
