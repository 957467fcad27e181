import type { JsonDocument } from '../json/document.ts';
import { removeAt, setAt, type Splice } from '../json/edit.ts';
import { nodeAt } from '../json/pointer.ts';
import { stringOf, textOf } from '../json/value.ts';
import { STATE_VARIANTS } from './state-variants.ts';

/** One way to send the follow-up of an `input_required` otherwise than it was asked for. */
export interface FollowUpVariant {
  readonly id: string;
  readonly title: string;
  readonly tests: string;
  /** What of the follow-up it changes. */
  readonly of: 'state' | 'responses' | 'request';
  /**
   * The one stretch of the follow-up's text to replace. `others`: states (JSON text) this server gave elsewhere, the
   * newest first. Undefined: it does not fit this follow-up.
   */
  edit(followUp: JsonDocument, others: readonly string[]): Splice | undefined;
}

const STATE = ['params', 'requestState'];
const RESPONSES = ['params', 'inputResponses'];

type Card = Pick<FollowUpVariant, 'id' | 'title' | 'tests'>;

const ofState: FollowUpVariant[] = STATE_VARIANTS.map(({ id, title, tests, change }) => ({
  id,
  title,
  tests,
  of: 'state',
  edit(document) {
    const state = stringOf(document, nodeAt(document.root, STATE));
    const changed = state === undefined ? undefined : change(state);
    return changed === undefined ? undefined : setAt(document, STATE, JSON.stringify(changed));
  },
}));

const of = (what: FollowUpVariant['of'], card: Card, edit: FollowUpVariant['edit']): FollowUpVariant => ({
  ...card,
  of: what,
  edit,
});

/** The members of `inputResponses`, as they stand. */
function responsesOf(document: JsonDocument): { key: string; value: string }[] {
  const node = nodeAt(document.root, RESPONSES);
  return node?.kind !== 'object'
    ? []
    : node.members.map(({ key, value }) => ({
        key: document.text.slice(key.from, key.to),
        value: textOf(document, value),
      }));
}

function withResponses(
  document: JsonDocument,
  entries: { key: string; value: string }[],
): Splice | undefined {
  const members = entries.map(({ key, value }) => `${key}: ${value}`);
  return setAt(document, RESPONSES, members.length === 0 ? '{}' : `{ ${members.join(', ')} }`);
}

/** Every change of a follow-up, by what of it is changed. */
export const FOLLOW_UP_VARIANTS: readonly FollowUpVariant[] = [
  ...ofState,
  of(
    'state',
    { id: 'state-missing', title: 'None at all', tests: 'It goes on without what it wrote for itself.' },
    (document) => removeAt(document, STATE),
  ),
  of(
    'state',
    { id: 'state-number', title: 'A number', tests: 'A state is used without asking for its type.' },
    (document) => setAt(document, STATE, '9007199254740993'),
  ),
  of(
    'state',
    {
      id: 'state-object',
      title: 'An object',
      tests: 'A state is used without asking for its type.',
    },
    (document) => setAt(document, STATE, '{ "__proto__": { "approved": true }, "approved": true }'),
  ),
  of(
    'state',
    {
      id: 'state-foreign',
      title: 'That of another call or session',
      tests: 'A state is not bound to the request and the person it was given for.',
    },
    (document, others) => {
      const node = nodeAt(document.root, STATE);
      const own = node && textOf(document, node);
      const other = others.find((one) => one !== own);
      return other === undefined ? undefined : setAt(document, STATE, other);
    },
  ),
  of(
    'request',
    {
      id: 'request-other-arguments',
      title: 'With other arguments',
      tests: 'What was agreed to for one set of arguments is done with another.',
    },
    (document) => setAt(document, ['params', 'arguments', 'mcpSecInspect'], '"other than before"'),
  ),
  of(
    'request',
    {
      id: 'request-other-name',
      title: 'For another tool',
      tests: 'What was agreed to for one tool is done with another.',
    },
    (document) => {
      const name = stringOf(document, nodeAt(document.root, ['params', 'name']));
      return name === undefined
        ? undefined
        : setAt(document, ['params', 'name'], JSON.stringify(`${name}_other`));
    },
  ),
  of(
    'request',
    {
      id: 'request-other-method',
      title: 'As another method',
      tests: 'A state of a tool is taken by a prompt, or the other way round.',
    },
    (document) => {
      const method = stringOf(document, nodeAt(document.root, ['method']));
      return setAt(document, ['method'], method === 'prompts/get' ? '"tools/call"' : '"prompts/get"');
    },
  ),
  of(
    'responses',
    {
      id: 'responses-extra',
      title: 'One more than asked for',
      tests: 'Responses that were never asked for are used.',
    },
    (document) =>
      withResponses(document, [
        ...responsesOf(document),
        { key: '"__proto__"', value: '{ "action": "accept", "content": { "approved": true } }' },
        { key: '"mcpSecInspect"', value: '{ "action": "accept", "content": { "approved": true } }' },
      ]),
  ),
  of(
    'responses',
    {
      id: 'responses-one-less',
      title: 'The last one missing',
      tests: 'It goes on though not all was answered.',
    },
    (document) => {
      const all = responsesOf(document);
      return all.length === 0 ? undefined : withResponses(document, all.slice(0, -1));
    },
  ),
  of(
    'responses',
    {
      id: 'responses-swapped',
      title: 'The first two swapped',
      tests: 'A response is not held against the question it stands for.',
    },
    (document) => {
      const [first, second, ...rest] = responsesOf(document);
      return first === undefined || second === undefined
        ? undefined
        : withResponses(document, [
            { key: first.key, value: second.value },
            { key: second.key, value: first.value },
            ...rest,
          ]);
    },
  ),
  of(
    'responses',
    { id: 'responses-list', title: 'A list instead', tests: 'Their shape is not looked at.' },
    (document) =>
      setAt(
        document,
        RESPONSES,
        `[${responsesOf(document)
          .map(({ value }) => value)
          .join(', ')}]`,
      ),
  ),
  of(
    'responses',
    { id: 'responses-missing', title: 'None at all', tests: 'It goes on though nothing was answered.' },
    (document) => removeAt(document, RESPONSES),
  ),
];

const OF_WORDS: Record<FollowUpVariant['of'], string> = {
  state: 'State',
  responses: 'Responses',
  request: 'Request',
};

/** What of the follow-up is changed, and how: “State: an empty text”. */
export function variantWords({ of: what, title }: Pick<FollowUpVariant, 'of' | 'title'>): string {
  return `${OF_WORDS[what]}: ${title.charAt(0).toLowerCase()}${title.slice(1)}`;
}

export function followUpVariant(id: string): FollowUpVariant | undefined {
  return FOLLOW_UP_VARIANTS.find((one) => one.id === id);
}
