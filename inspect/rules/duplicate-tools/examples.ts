import { exchange, tools, type Examples } from '../../example.ts';

const page = (names: string[], cursor: string | undefined, id: number) =>
  exchange(
    'tools/list',
    { tools: names.map((name) => ({ name, inputSchema: { type: 'object' } })), nextCursor: 'more' },
    cursor === undefined ? {} : { cursor },
    id,
  );

export const examples: Examples = {
  fires: [
    {
      why: 'one name twice',
      frames: tools({ name: 'read' }, { name: 'read' }),
      at: '/result/tools/1/name',
      severity: 'medium',
    },
    {
      why: 'on two pages of a list',
      frames: [...page(['a', 'read'], undefined, 1), ...page(['read'], 'more', 2)],
      severity: 'medium',
    },
    {
      why: 'one letter is of another alphabet',
      frames: tools({ name: 'read_mail' }, { name: 'read_m\u0430il' }),
      severity: 'high',
    },
    { why: 'two writings', frames: tools({ name: 'read_file' }, { name: 'readFile' }), severity: 'low' },
  ],
  quiet: [
    { why: 'one and many', frames: tools({ name: 'get_user' }, { name: 'get_users' }) },
    {
      why: 'the list was asked for again',
      frames: [...page(['read'], undefined, 1), ...page(['read'], undefined, 2)],
    },
    { why: 'versions', frames: tools({ name: 'search' }, { name: 'search_v2' }) },
    { why: 'no names at all', frames: tools({ name: '' }, { name: '' }) },
  ],
};
