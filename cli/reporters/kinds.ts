import type { StatementKind } from '../report.ts';

/** What each kind of statement means, and what to do: for people who meet it in another program. */
export const KINDS: Record<StatementKind, { title: string; help: string }> = {
  added: {
    title: 'New, and not reviewed',
    help: 'The server offers something that is not in the lock file. Read it; pin again to take it in, or verify with --allow-new.',
  },
  removed: {
    title: 'Gone',
    help: 'Something that was pinned is no longer offered. Pin again if that is meant.',
  },
  renamed: {
    title: 'Called otherwise',
    help: 'What was pinned under one name is offered under another. Permissions that hang on the old name do not hold for the new one.',
  },
  moved: { title: 'In another order', help: 'Only the order of a list differs.' },
  'new-finding': {
    title: 'New finding',
    help: 'A rule finds something that was not there when it was pinned: hidden text, orders to the model, an address. Read the item in full before anybody uses the server again.',
  },
  'new-address': {
    title: 'New address',
    help: 'A text names an address or host that it did not name before. Find out whose it is.',
  },
  'new-capability': {
    title: 'New ability',
    help: 'By its words a tool can do more than before: run code, send out, read what is private.',
  },
  reworded: {
    title: 'Worded otherwise',
    help: 'A text that a model or a person reads has changed. Compare both wordings; orders to the model can look like help.',
  },
  spacing: { title: 'Other white space', help: 'Only white space differs.' },
  'parameter-added': {
    title: 'New parameter',
    help: 'A tool takes something more. A parameter called context or notes is a way to have the model hand over what it knows.',
  },
  'parameter-required': {
    title: 'New required parameter',
    help: 'A tool now insists on something. The model will find a value for it, whatever that is.',
  },
  'parameter-removed': { title: 'Parameter gone', help: 'A tool takes less than before.' },
  'parameter-optional': {
    title: 'Parameter no longer required',
    help: 'A tool insists on less than before.',
  },
  'type-widened': { title: 'Wider type', help: 'A parameter takes values of more types than before.' },
  'type-narrowed': { title: 'Narrower type', help: 'A parameter takes values of fewer types than before.' },
  'values-loosened': {
    title: 'Looser values',
    help: 'A pattern, a list of values or a bound that held before is gone or wider.',
  },
  'values-tightened': { title: 'Tighter values', help: 'A parameter takes fewer values than before.' },
  'default-changed': {
    title: 'Other default',
    help: 'A parameter has another default, which a model may send without being asked.',
  },
  'schema-changed': { title: 'Other schema', help: 'A schema differs in something else.' },
  'hint-weakened': {
    title: 'Weaker promise',
    help: 'A tool no longer says that it only reads, destroys nothing, can be repeated or stays local. What is not said counts as the default of the specification.',
  },
  'hint-strengthened': {
    title: 'Stronger promise',
    help: 'A tool promises more than before. It is a claim: clients may ask less before they call it.',
  },
  'field-added': { title: 'New field', help: 'The server sends a field that it did not send before.' },
  'field-removed': { title: 'Field gone', help: 'The server no longer sends a field.' },
  'field-changed': { title: 'Other field', help: 'A field of the server has another value.' },
  notation: { title: 'Other notation', help: 'The same value is written otherwise.' },
  'same-version': {
    title: 'Changed under the same version',
    help: 'The server says it is the version that was pinned, and offers something else. Honest servers change their version with what they offer.',
  },
  'version-changed': {
    title: 'Another version',
    help: 'The server says it is another version. What came with it is for review.',
  },
  'provenance-changed': {
    title: 'Something else answers',
    help: 'What was reached is not what was reached before.',
  },
  'header-weakened': {
    title: 'Weaker protection over HTTP',
    help: 'A header of its answers that guards whoever uses the server is gone or allows more: other web pages that may read it, cookies that scripts may read, connections without encryption. Find out whether that was meant.',
  },
  'header-changed': {
    title: 'Other headers over HTTP',
    help: 'A header of its answers differs: other software, another login, other cookies.',
  },
  'asked-otherwise': {
    title: 'Asked otherwise',
    help: 'It was asked in another way than when it was pinned, which may be why it differs.',
  },
  tampered: {
    title: 'Lock file does not match itself',
    help: 'The excerpt of an item and its hash do not belong together. Somebody edited one of them, or a merge did. Take the file from git again or pin anew.',
  },
  'not-approved': {
    title: 'Not approved',
    help: 'The item is in the lock file and nobody stands behind it. Pin again.',
  },
  'missing-target': {
    title: 'Not in the lock file',
    help: 'The server was never pinned. Review it, then pin it.',
  },
  'not-checked': { title: 'Not checked', help: 'The server could not be asked, or not for everything.' },
};
