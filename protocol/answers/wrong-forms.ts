import type { Field, Property } from '../schema/field.ts';
import { type HostileResult, INJECTED, MARKUP, MIB } from './hostile-answer.ts';
import type { AskedQuestion } from './question.ts';

/** A form may ask for thousands of values; as many are answered wrongly. */
const MOST_VALUES = 200;

function form(
  id: string,
  title: string,
  tests: string,
  result: (question: AskedQuestion) => string,
  kinds: HostileResult['for'] = ['form'],
): HostileResult {
  return { id, title, tests, for: kinds, of: 'result', result };
}

const accepted = (content: string): string => `{ "action": "accept", "content": ${content} }`;

function propertiesOf({ field }: AskedQuestion): Property[] {
  const of = field?.();
  return of?.kind === 'object' ? of.properties.slice(0, MOST_VALUES) : [];
}

/** Every value that was asked for, as `value` makes it; one of our own where nothing was. */
function filled(question: AskedQuestion, value: (field: Field) => string): string {
  const members = propertiesOf(question).map(
    ({ name, field }) => `${JSON.stringify(name)}: ${value(field())}`,
  );
  return accepted(members.length === 0 ? '{ "value": 1 }' : `{ ${members.join(', ')} }`);
}

function ofOtherType({ kind }: Field): string {
  switch (kind) {
    case 'string':
    case 'choice':
      return '{ "toString": 1 }';
    case 'number':
    case 'integer':
      return '"seven"';
    case 'boolean':
      return '"false"';
    case 'array':
    case 'tuple':
      return '"a, b"';
    default:
      return '[[null]]';
  }
}

/** Of the right type, and not what the schema allows. */
function outside({ kind }: Field): string {
  switch (kind) {
    case 'choice':
      return '"none of them"';
    case 'number':
      return '-1e308';
    case 'integer':
      return '0.5';
    case 'boolean':
      return 'null';
    case 'array':
    case 'tuple':
      return '["none of them", "none of them"]';
    default:
      return '"\\u0000"';
  }
}

/** The same text for all that takes a text. */
function texts(question: AskedQuestion, text: string): string {
  const quoted = JSON.stringify(text);
  const first = propertiesOf(question)[0]?.name ?? 'value';
  const isAny = propertiesOf(question).some(({ field }) => field().kind === 'string');
  if (!isAny) return accepted(`{ ${JSON.stringify(first)}: ${quoted} }`);
  return filled(question, (field) => (field.kind === 'string' ? quoted : (field.start ?? ofDefault(field))));
}

function ofDefault({ kind }: Field): string {
  return kind === 'number' || kind === 'integer' ? '0' : kind === 'boolean' ? 'false' : 'null';
}

/** Only the first: a hundred of them would be a gibibyte. */
function long(question: AskedQuestion, length: number): string {
  const first = propertiesOf(question).find(({ field }) => field().kind === 'string')?.name ?? 'value';
  return accepted(`{ ${JSON.stringify(first)}: "${'A'.repeat(length)}" }`);
}

/** What a person would have filled in. */
export const WRONG_FORMS: readonly HostileResult[] = [
  form(
    'form-other-types',
    'Values of other types',
    'What a form sends back is not held against its schema.',
    (question) => filled(question, ofOtherType),
  ),
  form(
    'form-outside-schema',
    'Values outside the schema',
    'Choices, whole numbers and bounds are left to the client to keep.',
    (question) => filled(question, outside),
  ),
  form('form-nothing-filled', 'Accepted with nothing in it', 'What is required is not missed.', () =>
    accepted('{}'),
  ),
  form(
    'form-no-content',
    'Accepted without content',
    'Content is read though there is none.',
    () => '{ "action": "accept" }',
  ),
  form('form-content-list', 'A list as content', 'Content is used without asking what it is.', () =>
    accepted('[1, 2]'),
  ),
  form(
    'form-prototype-keys',
    'Keys of prototypes in the content',
    'Content is merged into objects of its own.',
    () =>
      accepted(
        '{ "__proto__": { "confirmed": true, "isAdmin": true }, "constructor": { "prototype": { "isAdmin": true } } }',
      ),
  ),
  form('form-injected', 'Orders as values', 'What a person enters reaches a model as instructions.', (q) =>
    texts(q, INJECTED),
  ),
  form(
    'form-markup',
    'Markup and control characters',
    'A value becomes markup, a query, a shell word or a terminal code.',
    (q) => texts(q, `${MARKUP}' OR '1'='1`),
  ),
  form('form-1-mib', 'A value of 1 MiB', 'Length is not bounded.', (q) => long(q, MIB)),
  form('form-10-mib', 'A value of 10 MiB', 'Length is not bounded.', (q) => long(q, 10 * MIB)),
  form(
    'declined-with-content',
    'Declined, and filled in all the same',
    'Content is used although the person said no.',
    ({ honest }) => honest.replace('"accept"', '"decline"'),
  ),
  form(
    'action-twice',
    'Declined and accepted in one',
    'Two readers of one message take it for two different answers.',
    ({ honest }) => honest.replace('"action": "accept"', '"action": "decline", "action": "accept"'),
    ['form', 'url'],
  ),
  form(
    'action-unknown',
    'An action that is none',
    'Whatever is no “decline” counts as a yes.',
    ({ honest }) => honest.replace('"accept"', '"Accept "'),
    ['form', 'url'],
  ),
  form(
    'url-with-content',
    'Content for an address',
    'Values are taken over the client, which must never see them in this mode.',
    () => accepted('{ "token": "mcp-sec-inspect-was-here", "confirmed": true }'),
    ['url'],
  ),
];
