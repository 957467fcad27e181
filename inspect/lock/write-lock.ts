import { LOCK_FORMAT, type Lock, type LockedItem, type LockedTarget } from '../../protocol/lock.ts';
import { jsonEscapes, UNSEEN } from '../../protocol/unseen.ts';
import { byPlace, byUnits } from './order.ts';

/**
 * One item a block, one field a line, in an order of its own. Every block ends in lines that are the same in all of
 * them, and each comma stands before its item: a change of one block touches no line of another.
 */
export function writeLock({ targets }: Lock, hash: (text: string) => string): string {
  const lines = ['{', `  "format": "mcp-sec.lock/${LOCK_FORMAT}",`, '  "targets": {'];
  const sorted = [...targets].sort(([a], [b]) => byUnits(a, b));
  for (const [at, [name, target]] of sorted.entries()) {
    lines.push(`    ${at === 0 ? '' : ','}${spelt(name)}: {`, ...linesOf(target, hash), '    }');
  }
  lines.push('  }', '}', '');
  return lines.join('\n');
}

function* linesOf({ source, items }: LockedTarget, hashOf: (text: string) => string): Generator<string> {
  yield '      "source": {';
  const { profile, principal, transport, era, revision } = source;
  const known = { profile, principal, transport, era, revision };
  const given = Object.entries(known).filter(([, value]) => value !== undefined);
  for (const [at, [key, value]] of given.entries())
    yield `        ${spelt(key)}: ${spelt(value!)}${at < given.length - 1 ? ',' : ''}`;
  if (source.headers !== undefined) yield* headersOf(source.headers);
  yield '      },';
  yield '      "items": [';
  const sorted = [...items].sort((a, b) => byPlace(a.item, b.item));
  for (const [at, item] of sorted.entries()) yield* blockOf(item, at === 0, hashOf);
  yield '      ]';
}

/** One a line, so that a review shows which has changed. */
function* headersOf(headers: Record<string, string>): Generator<string> {
  yield '        ,"headers": {';
  const sorted = Object.entries(headers).sort(([a], [b]) => byUnits(a, b));
  for (const [at, [name, value]] of sorted.entries())
    yield `          ${at === 0 ? '' : ','}${spelt(name)}: ${spelt(value)}`;
  yield '        }';
}

function* blockOf(
  { item, approved }: LockedItem,
  isFirst: boolean,
  hashOf: (text: string) => string,
): Generator<string> {
  const { section, name, nth, fields, hash } = item;
  yield `        ${isFirst ? '' : ','}{ "section": ${spelt(section)}, "name": ${spelt(name)}, "nth": ${nth},`;
  yield `          "hash": ${spelt(hash)},`;
  if (approved !== undefined) {
    const at = approved.at === undefined ? '' : `, "at": ${spelt(approved.at)}`;
    yield `          "approved": { "by": ${spelt(approved.by)}${at} },`;
  }
  const [only] = fields;
  // The one field may also be a member of an object that is called so.
  if (fields.length === 1 && only!.name === '' && hashOf(only!.text) === hash) {
    yield '          "value":';
    yield `            ${harmless(only!.text)}`;
  } else {
    yield '          "fields": {';
    for (const [at, field] of fields.entries())
      yield `            ${at === 0 ? '' : ','}${spelt(field.name)}: ${harmless(field.text)}`;
    yield '          }';
  }
  yield '        }';
}

function spelt(text: string): string {
  return harmless(JSON.stringify(text));
}

/** The same JSON, in which nothing is left that a terminal, a log or a reviewer's eye could be led astray by. */
function harmless(json: string): string {
  return json.replace(UNSEEN, jsonEscapes).replace(/##(?=[\w-]*\[)/g, '#\\u0023');
}
