// CWE-176, CWE-180: what a text is after it was looked at.
import { readFile, realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const jobs = new Map([
  ['list', 'three jobs'],
  ['count', '3'],
]);

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
];
