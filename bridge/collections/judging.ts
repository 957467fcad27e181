import { RE2JS } from 're2js';
import type { Check, Expectation } from '../../protocol/collection/collection.ts';
import type { Failure } from '../../protocol/collection/run.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { nodeAt, parsePointer } from '../../protocol/json/pointer.ts';
import { readJson } from '../../protocol/json/read.ts';
import { isSameValue } from '../../protocol/json/same-value.ts';
import { stringOf, textOf } from '../../protocol/json/value.ts';

/** What came back of a call. */
export interface Seen {
  outcome: NonNullable<Expectation['outcome']>;
  /** The same for a person: `error -32602`, `no answer within 5 s`. */
  words: string;
  /** JSON text. */
  errorCode?: string;
  status?: number;
  ms?: number;
  /** The message that answers; absent: none came, or it is too long to be read. */
  message?: { document: JsonDocument; node: JsonNode };
  /** Why there is no message to look into. */
  unread?: string;
}

const LONGEST_SHOWN = 300;
/**
 * UTF-16 units that a pattern is tried on, and size of its program: matching takes at most as long as their product,
 * and the bridge does nothing else meanwhile.
 */
const LONGEST_MATCHED = 64 * 1024;
const LARGEST_PROGRAM = 500;

/** Every expectation that was not met; none: it passed. Findings are looked at elsewhere. */
export function failuresOf(expect: Expectation, seen: Seen): Failure[] {
  const failures: Failure[] = [];
  const { outcome, errorCode, status, within, checks } = expect;
  if (outcome !== undefined && outcome !== seen.outcome)
    failures.push({ expected: OUTCOME_WORDS[outcome], got: seen.words });
  const saysNothing = outcome === undefined && status === undefined && errorCode === undefined;
  if (saysNothing && seen.outcome === 'no-answer') failures.push({ expected: 'an answer', got: seen.words });
  if (errorCode !== undefined && seen.errorCode !== String(errorCode))
    failures.push({ expected: `error ${errorCode}`, got: seen.words });
  if (status !== undefined && status !== seen.status)
    failures.push({
      expected: `HTTP ${status}`,
      got: seen.status === undefined ? 'no HTTP response' : `HTTP ${seen.status}`,
    });
  if (within !== undefined && (seen.ms === undefined || seen.ms > within))
    failures.push({
      expected: `an answer within ${within} ms`,
      got: seen.ms === undefined ? seen.words : `${Math.ceil(seen.ms)} ms`,
    });
  for (const check of checks) {
    const failure = failureOf(check, seen);
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

const OUTCOME_WORDS: Record<Seen['outcome'], string> = {
  result: 'a result',
  'tool-error': 'a tool error (isError)',
  error: 'a JSON-RPC error',
  'no-answer': 'no answer',
};

function failureOf(check: Check, { message, unread, words }: Seen): Failure | undefined {
  const expected = expectedWords(check);
  if (message === undefined) return { expected, got: unread ?? words };
  const { document } = message;
  const node = nodeAt(message.node, parsePointer(check.pointer) ?? []);
  const found = node === undefined ? 'nothing there' : quoted(textOf(document, node));
  if ('exists' in check) return check.exists === (node !== undefined) ? undefined : { expected, got: found };
  if (node === undefined) return { expected, got: found };
  if ('equals' in check) {
    const wanted = readJson(check.equals);
    if (wanted.root === undefined || wanted.faults.length > 0)
      return { expected, got: 'what is expected is no JSON' };
    return isSameValue({ document, node }, { document: wanted, node: wanted.root })
      ? undefined
      : { expected, got: found };
  }
  const tried = matches(check.matches, stringOf(document, node) ?? textOf(document, node));
  if (tried === true) return undefined;
  return { expected, got: tried === false ? found : tried };
}

function expectedWords(check: Check): string {
  const place = check.pointer === '' ? 'the message' : check.pointer;
  if ('equals' in check) return `${place} equals ${quoted(check.equals)}`;
  if ('matches' in check) return `${place} matches ${quoted(check.matches)}`;
  return check.exists ? `${place} exists` : `nothing at ${place}`;
}

/** Words instead of an answer: why it could not be tried. */
function matches(pattern: string, text: string): boolean | string {
  const compiled = compilePattern(pattern);
  if (typeof compiled === 'string') return compiled;
  if (text.length > LONGEST_MATCHED)
    return `${text.length} characters; a pattern is tried on ${LONGEST_MATCHED} at most`;
  return compiled.matcher(text).find();
}

function compilePattern(pattern: string): RE2JS | string {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern));
    return compiled.programSize() > LARGEST_PROGRAM
      ? 'the pattern becomes too large; use smaller repetitions'
      : compiled;
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return `the pattern is none that RE2 knows (no look-around, no back-references): ${words.slice(0, 200)}`;
  }
}

/** Why a check can never be met, whatever is answered. */
export function faultOf(check: Check): string | undefined {
  if ('matches' in check) {
    const compiled = compilePattern(check.matches);
    return typeof compiled === 'string' ? compiled : undefined;
  }
  if (!('equals' in check)) return undefined;
  const { root, faults } = readJson(check.equals);
  return root === undefined || faults.length > 0 ? 'what is expected is no JSON' : undefined;
}

function quoted(text: string): string {
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
