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
  {
    // Too many are brought down to the most there may be. Fewer than none end where the list does.
    id: 'bound-window',
    strategy: 'boundaries',
    isUnseen: true,
    usual: { paging: { offset: 2, count: 3 } },
    tool: {
      name: 'search_log',
      description: 'Shows lines of the log, a window at a time',
      inputSchema: {
        type: 'object',
        properties: {
          paging: {
            type: 'object',
            properties: {
              offset: { type: 'integer', minimum: 0, default: 0 },
              count: { type: 'integer', minimum: 1, maximum: 10, default: 3 },
            },
            required: ['offset', 'count'],
          },
        },
        required: ['paging'],
      },
    },
    run({ paging }) {
      const count = paging.count > 10 ? 10 : paging.count;
      const lines = entries.slice(paging.offset, count < 0 ? count : paging.offset + count);
      return { content: lines.map((line) => ({ type: 'text', text: line })) };
    },
    fixed({ paging: { offset, count } }) {
      if (!Number.isInteger(offset) || offset < 0) throw new Error('offset counts from 0');
      if (!Number.isInteger(count) || count < 1 || count > 10) throw new Error('count is between 1 and 10');
      return { content: entries.slice(offset, offset + count).map((line) => ({ type: 'text', text: line })) };
    },
  },
  {
    // Draws after it has answered, on as much paper as was asked for.
    id: 'bound-area',
    strategy: 'boundaries',
    isUnseen: true,
    usual: { swatch: { colour: 'teal', size: { width: 16, height: 9 } } },
    tool: {
      name: 'make_swatch',
      description: 'Draws a swatch of one colour',
      inputSchema: {
        type: 'object',
        properties: {
          swatch: {
            type: 'object',
            properties: {
              colour: { type: 'string', default: 'teal' },
              size: {
                type: 'object',
                properties: {
                  width: { type: 'integer', minimum: 1, default: 16 },
                  height: { type: 'integer', minimum: 1, default: 9 },
                },
                required: ['width', 'height'],
              },
            },
            required: ['colour', 'size'],
          },
        },
        required: ['swatch'],
      },
    },
    run({ swatch }, { state }) {
      const { width, height } = swatch.size;
      if (width === 0 || height === 0) throw new Error('There is nothing to draw');
      setTimeout(() => state.set('drawn', new Uint8Array(width * height).length), 5);
      return JSON.stringify({ queued: swatch.colour });
    },
    fixed({ swatch }, { state }) {
      const { width, height } = swatch.size;
      for (const side of [width, height])
        if (!Number.isInteger(side) || side < 1 || side > 2000) throw new Error('A side is 1 to 2000');
      setTimeout(() => state.set('drawn', new Uint8Array(width * height).length), 5);
      return JSON.stringify({ queued: swatch.colour });
    },
  },
  {
    // Any number is a time, it seems. Times end in the year 275760.
    id: 'bound-seconds',
    strategy: 'boundaries',
    isUnseen: true,
    usual: { t: 1_700_000_000 },
    tool: {
      name: 'remind',
      description: 'Reminds of something then',
      inputSchema: {
        type: 'object',
        properties: { t: { type: 'number', default: 1_700_000_000 } },
        required: ['t'],
      },
    },
    run({ t }, { state }) {
      if (Number.isNaN(t)) throw new Error('Not a time');
      Promise.resolve().then(() => state.set('due', new Date(t * 1000).toISOString()));
      return { content: [], structuredContent: { ok: true } };
    },
    fixed({ t }, { state }) {
      if (typeof t !== 'number' || !(Math.abs(t * 1000) <= 8.64e15)) throw new Error('Not a time');
      Promise.resolve().then(() => state.set('due', new Date(t * 1000).toISOString()));
      return { content: [], structuredContent: { ok: true } };
    },
  },
];
