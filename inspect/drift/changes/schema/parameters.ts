import { quoted } from '../../../support/words.ts';
import { stringsOf, type Value } from '../../value.ts';
import { below } from '../comparer.ts';
import { riskOf } from '../parameter-words.ts';
import type { Keywords } from './references.ts';
import type { SchemaTeller, Sides } from './teller.ts';

const NOTHING: Keywords = new Map();
const NO_NAMES: ReadonlySet<string> = new Set();

/** `properties`, pair by pair. `needed` and `needs`: what has to be given on each side. `inside`: compares what both have. */
export function compareProperties(
  teller: SchemaTeller,
  { was, is, at }: Sides,
  needed: ReadonlySet<string>,
  needs: ReadonlySet<string>,
  inside: (sides: Sides) => void,
): void {
  const { called, isInput } = teller;
  const [olds, news] = [was?.members ?? NOTHING, is?.members ?? NOTHING];
  for (const [name, value] of news) {
    const sides = {
      was: olds.get(name),
      is: value,
      at: { pointer: below(at.pointer, name), property: name, depth: at.depth + 1 },
    };
    if (sides.was === undefined) added(teller, name, sides, needs.has(name));
    else if (sides.was.text !== value.text) inside(sides);
  }
  for (const [name, value] of olds) {
    if (news.has(name)) continue;
    const says = isInput
      ? `${called} no longer names the parameter ${quoted(name, 60)}${needed.has(name) ? ', which had to be given' : ''}.`
      : `Answers of ${called} no longer have ${quoted(name, 60)}.`;
    const sides = { was: value, is: undefined, at: { ...at, pointer: below(at.pointer, name) } };
    teller.tell('parameter-removed', 'low', sides, says);
  }
  if (olds.size === 0 && news.size === 0) {
    const says = `The list of parameters in ${teller.subject(at)} is empty, as it was, and written otherwise.`;
    teller.tell('schema-changed', 'info', { was, is, at }, says);
  }
}

function added(teller: SchemaTeller, name: string, sides: Sides, isRequired: boolean): void {
  const { called, isInput } = teller;
  if (!isInput) {
    teller.tell('schema-changed', 'low', sides, `Answers of ${called} may have ${quoted(name, 60)} now.`);
    return;
  }
  const risk = riskOf(name);
  teller.tell(
    isRequired ? 'parameter-required' : 'parameter-added',
    isRequired || risk !== undefined ? 'high' : 'medium',
    sides,
    `${called} ${isRequired ? 'asks for' : 'takes'} a new parameter ${quoted(name, 60)}${risk === undefined ? '' : `; ${risk}`}.`,
  );
  const header = sides.is?.member('x-mcp-header');
  if (header !== undefined) compareHeader(teller, { ...sides, is: header });
}

/** An argument that is sent in a header is seen, kept and believed by everything between client and server. */
export function compareHeader(teller: SchemaTeller, { was, is, at }: Sides): void {
  const header = is ?? was;
  const name = header?.string === undefined ? 'of an unclear name' : quoted(header.string, 60);
  teller.report({
    kind: was === undefined ? 'field-added' : is === undefined ? 'field-removed' : 'field-changed',
    severity: is === undefined ? 'low' : 'high',
    pointer: at.pointer.endsWith('/x-mcp-header') ? at.pointer : below(at.pointer, 'x-mcp-header'),
    before: was,
    after: is,
    says: `${teller.begins(at)} is ${is === undefined ? 'no longer' : was === undefined ? 'now' : 'now otherwise'} sent in the HTTP header ${name}.`,
  });
}

/** `required`: what is new and has to be given was told as one with the parameter. */
export function compareRequired(
  teller: SchemaTeller,
  { was, is, at }: Sides,
  had: Value | undefined,
  has: Value | undefined,
): void {
  const { called, isInput } = teller;
  const owner = isInput ? called : `the answer of ${called}`;
  const [olds, news] = [namesIn(was), namesIn(is)];
  const bare = { was: undefined, is: undefined, at };
  let differ = 0;
  for (const name of news) {
    if (olds.has(name)) continue;
    differ++;
    if (isInput && had?.member(name) === undefined && has?.member(name) !== undefined) continue;
    const says = `${owner} now ${isInput ? 'asks for' : 'always has'} ${quoted(name, 60)}, which was optional.`;
    teller.tell('parameter-required', 'high', bare, says);
  }
  for (const name of olds) {
    if (news.has(name)) continue;
    differ++;
    if (isInput && had?.member(name) !== undefined && has?.member(name) === undefined) continue;
    const says = `${owner} no longer ${isInput ? 'insists on' : 'always has'} ${quoted(name, 60)}.`;
    teller.tell('parameter-optional', 'low', bare, says);
  }
  if (differ === 0) {
    const says = `The same names are required in ${teller.subject(at)}, and listed otherwise.`;
    teller.tell('schema-changed', 'info', { was, is, at }, says);
  }
}

export function namesIn(value: Value | undefined): ReadonlySet<string> {
  return value?.kind === 'array' ? new Set(stringsOf(value)) : NO_NAMES;
}
