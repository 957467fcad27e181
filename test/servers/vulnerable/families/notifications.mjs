// CWE-778, CWE-223: calls that ask for no answer are carried out, and nobody hears of it.
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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

const ballot = {
  type: 'object',
  properties: {
    ballot: {
      type: 'object',
      properties: { for: { type: 'string', enum: ['tea', 'coffee', 'milk'] } },
      required: ['for'],
    },
  },
  required: ['ballot'],
};
const vote = (args, { state }) => {
  const drink = check(ballot, args).ballot.for;
  state.set(drink, (state.get(drink) ?? 0) + 1);
  return JSON.stringify({ counted: true });
};
const tally = (_args, { state }) => [...state].map(([drink, votes]) => `| ${drink} | ${votes} |`).join('\n');

const line = {
  type: 'object',
  properties: { q: { type: 'string', maxLength: 400, default: 'rain' } },
  required: ['q'],
};
async function jot(args, { root }) {
  await appendFile(join(root, 'journal.txt'), `${check(line, args).q}\n`);
  return { content: [], structuredContent: { ok: true } };
}

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
  {
    // Whoever asks for an answer gets one, and must be known by a token of progress. The others are not asked.
    id: 'notify-vote',
    strategy: 'notification-execution',
    isUnseen: true,
    usual: { ballot: { for: 'tea' } },
    tool: { name: 'vote', description: 'Votes for something to drink', inputSchema: ballot },
    run: vote,
    fixed: vote,
    more: [{ tool: { ...list, name: 'tally', description: 'Counts the votes' }, run: tally, fixed: tally }],
    message(message, ctx) {
      if (message.params?._meta?.progressToken !== undefined) return undefined;
      return silently(vote)(message, ctx);
    },
  },
  {
    // Nothing tells what was written, but the file.
    id: 'notify-journal',
    strategy: 'notification-execution',
    isUnseen: true,
    usual: { q: 'rain' },
    tool: { name: 'jot', description: 'Jots something down', inputSchema: line },
    run: jot,
    fixed: jot,
    message: (message, ctx) => (message.id === null ? null : silently(jot)(message, ctx)),
  },
];
