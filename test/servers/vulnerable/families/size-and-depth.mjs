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
];
