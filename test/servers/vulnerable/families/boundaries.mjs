// CWE-1284, CWE-190, CWE-129: numbers, dates and lists at and beyond their edges.

const entries = Array.from({ length: 30 }, (_, n) => `entry ${n + 1}`);

export const sinks = [
  {
    // What the schema calls the most is told to clients and never asked for.
    id: 'bound-limit',
    strategy: 'boundaries',
    usual: { limit: 5 },
    tool: {
      name: 'list_entries',
      description: 'Lists entries of the diary',
      inputSchema: {
        type: 'object',
        properties: { limit: { type: 'integer', minimum: 1, maximum: 20, default: 5 } },
        required: ['limit'],
      },
      annotations: { readOnlyHint: true },
    },
    run: ({ limit }) => entries.slice(0, limit).join('\n'),
    fixed({ limit }) {
      if (!Number.isInteger(limit) || limit < 1 || limit > 20) throw new Error('limit is between 1 and 20');
      return entries.slice(0, limit).join('\n');
    },
  },
  {
    // The shape of a date is looked at, not whether there is such a day.
    id: 'bound-date',
    strategy: 'boundaries',
    usual: { range: { from: '2026-01-31', days: 3 } },
    tool: {
      name: 'free_days',
      description: 'Books days of leave',
      inputSchema: {
        type: 'object',
        properties: {
          range: {
            type: 'object',
            properties: {
              from: { type: 'string', format: 'date', default: '2026-01-31' },
              days: { type: 'integer', minimum: 1, default: 3 },
            },
            required: ['from', 'days'],
          },
        },
        required: ['range'],
      },
    },
    run({ range }, { state }) {
      if (!/^\d{4}-\d\d-\d\d$/.test(range.from) || !(range.days > 0)) throw new Error('No such day');
      const end = new Date(Date.parse(range.from) + range.days * 86_400_000);
      queueMicrotask(() => state.set(end.toISOString(), range));
      return { content: [], structuredContent: { booked: range.days } };
    },
    fixed({ range }, { state }) {
      const end = new Date(Date.parse(range.from) + range.days * 86_400_000);
      if (!Number.isInteger(range.days) || range.days < 1 || range.days > 366 || Number.isNaN(end.getTime()))
        throw new Error('No such day');
      queueMicrotask(() => state.set(end.toISOString(), range));
      return { content: [], structuredContent: { booked: range.days } };
    },
  },
  {
    // Too large is refused; below nothing there is more room than was thought.
    id: 'bound-index',
    strategy: 'boundaries',
    usual: { x: 0 },
    tool: {
      name: 'entry',
      description: 'Shows an entry',
      inputSchema: {
        type: 'object',
        properties: { x: { type: 'integer', minimum: 0, maximum: 9, default: 0 } },
        required: ['x'],
      },
    },
    run({ x }) {
      if (x > 9) throw new Error('There are ten');
      return { content: [], structuredContent: { entry: entries.at(x) } };
    },
    fixed({ x }) {
      if (!Number.isInteger(x) || x < 0 || x > 9) throw new Error('There are ten');
      return { content: [], structuredContent: { entry: entries[x] } };
    },
  },
];
