// CWE-674, CWE-770, CWE-407: as much, and as deep, as somebody cares to send.

const leaves = (node) =>
  Object.values(node)
    .map((inner) => (typeof inner === 'object' && inner !== null ? leaves(inner) : 1))
    .reduce((sum, one) => sum + one, 0);

function leavesOf(node) {
  const waiting = [node];
  let count = 0;
  while (waiting.length > 0) {
    for (const inner of Object.values(waiting.pop())) {
      if (typeof inner === 'object' && inner !== null) waiting.push(inner);
      else if (++count > 10_000) throw new Error('Too much');
    }
  }
  return count;
}

const drawn = ({ title, children = [] }, depth) => {
  if (children.length > 20) throw new Error('Too many');
  return [`${' '.repeat(Math.min(depth, 8))}${title}`, ...children.map((one) => drawn(one, depth + 1))].join(
    '\n',
  );
};
const copied = (value) =>
  typeof value !== 'object' || value === null
    ? value
    : Array.isArray(value)
      ? value.map(copied)
      : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copied(inner)]));

/** Levels of objects and lists, without going down into them; 1000 where there are more. */
function depthOf(value) {
  let level = [value];
  for (let depth = 0; depth < 1000; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    if (level.length === 0) return depth;
  }
  return 1000;
}

export const sinks = [
  {
    id: 'size-tree',
    strategy: 'size-and-depth',
    usual: { outline: { chapter: { one: 'a', two: 'b' } } },
    tool: {
      name: 'import_outline',
      description: 'Imports an outline',
      inputSchema: {
        type: 'object',
        properties: { outline: { type: 'object', default: { chapter: { one: 'a', two: 'b' } } } },
        required: ['outline'],
      },
    },
    run({ outline }, { state }) {
      setImmediate(() => state.set('leaves', leaves(outline)));
      return 'Imported';
    },
    fixed({ outline }, { state }) {
      const count = leavesOf(outline);
      setImmediate(() => state.set('leaves', count));
      return 'Imported';
    },
  },
  {
    // The title is bounded. Each line is held against each other one.
    id: 'size-lines',
    strategy: 'size-and-depth',
    usual: { sheet: { title: 'Names', rows: ['Kim', 'Lee', 'Kim'] } },
    tool: {
      name: 'clean_sheet',
      description: 'Takes repeated rows out of a sheet',
      inputSchema: {
        type: 'object',
        properties: {
          sheet: {
            type: 'object',
            properties: {
              title: { type: 'string', maxLength: 200, default: 'Names' },
              rows: { type: 'array', items: { type: 'string' }, default: ['Kim', 'Lee', 'Kim'] },
            },
            required: ['rows'],
          },
        },
        required: ['sheet'],
      },
    },
    run({ sheet }) {
      if (sheet.title !== undefined && sheet.title.length > 200) throw new Error('Too long');
      const once = sheet.rows.filter((row, n) => sheet.rows.findIndex((other) => other === row) === n);
      return { content: [], structuredContent: { rows: once.length } };
    },
    fixed({ sheet }) {
      if (sheet.title !== undefined && sheet.title.length > 200) throw new Error('Too long');
      return { content: [], structuredContent: { rows: new Set(sheet.rows).size } };
    },
  },
  {
    // As many arguments of a call as there are characters.
    id: 'size-spread',
    strategy: 'size-and-depth',
    usual: { data1: 'hello' },
    tool: {
      name: 'encode',
      description: 'Encodes',
      inputSchema: {
        type: 'object',
        properties: { data1: { type: 'string', default: 'hello' } },
        required: ['data1'],
      },
    },
    async run({ data1 }) {
      await new Promise((resolve) => {
        setImmediate(() => resolve(btoa(String.fromCharCode(...Buffer.from(data1)))));
      });
      return 'Encoded';
    },
    fixed({ data1 }) {
      Buffer.from(data1).toString('base64');
      return 'Encoded';
    },
  },
  {
    // How wide it may be is looked at, and how deep is not. A menu is drawn once it was taken.
    id: 'size-menu',
    strategy: 'size-and-depth',
    isUnseen: true,
    usual: { menu: { title: 'Drinks', children: [{ title: 'Tea' }] } },
    tool: {
      name: 'publish_menu',
      description: 'Publishes a menu with its parts',
      inputSchema: {
        type: 'object',
        $defs: {
          node: {
            type: 'object',
            properties: {
              title: { type: 'string', default: 'Tea' },
              children: { type: 'array', maxItems: 20, items: { $ref: '#/$defs/node' } },
            },
            required: ['title'],
          },
        },
        properties: { menu: { $ref: '#/$defs/node' } },
        required: ['menu'],
      },
    },
    run({ menu }, { state }) {
      setImmediate(() => state.set('drawn', drawn(menu, 0)));
      return { content: [], structuredContent: { published: String(menu.title).slice(0, 80) } };
    },
    fixed({ menu }, { state }) {
      if (depthOf(menu) > 32) throw new Error('Too deep');
      setImmediate(() => state.set('drawn', drawn(menu, 0)));
      return { content: [], structuredContent: { published: String(menu.title).slice(0, 80) } };
    },
  },
  {
    // Each word that is new is put behind all the others, which are copied first.
    id: 'size-index',
    strategy: 'size-and-depth',
    isUnseen: true,
    usual: { letter: { body: 'tea and milk and tea' } },
    tool: {
      name: 'index_letter',
      description: 'Makes an index of the words of a letter',
      inputSchema: {
        type: 'object',
        properties: {
          letter: {
            type: 'object',
            properties: { body: { type: 'string', default: 'tea and milk and tea' } },
            required: ['body'],
          },
        },
        required: ['letter'],
      },
    },
    run({ letter }) {
      const words = letter.body.split(/\s/).reduce((all, word) => [...all, word.toLowerCase()], []);
      return JSON.stringify({ words: words.length });
    },
    fixed: ({ letter }) => JSON.stringify({ words: String(letter.body).split(/\s/).length }),
  },
  {
    // JSON in a text, of no great length. What was read is copied, one step into it after the other.
    id: 'size-json',
    strategy: 'size-and-depth',
    isUnseen: true,
    usual: { b: '{"a":[1,2]}' },
    tool: {
      name: 'copy',
      description: 'Copies',
      inputSchema: {
        type: 'object',
        properties: { b: { type: 'string', default: '{"a":[1,2]}' } },
        required: ['b'],
      },
    },
    run({ b }, { state }) {
      if (b.length > 200_000) throw new Error('Too long');
      const read = JSON.parse(b);
      setImmediate(() => state.set('copy', copied(read)));
      return 'Copied';
    },
    fixed({ b }, { state }) {
      if (b.length > 200_000) throw new Error('Too long');
      const read = JSON.parse(b);
      if (depthOf(read) > 100) throw new Error('Too deep');
      setImmediate(() => state.set('copy', copied(read)));
      return 'Copied';
    },
  },
];
