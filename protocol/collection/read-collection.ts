import * as z from 'zod/mini';
import type { JsonDocument, JsonFault, JsonNode } from '../json/document.ts';
import { layOut } from '../json/lay-out.ts';
import { readJson } from '../json/read.ts';
import { memberOf, textOf, valueOf } from '../json/value.ts';
import type { Outcome } from '../problem.ts';
import { Collection, COLLECTION_BOUNDS } from './collection.ts';
import { COLLECTION_FORMAT, COLLECTION_VERSION } from './write-collection.ts';

const BOUNDS = { nodes: 400_000, depth: 200 };

/**
 * Reads the file of a collection, which anybody may have written. What is not known is refused and not passed
 * over: a check that is spelt wrong must not pass. `newId` makes what the file leaves out.
 */
export function readCollection(file: string, newId: () => string): Outcome<Collection> {
  if (file.length > COLLECTION_BOUNDS.file)
    return refused('too-large', `It is over ${COLLECTION_BOUNDS.file / 1024 / 1024} MiB.`, 'Split it.');
  const document = readJson(file, BOUNDS);
  const { root, faults, isWhole } = document;
  if (!isWhole) return refused('too-large', 'It is deeper or has more values than a collection has.');
  const [fault] = faults;
  if (fault !== undefined) return refused('not-json', faultWords(file, fault), 'Correct it there.');
  if (root === undefined) return refused('not-json', 'It is empty.');
  const whole = plain(document, root);
  const { format, version } = whole;
  if (format !== COLLECTION_FORMAT)
    return refused(
      'not-a-collection',
      `It is no collection: its "format" is not "${COLLECTION_FORMAT}".`,
      'A collection is exported from Craft, or written by hand as the documentation shows.',
    );
  if (version !== COLLECTION_VERSION)
    return refused(
      typeof version === 'number' && version > COLLECTION_VERSION ? 'newer-version' : 'unknown-version',
      `Its "version" is ${short(JSON.stringify(version) ?? 'missing')}; this program knows ${COLLECTION_VERSION}.`,
      'A newer program may have written it: update this one.',
    );
  const { format: _, version: __, ...rest } = whole;
  const made = {
    id: newId(),
    description: '',
    ...rest,
    calls: callsOf(document, root, rest['calls'], newId),
  };
  const read = z.safeParse(Collection, made);
  if (!read.success) return refused('bad-collection', issueWords(read.error.issues));
  const badCall = read.data.calls.find(({ name }) => name.trim() === '');
  return badCall === undefined
    ? { ok: true, value: read.data }
    : refused('bad-collection', `Call ${badCall.id} has a name of blanks.`);
}

/** A parsed copy of an object; own keys only, whatever they are called. */
function plain(document: JsonDocument, node: JsonNode): Record<string, unknown> {
  const value = node.kind === 'object' ? valueOf(document, node) : null;
  return value === null || typeof value !== 'object' || Array.isArray(value) ? {} : value;
}

/** With what may be left out filled in, and JSON that counts as it is written put back as text. */
function callsOf(document: JsonDocument, root: JsonNode, calls: unknown, newId: () => string): unknown {
  const nodes = memberOf(root, 'calls');
  if (nodes?.kind !== 'array') return calls;
  return nodes.items.map((node) => {
    if (node.kind !== 'object') return valueOf(document, node);
    const { message, text, expect, ...rest } = plain(document, node);
    const messageNode = memberOf(node, 'message');
    const hasBoth = message !== undefined && text !== undefined;
    return {
      id: newId(),
      folder: '',
      description: '',
      how: { rpcId: 'next', meta: 'fill' },
      ...rest,
      ...(hasBoth ? { message: true } : {}),
      text: messageNode === undefined ? joined(text) : layOut(textOf(document, messageNode)),
      expect: expect === undefined ? { checks: [] } : expected(document, memberOf(node, 'expect'), expect),
    };
  });
}

function joined(text: unknown): unknown {
  const isLines =
    Array.isArray(text) && text.every((line) => typeof line === 'string' && !line.includes('\n'));
  return isLines ? text.join('\n') : text;
}

function expected(document: JsonDocument, node: JsonNode | undefined, value: unknown): unknown {
  if (node?.kind !== 'object') return value;
  const checks = memberOf(node, 'checks');
  if (checks === undefined) return { checks: [], ...plain(document, node) };
  if (checks.kind !== 'array') return value;
  return {
    ...plain(document, node),
    checks: checks.items.map((check) => {
      const equals = memberOf(check, 'equals');
      return equals === undefined
        ? valueOf(document, check)
        : { ...plain(document, check), equals: layOut(textOf(document, equals)) };
    }),
  };
}

function faultWords(file: string, fault: JsonFault): string {
  const before = file.slice(0, fault.from).split('\n');
  return `Line ${before.length}, column ${before.at(-1)!.length + 1}: ${fault.words}`;
}

type Issue = z.core.$ZodIssue;

function issueWords([issue]: readonly Issue[]): string {
  if (issue === undefined) return 'It is not as a collection has to be.';
  const where = issue.path.map((step) =>
    typeof step === 'number' ? `[${step}]` : `.${short(String(step))}`,
  );
  const place = where.join('').replace(/^\./, '');
  return `${place === '' ? 'The file' : place}: ${wordsOf(issue)}`;
}

function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.includes('message')
        ? 'it has both "message" and "text"'
        : `${issue.keys
            .map((key) => `"${short(key)}"`)
            .join(', ')
            .slice(0, 200)} is not known here`;
    case 'invalid_union':
      return issue.discriminator === undefined
        ? 'a check has a "pointer" and one of "equals", "matches" and "exists", and nothing else'
        : 'its "kind" is not known';
    case 'invalid_value':
      return `it is none of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'invalid_type':
      return issue.input === undefined ? `it is missing (${issue.expected})` : `it is no ${issue.expected}`;
    case 'too_big':
      return `it is more than ${issue.maximum}`;
    case 'too_small':
      return `it is less than ${issue.minimum}`;
    case 'invalid_format':
      return 'it is not of the form it has to be';
    default:
      return short(issue.message, 200);
  }
}

function short(text: string, length = 60): string {
  return text.length > length ? `${text.slice(0, length)}…` : text;
}

function refused(code: string, message: string, hint?: string): Outcome<never> {
  return { ok: false, problem: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
