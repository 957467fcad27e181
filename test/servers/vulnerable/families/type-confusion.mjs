// CWE-843, CWE-20: a value of another type than was promised.
import { readFile, realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';

const inventory = new Map([['bolts', 40]]);

export const sinks = [
  {
    // Works on the text after it has answered, where nobody catches.
    id: 'type-late',
    strategy: 'type-confusion',
    usual: { title: 'Shopping', text: 'Bread and milk' },
    tool: {
      name: 'add_note',
      description: 'Adds a note',
      inputSchema: {
        type: 'object',
        properties: { title: { type: 'string' }, text: { type: 'string' } },
        required: ['title', 'text'],
      },
    },
    run({ title, text }, { state }) {
      setImmediate(() => state.set(title.trim().toLowerCase(), text));
      return 'Added';
    },
    fixed({ title, text }, { state }) {
      if (typeof title !== 'string' || typeof text !== 'string') throw new Error('title and text are texts');
      setImmediate(() => state.set(title.trim().toLowerCase(), text));
      return 'Added';
    },
  },
  {
    // Lists have `includes` too, and become a text again where one is needed.
    id: 'type-list',
    strategy: 'type-confusion',
    usual: { page: { name: 'notes/readme.txt' } },
    tool: {
      name: 'open_page',
      description: 'Opens a page of the handbook',
      inputSchema: {
        type: 'object',
        properties: {
          page: {
            type: 'object',
            properties: {
              name: { type: 'string', description: 'File of the page', default: 'notes/readme.txt' },
            },
            required: ['name'],
          },
        },
        required: ['page'],
      },
    },
    async run({ page }, { root }) {
      const { name } = page;
      if (name.includes('..') || name.includes('/etc') || `${name}`.startsWith('/'))
        throw new Error('No such page');
      return { content: [], structuredContent: { page: await readFile(`${root}/${name}`, 'utf8') } };
    },
    async fixed({ page }, { root }) {
      if (typeof page?.name !== 'string') throw new Error('name is a text');
      const real = await realpath(root);
      const path = await realpath(resolve(real, page.name));
      if (relative(real, path).startsWith('..')) throw new Error('No such page');
      return { content: [], structuredContent: { page: await readFile(join(path), 'utf8') } };
    },
  },
  {
    // Tells everything about what went wrong.
    id: 'type-told',
    strategy: 'type-confusion',
    usual: { x: 'bolts' },
    tool: {
      name: 'stock',
      description: 'Tells how many there are',
      inputSchema: {
        type: 'object',
        properties: { x: { type: 'string', default: 'bolts' } },
        required: ['x'],
      },
    },
    run({ x }) {
      try {
        return `${inventory.get(x.split(' ')[0]) ?? 0}`;
      } catch (error) {
        return { content: [{ type: 'text', text: `Failed: ${error.stack}` }], isError: true };
      }
    },
    fixed({ x }) {
      if (typeof x !== 'string') throw new Error('x is a text');
      return `${inventory.get(x.split(' ')[0]) ?? 0}`;
    },
  },
];
