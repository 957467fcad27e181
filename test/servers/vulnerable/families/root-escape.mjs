// CWE-22: the allowed folder is compared as text, and the name of another begins like it.
import { readFile, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join, normalize, resolve, sep } from 'node:path';
import { placeWithin, within } from '../within.mjs';

export const sinks = [
  {
    // `/x/notes-private` begins with `/x/notes`.
    id: 'root-sibling',
    strategy: 'root-escape',
    usual: { path: 'notes/readme.txt' },
    tool: {
      name: 'read_file',
      description: 'Reads a file from the allowed directory',
      inputSchema: {
        type: 'object',
        properties: { path: { type: 'string' }, head: { type: 'integer', minimum: 1 } },
        required: ['path'],
      },
    },
    async run({ path, head }, { root }) {
      const file = resolve(root, path);
      if (!file.startsWith(root)) throw new Error(`Access denied: ${file} is outside of ${root}`);
      return (await readFile(file, 'utf8')).split('\n').slice(0, head).join('\n');
    },
    fixed: async ({ path, head }, { root }) =>
      (await readFile(await within(root, path), 'utf8')).split('\n').slice(0, head).join('\n'),
  },
  {
    // Behind a list of what may not be in a path; the separator at the end of the root is missing all the same.
    id: 'root-blocklist',
    strategy: 'root-escape',
    usual: { request: { documents: ['notes/readme.txt'] } },
    tool: {
      name: 'first_lines',
      description: 'Shows the first line of each document',
      inputSchema: {
        type: 'object',
        properties: {
          request: {
            type: 'object',
            properties: { documents: { type: 'array', minItems: 1, items: { type: 'string' } } },
            required: ['documents'],
          },
        },
        required: ['request'],
      },
    },
    async run({ request }, { root }) {
      const lines = [];
      for (const name of request.documents) {
        if (name.includes('..') || name.includes('\0')) throw new Error('Invalid path');
        const file = resolve(root, name);
        if (!file.startsWith(root)) throw new Error('Invalid path');
        lines.push((await readFile(file, 'utf8')).split('\n')[0]);
      }
      return { content: [{ type: 'text', text: lines.join(' | ') }], structuredContent: { lines } };
    },
    async fixed({ request }, { root }) {
      const lines = [];
      for (const name of request.documents)
        lines.push((await readFile(await within(root, name), 'utf8')).split('\n')[0]);
      return { content: [{ type: 'text', text: lines.join(' | ') }], structuredContent: { lines } };
    },
  },
  {
    // Glued to the root instead of joined.
    id: 'root-glued',
    strategy: 'root-escape',
    usual: { value: '/notes/readme.txt' },
    tool: {
      name: 'entry',
      description: 'Gives back an entry',
      inputSchema: {
        type: 'object',
        properties: { value: { type: 'string', default: '/notes/readme.txt' } },
        required: ['value'],
      },
    },
    async run({ value }, { root }) {
      const file = normalize(root + value);
      if (!file.startsWith(root)) throw new Error('no such entry');
      return { content: [{ type: 'text', text: JSON.stringify({ entry: await readFile(file, 'utf8') }) }] };
    },
    async fixed({ value }, { root }) {
      const text = await readFile(await within(root, `.${sep}${value}`), 'utf8');
      return { content: [{ type: 'text', text: JSON.stringify({ entry: text }) }] };
    },
  },
  {
    // The folder is real, links and all; that its name begins like the root's is taken for being in it.
    id: 'root-new',
    strategy: 'root-escape',
    isUnseen: true,
    usual: { doc: { target: 'notes/new.txt', lines: ['a', 'b'] } },
    tool: {
      name: 'put_down',
      description: 'Writes lines down',
      inputSchema: {
        type: 'object',
        properties: {
          doc: {
            type: 'object',
            properties: {
              target: { type: 'string' },
              lines: { type: 'array', items: { type: 'string' } },
            },
            required: ['target', 'lines'],
          },
        },
        required: ['doc'],
      },
    },
    async run({ doc }, { root }) {
      const wanted = resolve(root, doc.target);
      const folder = await realpath(dirname(wanted));
      if (!folder.startsWith(await realpath(root))) throw new Error('Access denied');
      await writeFile(join(folder, basename(wanted)), doc.lines.join('\n'));
      return { content: [{ type: 'text', text: `${doc.lines.length} lines` }] };
    },
    async fixed({ doc }, { root }) {
      await writeFile(await placeWithin(root, doc.target), doc.lines.join('\n'));
      return { content: [{ type: 'text', text: `${doc.lines.length} lines` }] };
    },
  },
];
