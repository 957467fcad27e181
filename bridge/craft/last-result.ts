import type { CallState } from '../../protocol/craft.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { nodeAt, parsePointer } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf, textOf } from '../../protocol/json/value.ts';
import type { Fill } from '../../protocol/placeholders.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';

/** It is read and taken apart in the bridge's own thread. */
const MOST_BYTES = 4 * 1024 * 1024;

export interface ResultParts {
  callState(session: string, request: number): Promise<Outcome<CallState>>;
  bytes(
    session: string,
    seq: number,
    part: 'payload',
    from: number,
    to: number,
  ): Promise<Outcome<{ bytes: Uint8Array; total: number }>>;
}

/** What stands somewhere in a result: exactly as the server wrote it, and decoded when it is a string. */
export interface ResultValue {
  source: string;
  decoded: string | undefined;
}

interface Result {
  key: string;
  document: JsonDocument;
  /** The value of `result`. */
  node: JsonNode;
}

/** Reads values out of the results of earlier sends. Keeps the one that was read last: a person types beside it. */
export class LastResults {
  #o: ResultParts;
  #last: Result | undefined;

  constructor(parts: ResultParts) {
    this.#o = parts;
  }

  async at(pointer: string, last: Fill['last']): Promise<Outcome<ResultValue>> {
    const result = await this.#read(last);
    if (!result.ok) return result;
    const { document, node } = result.value;
    const found = nodeAt(node, parsePointer(pointer) ?? []);
    if (found === undefined) return refused(nothingAt(pointer));
    return {
      ok: true,
      value: { source: textOf(document, found), decoded: stringOf(document, found) },
    };
  }

  async #read(last: Fill['last']): Promise<Outcome<Result>> {
    if (last === undefined) return refused(NO_RESULT);
    const state = await this.#o.callState(last.session, last.request);
    if (!state.ok) return state;
    const { answer } = state.value;
    if (answer?.kind !== 'result') return refused(NO_RESULT);
    const key = `${last.session}/${answer.seq}`;
    if (this.#last?.key === key) return { ok: true, value: this.#last };
    const read = await this.#o.bytes(last.session, answer.seq, 'payload', 0, MOST_BYTES);
    if (!read.ok) return read;
    if (read.value.total > MOST_BYTES) return refused(tooLong(read.value.total));
    const document = readJson(new TextDecoder().decode(read.value.bytes));
    const node = memberOf(document.root, 'result');
    if (node === undefined) return refused(NO_RESULT);
    this.#last = { key, document, node };
    return { ok: true, value: this.#last };
  }
}

const NO_RESULT: Problem = {
  code: 'no-last-result',
  message: 'No send of this tab has a result yet.',
  hint: 'Send something that is answered with a result first.',
};

function refused(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

function nothingAt(pointer: string): Problem {
  return {
    code: 'no-such-place',
    message: `The last result holds nothing at ${pointer}.`,
    hint: 'The pointer begins inside the result: /content/0/text is the text of its first block.',
  };
}

function tooLong(bytes: number): Problem {
  return {
    code: 'too-large',
    message: `The last result is ${bytes} bytes; values are taken out of results up to ${MOST_BYTES} bytes.`,
  };
}
