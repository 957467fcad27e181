import { exchange, type Examples } from '../../example.ts';

const page = (names: string[], nextCursor?: unknown, cursor?: string, id?: number) =>
  exchange(
    'tools/list',
    {
      tools: names.map((name) => ({ name, inputSchema: {} })),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    },
    cursor === undefined ? {} : { cursor },
    id,
  );

export const examples: Examples = {
  fires: [
    {
      why: 'it names itself',
      frames: [...page(['a'], 'x'), ...page(['b'], 'x', 'x')],
      at: '/result/nextCursor',
      bytes: 'x',
      severity: 'medium',
    },
    {
      why: 'a round of three',
      frames: [...page(['a'], 'x'), ...page(['b'], 'y', 'x'), ...page(['c'], 'x', 'y')],
      severity: 'medium',
    },
    {
      why: 'an empty page before the last',
      frames: [...page(['a'], 'x'), ...page([], 'y', 'x'), ...page(['b'], undefined, 'y')],
      severity: 'low',
    },
    { why: 'a number is no cursor', frames: page(['a'], 2), severity: 'low' },
    {
      why: 'pages without end',
      frames: Array.from({ length: 202 }, (_, k) =>
        page([`t${k}`], `c${k + 1}`, k === 0 ? undefined : `c${k}`, k + 1),
      ).flat(),
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'three pages and an end',
      frames: [...page(['a'], 'x'), ...page(['b'], 'y', 'x'), ...page(['c'], undefined, 'y')],
    },
    {
      why: 'the same list again from its beginning',
      frames: [
        ...page(['a'], 'x'),
        ...page(['b'], undefined, 'x'),
        ...page(['a'], 'x'),
        ...page(['b'], undefined, 'x'),
      ],
    },
    { why: 'a server without tools', frames: page([]) },
    { why: 'some write that nothing follows', frames: page(['a'], null) },
    {
      why: 'a result with a cursor of its own',
      frames: exchange('tools/call', { structuredContent: { nextCursor: 'x', tools: [] } }),
    },
  ],
};
