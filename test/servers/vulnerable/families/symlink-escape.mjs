// CWE-59: looked at as text, a path is below the root; on the disk it is not.
import { readFile, realpath, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { placeWithin, within } from '../within.mjs';

const words = (text) => text.trim().split(/\s+/).length;

export const sinks = [
  {
    // The text of the path is below the root, with its separator; where a link leads is not asked.
    id: 'root-link',
    strategy: 'symlink-escape',
    usual: { batch: { sources: [{ location: 'notes/readme.txt' }] } },
    tool: {
      name: 'count_words',
      description: 'Counts the words of some documents and shows how each begins',
      inputSchema: {
        type: 'object',
        properties: {
          batch: {
            type: 'object',
            properties: {
              sources: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  properties: { location: { type: 'string', description: 'Where the document is' } },
                  required: ['location'],
                },
              },
            },
            required: ['sources'],
          },
        },
        required: ['batch'],
      },
    },
    async run({ batch }, { root }) {
      const documents = [];
      for (const { location } of batch.sources) {
        const file = resolve(root, location);
        if (!file.startsWith(`${root}${sep}`)) throw new Error('outside of the root');
        const text = await readFile(file, 'utf8');
        documents.push({ location, words: words(text), begins: text.slice(0, 80) });
      }
      return {
        content: [{ type: 'text', text: JSON.stringify(documents) }],
        structuredContent: { documents },
      };
    },
    async fixed({ batch }, { root }) {
      const documents = [];
      for (const { location } of batch.sources) {
        const text = await readFile(await within(root, location), 'utf8');
        documents.push({ location, words: words(text), begins: text.slice(0, 80) });
      }
      return {
        content: [{ type: 'text', text: JSON.stringify(documents) }],
        structuredContent: { documents },
      };
    },
  },
  {
    // Writes where a linked folder leads.
    id: 'root-write',
    strategy: 'symlink-escape',
    usual: { data1: 'notes/new.txt', data2: 'words' },
    tool: {
      name: 'keep',
      description: 'Keeps something for later',
      inputSchema: {
        type: 'object',
        properties: { data1: { type: 'string' }, data2: { type: 'string' } },
        required: ['data1', 'data2'],
      },
    },
    async run({ data1, data2 }, { root }) {
      const place = resolve(root, data1);
      if (place.includes('\0') || !place.startsWith(root + sep)) throw new Error('not there');
      await writeFile(place, data2);
      return 'kept';
    },
    async fixed({ data1, data2 }, { root }) {
      await writeFile(await placeWithin(root, data1), data2);
      return 'kept';
    },
  },
  {
    // Refuses what leads out, but takes an error of its own check for a file that is not there yet.
    id: 'link-caught',
    strategy: 'symlink-escape',
    usual: { file_path: 'notes/readme.txt' },
    tool: {
      name: 'document',
      description: 'Gets a document from the workspace',
      inputSchema: {
        type: 'object',
        properties: { file_path: { type: 'string' }, tail: { type: 'integer', minimum: 1 } },
        required: ['file_path'],
      },
    },
    async run({ file_path, tail }, { root }) {
      const file = resolve(root, file_path);
      const isBelow = (path) => path === root || path.startsWith(root + sep);
      if (!isBelow(file)) throw new Error('Access denied');
      try {
        if (!isBelow(await realpath(file))) throw new Error('Access denied: a link');
      } catch {
        if (!isBelow(await realpath(dirname(file)))) throw new Error('Access denied');
      }
      const lines = (await readFile(file, 'utf8')).split('\n');
      return {
        content: [{ type: 'text', text: `${file_path}\n\n${lines.slice(tail ? -tail : 0).join('\n')}` }],
      };
    },
    async fixed({ file_path, tail }, { root }) {
      const lines = (await readFile(await within(root, file_path), 'utf8')).split('\n');
      return {
        content: [{ type: 'text', text: `${file_path}\n\n${lines.slice(tail ? -tail : 0).join('\n')}` }],
      };
    },
  },
  {
    // Links of the folder are followed before it is compared, that of the file is not.
    id: 'link-last',
    strategy: 'symlink-escape',
    isUnseen: true,
    usual: { parts: [{ of: 'notes/readme.txt', from: 0, to: 5 }] },
    tool: {
      name: 'excerpt',
      inputSchema: {
        type: 'object',
        properties: {
          parts: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              properties: {
                of: { type: 'string', description: 'The document' },
                from: { type: 'integer', default: 0 },
                to: { type: 'integer', default: 200 },
              },
              required: ['of'],
            },
          },
        },
        required: ['parts'],
      },
    },
    async run({ parts }, { root }) {
      const excerpts = [];
      for (const { of, from = 0, to = 200 } of parts) {
        const wanted = resolve(root, of);
        const folder = await realpath(dirname(wanted));
        const top = await realpath(root);
        if (folder !== top && !folder.startsWith(top + sep)) throw new Error('not here');
        excerpts.push((await readFile(join(folder, basename(wanted)), 'utf8')).slice(from, to));
      }
      return { content: [], structuredContent: { excerpts } };
    },
    async fixed({ parts }, { root }) {
      const excerpts = [];
      for (const { of, from = 0, to = 200 } of parts)
        excerpts.push((await readFile(await within(root, of), 'utf8')).slice(from, to));
      return { content: [], structuredContent: { excerpts } };
    },
  },
];
