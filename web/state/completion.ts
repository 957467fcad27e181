import type { Session } from '../../protocol/session.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf, textOf } from '../../protocol/json/value.ts';
import type { Api } from '../connection/api.ts';

/** What has arguments that a server may complete. */
export type CompletionRef = { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };

export interface CompletionQuestion {
  ref: CompletionRef;
  argument: string;
  value: string;
  /** The other arguments as they stand. */
  others: ReadonlyMap<string, string>;
}

export interface Completions {
  values: string[];
  total?: number;
  hasMore?: boolean;
  /** Why there are none, or not all, for a person. */
  problem?: string;
}

const WAIT_AT_MOST = 10_000;
/** The specification allows 100; what a server sends besides is counted, not shown. */
const MOST_VALUES = 100;
/** One call of the route gives no more, and an honest answer is far below. */
const MOST_BYTES = 4 * 1024 * 1024;
/** The first revision with `context`. */
const HAS_CONTEXT = '2025-06-18';

/** Whether a server said that it completes; it is not asked otherwise. */
export function canComplete({ capabilities, state }: Session): boolean {
  const isDeclared = capabilities?.some((name) => name === 'completions' || name.startsWith('completions.'));
  return isDeclared === true && state.kind === 'open';
}

/** JSON text of the params of `completion/complete`. */
export function completionParams(
  { ref, argument, value, others }: CompletionQuestion,
  revision: string | undefined,
): string {
  const known = [...others].filter(([name]) => name !== argument);
  // Object.fromEntries defines, so that a name such as __proto__ is one like any other.
  const context =
    known.length > 0 && (revision ?? '') >= HAS_CONTEXT
      ? { context: { arguments: Object.fromEntries(known) } }
      : {};
  return JSON.stringify({ ref, argument: { name: argument, value }, ...context });
}

/** What the text of an answer says. Never throws: it comes from a server. */
export function readCompletions(text: string): Completions {
  const document = readJson(text);
  const { root } = document;
  const error = memberOf(root, 'error');
  if (error !== undefined) return { values: [], problem: errorWords(document, error) };
  const completion = memberOf(memberOf(root, 'result'), 'completion');
  const list = memberOf(completion, 'values');
  if (list?.kind !== 'array') return { values: [], problem: 'The server answered with no list of values.' };
  const strings = list.items.flatMap((node) => stringOf(document, node) ?? []);
  const values = strings.slice(0, MOST_VALUES);
  const total = numberOf(document, memberOf(completion, 'total'));
  const others = list.items.length - strings.length;
  return {
    values,
    ...(total === undefined && strings.length === values.length
      ? {}
      : { total: Math.max(total ?? 0, strings.length) }),
    hasMore: memberOf(completion, 'hasMore')?.kind === 'true' || strings.length > values.length,
    ...(others === 0 ? {} : { problem: `${others} of the values the server gave are no strings.` }),
  };
}

function errorWords(document: JsonDocument, error: JsonNode): string {
  const words = stringOf(document, memberOf(error, 'message')) ?? textOf(document, error);
  return `The server answered with an error: ${words.slice(0, 200)}`;
}

function numberOf(document: JsonDocument, node: JsonNode | undefined): number | undefined {
  if (node?.kind !== 'number') return undefined;
  const value = Number(textOf(document, node));
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

/** Asks the server of a session what could stand in an argument. What goes wrong is said, not thrown. */
export async function askCompletion(
  api: Api,
  { id, revision }: Session,
  question: CompletionQuestion,
): Promise<Completions> {
  const params = completionParams(question, revision);
  const call = await api.call(id, { method: 'completion/complete', params, timeout: WAIT_AT_MOST });
  if (!call.ok) return { values: [], problem: call.problem.message };
  const { answer, outcome } = call.value;
  if (answer === undefined) return { values: [], problem: withoutAnswer(outcome) };
  const bytes = await api.payload(id, { frame: answer, from: 0, to: MOST_BYTES });
  if (bytes === undefined) return { values: [], problem: 'The answer could not be read from the bridge.' };
  return readCompletions(new TextDecoder().decode(bytes));
}

function withoutAnswer(outcome: string): string {
  switch (outcome) {
    case 'timed-out':
      return `The server did not answer within ${WAIT_AT_MOST / 1000} seconds.`;
    case 'closed':
      return 'The session ended before the server answered.';
    default:
      return 'The server did not answer.';
  }
}
