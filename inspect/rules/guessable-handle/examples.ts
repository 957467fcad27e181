import { exchange, type Examples } from '../../example.ts';

const given = (structuredContent: (k: number) => unknown, count = 6) =>
  Array.from({ length: count }, (_, k) =>
    exchange('tools/call', { structuredContent: structuredContent(k) }, {}, k + 1),
  ).flat();
const task = (taskId: (k: number) => string, count = 6) =>
  Array.from({ length: count }, (_, k) =>
    exchange('tools/call', { task: { taskId: taskId(k), status: 'working' } }, {}, k + 1),
  ).flat();

export const examples: Examples = {
  fires: [
    {
      why: 'tasks that count up',
      frames: task((k) => `task-${k + 100}`),
      at: '/result/task/taskId',
      bytes: 'task-104',
      severity: 'medium',
    },
    {
      why: 'sessions of a browser tool',
      frames: given((k) => ({ sessionId: 4000 + k * 2 })),
      severity: 'low',
    },
    { why: 'uploads', frames: given((k) => ({ upload_id: `u${k}` })) },
  ],
  quiet: [
    { why: 'four could be chance', frames: task((k) => `task-${k}`, 4) },
    {
      why: 'random ones',
      frames: task(
        (k) =>
          [
            '8f2c0b1d9e7a4f63',
            '1b9d7c3e5f204a86',
            'c04e1f5a7b3d2986',
            '5d2a9b8e7f1c6034',
            'e6b7a8091c2d3f45',
            '07c1d2e3f4a5b697',
          ][k]!,
      ),
    },
    { why: 'the same session all the time', frames: given(() => ({ sessionId: 'session-1' }), 9) },
    {
      why: 'rows of a list count up by nature',
      frames: exchange('tools/call', {
        structuredContent: { jobs: Array.from({ length: 9 }, (_, k) => ({ jobId: k })) },
      }),
    },
    { why: 'other numbers', frames: given((k) => ({ page: k, count: k, id: k })) },
  ],
};
