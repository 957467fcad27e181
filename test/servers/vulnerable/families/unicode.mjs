// CWE-176, CWE-180: what a text is after it was looked at.
import { readFile, realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const jobs = new Map([
  ['list', 'three jobs'],
  ['count', '3'],
]);

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;

/** Reads `LENGTH:JSON`, where the length is in bytes, as it came over a wire. */
function received(sent) {
  const bytes = Buffer.from(sent);
  const at = bytes.indexOf(':');
  return JSON.parse(bytes.subarray(at + 1, at + 1 + Number(bytes.subarray(0, at))).toString());
}

export const sinks = [
  {
    // Looks first, makes one of all ways to write a letter afterwards.
    id: 'uni-path',
    strategy: 'unicode',
    usual: { file: 'notes/readme.txt' },
    tool: {
      name: 'read_document',
      description: 'Reads a document',
      inputSchema: {
        type: 'object',
        properties: {
          file: { type: 'string', description: 'Name of the document', default: 'notes/readme.txt' },
        },
        required: ['file'],
      },
    },
    run({ file }, { root }) {
      if (file.includes('..') || file.startsWith('/')) throw new Error('No such document');
      return readFile(join(root, file.normalize('NFKC')), 'utf8');
    },
    async fixed({ file }, { root }) {
      const real = await realpath(root);
      const path = await realpath(resolve(real, file.normalize('NFKC')));
      if (relative(real, path).startsWith('..')) throw new Error('No such document');
      return readFile(path, 'utf8');
    },
  },
  {
    // A list of what is refused, held against the letters as they came.
    id: 'uni-action',
    strategy: 'unicode',
    usual: { rule: { action: 'list', note: 'daily' } },
    tool: {
      name: 'schedule',
      description: 'Does something with the scheduled jobs',
      inputSchema: {
        type: 'object',
        properties: {
          rule: {
            type: 'object',
            properties: {
              action: { type: 'string', enum: ['list', 'count'] },
              note: { type: 'string', default: 'daily' },
            },
            required: ['action'],
          },
        },
        required: ['rule'],
      },
    },
    run({ rule }) {
      if (['purge', 'stop'].includes(rule.action)) throw new Error('Not allowed');
      const said = jobs.get(rule.action.normalize('NFKC').toLowerCase());
      if (said === undefined) throw new Error('Unknown action');
      return { content: [], structuredContent: { said } };
    },
    fixed({ rule }) {
      const said = jobs.get(rule.action);
      if (said === undefined) throw new Error('Unknown action');
      return { content: [], structuredContent: { said } };
    },
  },
  {
    // Half of a pair has no UTF-8, and whoever asks for it anyway gets an exception.
    id: 'uni-half',
    strategy: 'unicode',
    usual: { value: 'winter' },
    tool: {
      name: 'remember',
      description: 'Remembers something',
      inputSchema: {
        type: 'object',
        properties: { value: { type: 'string', default: 'winter' } },
        required: ['value'],
      },
    },
    run({ value }, { state }) {
      setImmediate(() => state.set('last', encodeURIComponent(value)));
      return 'Remembered';
    },
    fixed({ value }, { state }) {
      if (!value.isWellFormed()) throw new Error('No such text');
      setImmediate(() => state.set('last', encodeURIComponent(value)));
      return 'Remembered';
    },
  },
  {
    // Looks first, and takes out afterwards what nobody can see.
    id: 'uni-invisible',
    strategy: 'unicode',
    isUnseen: true,
    usual: { entry: { title: 'notes/readme.txt' } },
    tool: {
      name: 'show_entry',
      description: 'Shows an entry of the notebook',
      inputSchema: {
        type: 'object',
        properties: {
          entry: {
            type: 'object',
            properties: {
              title: { type: 'string', description: 'Path of the entry', default: 'notes/readme.txt' },
            },
            required: ['title'],
          },
        },
        required: ['entry'],
      },
    },
    async run({ entry }, { root }) {
      if (entry.title.split('/').includes('..') || entry.title.startsWith('/'))
        throw new Error('No such entry');
      const path = entry.title.replace(INVISIBLE, '');
      return { content: [], structuredContent: { text: await readFile(join(root, path), 'utf8') } };
    },
    async fixed({ entry }, { root }) {
      const real = await realpath(root);
      const path = await realpath(resolve(real, entry.title.replace(INVISIBLE, '')));
      if (relative(real, path).startsWith('..')) throw new Error('No such entry');
      return { content: [], structuredContent: { text: await readFile(path, 'utf8') } };
    },
  },
  {
    // Says how long a text is in letters, to somebody who counts bytes.
    id: 'uni-counted',
    strategy: 'unicode',
    isUnseen: true,
    usual: { m: 'spring' },
    tool: {
      name: 'relay',
      description: 'Hands it on',
      inputSchema: {
        type: 'object',
        properties: { m: { type: 'string', default: 'spring' } },
        required: ['m'],
      },
    },
    run({ m }, { state }) {
      const text = JSON.stringify({ m });
      setImmediate(() => state.set('last', received(`${text.length}:${text}`)));
      return 'Handed on';
    },
    fixed({ m }, { state }) {
      const text = JSON.stringify({ m });
      setImmediate(() => state.set('last', received(`${Buffer.byteLength(text)}:${text}`)));
      return 'Handed on';
    },
  },
  {
    // What has no UTF-8 is refused, and may come to be when the text is made shorter.
    id: 'uni-shortened',
    strategy: 'unicode',
    isUnseen: true,
    usual: { badge: { label: 'autumn' } },
    tool: {
      name: 'make_badge',
      description: 'Makes a badge',
      inputSchema: {
        type: 'object',
        properties: {
          badge: {
            type: 'object',
            properties: { label: { type: 'string', default: 'autumn' } },
            required: ['label'],
          },
        },
        required: ['badge'],
      },
    },
    run({ badge }, { state }) {
      if (!badge.label.isWellFormed()) throw new Error('No such text');
      setImmediate(() => state.set('badge', `/badge/${encodeURIComponent(badge.label.slice(0, 12))}.svg`));
      return JSON.stringify({ made: true });
    },
    fixed({ badge }, { state }) {
      if (!badge.label.isWellFormed()) throw new Error('No such text');
      const short = [...badge.label].slice(0, 12).join('');
      setImmediate(() => state.set('badge', `/badge/${encodeURIComponent(short)}.svg`));
      return JSON.stringify({ made: true });
    },
  },
];
