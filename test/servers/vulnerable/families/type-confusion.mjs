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
  {
    // Sorts by a text once it has answered; numbers know no such order.
    id: 'type-sorted',
    strategy: 'type-confusion',
    isUnseen: true,
    usual: {
      agenda: [
        { when: '2026-02-01', what: 'dentist' },
        { when: '2026-01-15', what: 'plumber' },
      ],
    },
    tool: {
      name: 'plan_week',
      description: 'Puts entries of an agenda in order',
      inputSchema: {
        type: 'object',
        properties: {
          agenda: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              properties: {
                when: { type: 'string', default: '2026-02-01' },
                what: { type: 'string', default: 'dentist' },
              },
              required: ['when', 'what'],
            },
          },
        },
        required: ['agenda'],
      },
    },
    run({ agenda }, { state }) {
      process.nextTick(() => {
        const sorted = [...agenda, { when: '2026-06-30', what: 'holiday' }];
        state.set(
          'agenda',
          sorted.sort((a, b) => a.when.localeCompare(b.when)),
        );
      });
      return { content: [], structuredContent: { planned: agenda.length } };
    },
    fixed({ agenda }, { state }) {
      if (!Array.isArray(agenda) || !agenda.every((one) => typeof one?.when === 'string'))
        throw new Error('agenda is a list with a text in each when');
      process.nextTick(() =>
        state.set(
          'agenda',
          agenda.toSorted((a, b) => a.when.localeCompare(b.when)),
        ),
      );
      return { content: [], structuredContent: { planned: agenda.length } };
    },
  },
  {
    // As long as it is something, it can be made a text. Not everything can.
    id: 'type-text',
    strategy: 'type-confusion',
    isUnseen: true,
    usual: { f: 'blue' },
    tool: {
      name: 'paint',
      description: 'Paints',
      inputSchema: {
        type: 'object',
        properties: { f: { type: 'string', default: 'blue' } },
        required: ['f'],
      },
    },
    run({ f }, { state }) {
      if (f === null || f === undefined) throw new Error('Which?');
      setImmediate(() => state.set('colour', `#${f}`));
      return 'Painted';
    },
    fixed({ f }, { state }) {
      if (typeof f !== 'string') throw new Error('f is a text');
      setImmediate(() => state.set('colour', `#${f}`));
      return 'Painted';
    },
  },
  {
    // Counts with whatever comes: an article that nobody sells costs null.
    id: 'type-price',
    strategy: 'type-confusion',
    isUnseen: true,
    usual: { order: { lines: [{ article: 'tea', pieces: 2 }] } },
    tool: {
      name: 'quote',
      description: 'Says what an order would cost',
      inputSchema: {
        type: 'object',
        properties: {
          order: {
            type: 'object',
            properties: {
              lines: {
                type: 'array',
                minItems: 1,
                items: {
                  type: 'object',
                  properties: {
                    article: { type: 'string', enum: ['tea', 'milk'] },
                    pieces: { type: 'integer', minimum: 1, default: 2 },
                  },
                  required: ['article', 'pieces'],
                },
              },
            },
            required: ['lines'],
          },
        },
        required: ['order'],
      },
    },
    run({ order }) {
      const total = order.lines.reduce((sum, { article, pieces }) => {
        if (pieces < 1) throw new Error('At least one piece');
        return sum + { tea: 3, milk: 1 }[article] * pieces;
      }, 0);
      return JSON.stringify({ total });
    },
    fixed({ order }) {
      const prices = new Map([
        ['tea', 3],
        ['milk', 1],
      ]);
      const total = order.lines.reduce((sum, { article, pieces }) => {
        if (!prices.has(article) || !Number.isInteger(pieces) || pieces < 1) throw new Error('No such line');
        return sum + prices.get(article) * pieces;
      }, 0);
      return JSON.stringify({ total });
    },
  },
];
