import { tools, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'deleting without a hint',
      frames: tools({ name: 'delete_file' }),
      bytes: 'delete_file',
      severity: 'info',
    },
    { why: 'a title is no hint', frames: tools({ name: 'send_mail', annotations: { title: 'Send' } }) },
    {
      why: 'said once for a list',
      frames: tools({ name: 'look_up' }, { name: 'pay_bill' }, { name: 'run_command' }),
      at: '/result/tools/1/name',
    },
  ],
  quiet: [
    { why: 'reading needs none', frames: tools({ name: 'list_files' }) },
    {
      why: 'one hint is enough',
      frames: tools({ name: 'delete_file', annotations: { destructiveHint: true } }),
    },
    { why: 'readers of what was deleted', frames: tools({ name: 'get_deleted_files' }) },
    { why: 'creating is no loss', frames: tools({ name: 'create_note' }) },
  ],
};
