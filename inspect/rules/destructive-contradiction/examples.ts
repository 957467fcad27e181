import { tools, type Examples } from '../../example.ts';

const tool = (name: string, annotations: object, description = '') =>
  tools({ name, description, annotations });

export const examples: Examples = {
  fires: [
    {
      why: 'a table is gone afterwards',
      frames: tool('drop_table', { destructiveHint: false }),
      at: '/result/tools/0/annotations/destructiveHint',
      severity: 'medium',
    },
    {
      why: 'described by it',
      frames: tool('cache', { destructiveHint: false }, 'Wipes the cache.'),
      severity: 'medium',
    },
    {
      why: 'a charge is made each time',
      frames: tool('charge_card', { idempotentHint: true }),
      severity: 'medium',
    },
    {
      why: 'both cannot be',
      frames: tool('x', { readOnlyHint: true, destructiveHint: true }),
      severity: 'low',
    },
    {
      why: 'what was removed can be added again',
      frames: tool('remove_label', { destructiveHint: false }),
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'deleting twice is deleting once',
      frames: tool('delete_file', { destructiveHint: true, idempotentHint: true }),
    },
    { why: 'it destroys nothing', frames: tool('create_file', { destructiveHint: false }) },
    {
      why: 'of readers the hint means nothing',
      frames: tool('get_deleted', { readOnlyHint: true, destructiveHint: false }),
    },
    { why: 'no hints, no contradiction', frames: tool('drop_table', { title: 'Drop' }) },
    { why: 'hints that are no hints', frames: tool('drop_table', { destructiveHint: 'no' }) },
  ],
};
