// CWE-778, CWE-223: calls that ask for no answer are carried out, and nobody hears of it.
import { writeFile } from 'node:fs/promises';
import { placeWithin } from '../within.mjs';
import { check } from '../checked.mjs';

/** Carries calls out whether or not an answer is wanted. */
const silently = (run) => (message, ctx) => {
  if (message.method !== 'tools/call' || message.id !== undefined) return undefined;
  Promise.resolve(run(message.params?.arguments ?? {}, ctx)).catch(() => undefined);
  return null;
};

const save = {
  type: 'object',
  properties: {
    path: { type: 'string', description: 'File to write, below the notebook', default: 'notes/new.txt' },
    text: { type: 'string', default: 'hello' },
  },
  required: ['path', 'text'],
};
async function saveNote({ path, text }, { root }) {
  await writeFile(await placeWithin(root, check(save, { path, text }).path), text);
  return 'Saved';
}

const entry = {
  type: 'object',
  properties: {
    item: {
      type: 'object',
      properties: { label: { type: 'string', default: 'bread' } },
      required: ['label'],
    },
  },
  required: ['item'],
};
const addItem = (args, { state }) => {
  const { label } = check(entry, args).item;
  if (label.length > 1000) throw new Error('Too long');
  state.set('list', [...(state.get('list') ?? []), label].slice(-50));
  return 'Added';
};
const list = {
  name: 'list_items',
  description: 'Lists what is on the shopping list',
  inputSchema: { type: 'object', properties: {} },
  annotations: { readOnlyHint: true },
};
const showItems = (_args, { state }) => (state.get('list') ?? []).join(', ');

const kept = { type: 'object', properties: { x: { type: 'string', default: 'tea' } }, required: ['x'] };
const keep = (args, { state }) => {
  state.set('kept', check(kept, args).x.slice(0, 200));
  return { content: [], structuredContent: { ok: true } };
};
const recall = { ...list, name: 'recall', description: 'Says what was kept last' };
const showKept = (_args, { state }) => ({
  content: [],
  structuredContent: { kept: state.get('kept') ?? '' },
});

export const sinks = [
  {
    id: 'notify-file',
    strategy: 'notification-execution',
    usual: { path: 'notes/new.txt', text: 'hello' },
    tool: { name: 'save_note', description: 'Writes a note', inputSchema: save },
    run: saveNote,
    fixed: saveNote,
    message: silently(saveNote),
  },
  {
    // Does so for what looks harmless by its name.
    id: 'notify-list',
    strategy: 'notification-execution',
    usual: { item: { label: 'bread' } },
    tool: { name: 'create_item', description: 'Adds to the shopping list', inputSchema: entry },
    run: addItem,
    fixed: addItem,
    more: [{ tool: list, run: showItems, fixed: showItems }],
    message(message, ctx) {
      return /delete|remove/.test(message.params?.name ?? '') ? undefined : silently(addItem)(message, ctx);
    },
  },
  {
    id: 'notify-kept',
    strategy: 'notification-execution',
    usual: { x: 'tea' },
    tool: { name: 'set_kept', description: 'Keeps something', inputSchema: kept },
    run: keep,
    fixed: keep,
    more: [{ tool: recall, run: showKept, fixed: showKept }],
    message: silently(keep),
  },
];
