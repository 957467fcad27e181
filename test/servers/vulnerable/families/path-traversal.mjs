// CWE-22: a name given from outside becomes part of a path.
import { readFile, writeFile } from 'node:fs/promises';
import { join, normalize } from 'node:path';
import { placeWithin, within } from '../within.mjs';

export const sinks = [
  {
    id: 'path-read',
    strategy: 'path-traversal',
    usual: { path: 'notes/readme.txt' },
    tool: {
      name: 'read_note',
      description: 'Reads a note of the notebook',
      inputSchema: {
        type: 'object',
        properties: { path: { type: 'string', description: 'Path of the note, relative to the notebook' } },
        required: ['path'],
      },
      annotations: { readOnlyHint: true },
    },
    run: ({ path }, { root }) => readFile(join(root, path), 'utf8'),
    fixed: async ({ path }, { root }) => readFile(await within(root, path), 'utf8'),
  },
  {
    // Takes `../` out once, and decodes what it was given afterwards: `....//` and `%2e%2e%2f` are left.
    id: 'path-stripped',
    strategy: 'path-traversal',
    usual: { target: { file: 'notes/readme.txt' }, encoding: 'utf8' },
    tool: {
      name: 'show_attachment',
      description: 'Shows what an attachment holds',
      inputSchema: {
        type: 'object',
        properties: {
          target: {
            type: 'object',
            properties: { file: { type: 'string', description: 'Name of the attachment' } },
            required: ['file'],
          },
          encoding: { type: 'string', enum: ['utf8', 'base64'], default: 'utf8' },
        },
        required: ['target'],
      },
    },
    async run({ target, encoding = 'utf8' }, { root }) {
      const clean = target.file.replaceAll('../', '').replace(/^\/+/, '');
      const bytes = await readFile(join(root, decodeURIComponent(clean)));
      return {
        content: [],
        structuredContent: { file: clean, size: bytes.length, body: bytes.toString(encoding) },
      };
    },
    async fixed({ target, encoding = 'utf8' }, { root }) {
      const bytes = await readFile(await within(root, target.file));
      return {
        content: [],
        structuredContent: { file: target.file, size: bytes.length, body: bytes.toString(encoding) },
      };
    },
  },
  {
    // Looks whether the text begins with an allowed folder before it makes a path of it.
    id: 'path-prefix',
    strategy: 'path-traversal',
    usual: { x: 'notes/readme.txt' },
    tool: {
      name: 'lookup',
      description: 'Looks an entry up',
      inputSchema: {
        type: 'object',
        properties: { x: { type: 'string', default: 'notes/readme.txt' } },
        required: ['x'],
      },
    },
    async run({ x }, { root }) {
      if (!x.startsWith('notes/')) throw new Error('Only notes can be looked up');
      const lines = (await readFile(normalize(`${root}/${x}`), 'utf8')).split('\n');
      return { content: lines.map((text) => ({ type: 'text', text })) };
    },
    async fixed({ x }, { root }) {
      const lines = (
        await readFile(await within(join(root, 'notes'), x.replace(/^notes\//, '')), 'utf8')
      ).split('\n');
      return { content: lines.map((text) => ({ type: 'text', text })) };
    },
  },
  {
    // An archive that is unpacked: names are looked at where they begin.
    id: 'path-unpack',
    strategy: 'path-traversal',
    isUnseen: true,
    usual: { bundle: { entries: [{ name: 'notes/new.txt', data: 'a' }] } },
    tool: {
      name: 'import_bundle',
      description: 'Imports the entries of a bundle into the notebook',
      inputSchema: {
        type: 'object',
        properties: {
          bundle: {
            type: 'object',
            properties: {
              entries: {
                type: 'array',
                items: {
                  type: 'object',
                  properties: { name: { type: 'string' }, data: { type: 'string' } },
                  required: ['name', 'data'],
                },
                minItems: 1,
              },
            },
            required: ['entries'],
          },
        },
        required: ['bundle'],
      },
    },
    async run({ bundle }, { root }) {
      for (const { name, data } of bundle.entries) {
        if (/^(?:\/|\.\.)/.test(name)) throw new Error(`${name} leads out of the bundle`);
        await writeFile(join(root, name), data);
      }
      return { content: [], structuredContent: { imported: bundle.entries.length } };
    },
    async fixed({ bundle }, { root }) {
      for (const { name, data } of bundle.entries) await writeFile(await placeWithin(root, name), data);
      return { content: [], structuredContent: { imported: bundle.entries.length } };
    },
  },
];
