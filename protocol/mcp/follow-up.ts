import type { JsonDocument, JsonNode, Span } from '../json/document.ts';
import { applySplice, applySplices, removeEach, setAt } from '../json/edit.ts';
import { nodeAt } from '../json/pointer.ts';
import { readJson } from '../json/read.ts';
import { memberOf, stringOf, textOf } from '../json/value.ts';

/** Code of 2025-11-25: what was asked for needs a person to open addresses first. */
export const URL_ELICITATION_REQUIRED = '-32042';

/** One thing that an answer asks for before it can be the last. */
export interface AskedInput {
  /** As the server names it; the response to it goes under the same name. */
  key: string;
  /** `elicitation/create`, `sampling/createMessage`, `roots/list`, or whatever the server wrote; absent: none. */
  method: string | undefined;
  /** Where its params stand in the answer's text. */
  params: Span | undefined;
  /** Where the whole entry stands. */
  at: Span;
}

/**
 * What an answer asks for. `retry`: the request is sent again with the responses in it (2026-07-28).
 * `task`: they go into `tasks/update` of a task. `urls`: addresses to open, then the request is sent
 * again as it was (2025-11-25).
 */
export interface Asked {
  kind: 'retry' | 'task' | 'urls';
  inputs: AskedInput[];
  /** Inputs beyond those listed. */
  more: number;
  /** Where the server's state stands, which goes back as it is. */
  requestState: Span | undefined;
  task: string | undefined;
  /** What is not as the specification wants it, in words. */
  remarks: string[];
}

/** JSON text of one response, under the key it was asked by. */
export interface InputResponse {
  key: string;
  text: string;
}

/** A server may ask ten thousand things at once; nobody answers those by hand. */
const MOST_INPUTS = 1000;

/** What an answer (or a notification of a task) asks for; undefined when it asks for nothing. */
export function askedBy(answer: JsonDocument): Asked | undefined {
  const result = memberOf(answer.root, 'result');
  if (stringOf(answer, memberOf(result, 'resultType')) === 'input_required')
    return askedIn(answer, 'retry', result);
  const task = result ?? memberOf(answer.root, 'params');
  const isTask = stringOf(answer, memberOf(task, 'taskId')) !== undefined;
  if (isTask && stringOf(answer, memberOf(task, 'status')) === 'input_required')
    return askedIn(answer, 'task', task);
  const error = memberOf(answer.root, 'error');
  const code = memberOf(error, 'code');
  if (code === undefined || textOf(answer, code) !== URL_ELICITATION_REQUIRED) return undefined;
  return addressesIn(answer, nodeAt(error, ['data', 'elicitations']));
}

function askedIn(answer: JsonDocument, kind: 'retry' | 'task', body: JsonNode | undefined): Asked {
  const remarks: string[] = [];
  const requests = memberOf(body, 'inputRequests');
  const state = kind === 'retry' ? memberOf(body, 'requestState') : undefined;
  const members = requests?.kind === 'object' ? requests.members : [];
  if (requests !== undefined && requests.kind !== 'object')
    remarks.push('`inputRequests` is not an object, so that nothing can be answered by name');
  if (kind === 'retry' && requests === undefined && state === undefined)
    remarks.push('it has neither `inputRequests` nor `requestState`; one of them is required');
  if (kind === 'task' && requests === undefined) remarks.push('it has no `inputRequests`');
  if (state !== undefined && state.kind !== 'string') remarks.push('`requestState` is not a string');
  const names = new Set<string>();
  const inputs = members.slice(0, MOST_INPUTS).map(({ key, value }) => {
    if (names.has(key.name)) remarks.push(`the key “${key.name.slice(0, 80)}” stands twice`);
    names.add(key.name);
    return inputAt(answer, key.name, value);
  });
  return {
    kind,
    inputs,
    more: members.length - inputs.length,
    requestState: state && { from: state.from, to: state.to },
    task: kind === 'task' ? stringOf(answer, memberOf(body, 'taskId')) : undefined,
    remarks: remarks.slice(0, 20),
  };
}

function inputAt(answer: JsonDocument, key: string, entry: JsonNode): AskedInput {
  const params = memberOf(entry, 'params');
  return {
    key,
    method: stringOf(answer, memberOf(entry, 'method')),
    params: params && { from: params.from, to: params.to },
    at: { from: entry.from, to: entry.to },
  };
}

function addressesIn(answer: JsonDocument, list: JsonNode | undefined): Asked {
  const entries = list?.kind === 'array' ? list.items : [];
  const inputs = entries.slice(0, MOST_INPUTS).map((entry, index): AskedInput => {
    const at = { from: entry.from, to: entry.to };
    const key = stringOf(answer, memberOf(entry, 'elicitationId')) ?? String(index);
    return { key, method: 'elicitation/create', params: at, at };
  });
  return {
    kind: 'urls',
    inputs,
    more: entries.length - inputs.length,
    requestState: undefined,
    task: undefined,
    remarks: entries.length === 0 ? ['`error.data.elicitations` lists no address'] : [],
  };
}

/**
 * The request once more, with `params.inputResponses` and `params.requestState` set and nothing else
 * touched. The state is copied as it stands in the server's text; where the server sent none, none is
 * sent back (2026-07-28, basic/patterns/mrtr). Undefined when the request has no params to put it in.
 * Its id is still the old one: a retry needs a new one.
 */
export function followUpText(
  requestText: string,
  answerText: string,
  responses: readonly InputResponse[],
): string | undefined {
  const answer = readJson(answerText);
  const asked = askedBy(answer);
  if (asked?.kind === 'urls') return requestText;
  const { requestState: state } = asked ?? {};
  const isAsked = memberOf(memberOf(answer.root, 'result'), 'inputRequests') !== undefined;
  const values: [string, string | undefined][] = [
    ['inputResponses', isAsked || responses.length > 0 ? responsesText(answer, responses) : undefined],
    ['requestState', state && answerText.slice(state.from, state.to)],
  ];
  let text: string | undefined = requestText;
  for (const [name, value] of values) text = text === undefined ? undefined : withParam(text, name, value);
  return text;
}

/** `inputResponses` as JSON text; keys are written as the server wrote them. */
export function responsesText(answer: JsonDocument, responses: readonly InputResponse[]): string {
  const body = memberOf(answer.root, 'result') ?? memberOf(answer.root, 'params');
  const requests = memberOf(body, 'inputRequests');
  const written = new Map<string, string>();
  for (const { key } of requests?.kind === 'object' ? requests.members : []) {
    const source = answer.text.slice(key.from, key.to);
    if (source.startsWith('"')) written.set(key.name, source);
  }
  const parts = responses.map(({ key, text }) => `${written.get(key) ?? JSON.stringify(key)}: ${text}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** Sets a member of `params`, or takes it out; either way no other of that name is left. */
function withParam(text: string, name: string, value: string | undefined): string | undefined {
  const path = ['params', name];
  const request = readJson(text);
  if (request.root?.kind !== 'object') return undefined;
  const going = removeEach(request, path, value === undefined ? 'none' : 'last');
  const rest = applySplices(text, going);
  if (value === undefined) return rest;
  const splice = setAt(going.length === 0 ? request : readJson(rest), path, value);
  return splice && applySplice(rest, splice);
}
