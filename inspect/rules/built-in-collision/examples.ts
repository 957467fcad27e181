import { tools, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'a shell',
      frames: tools({}, { name: 'bash' }),
      at: '/result/tools/1/name',
      bytes: 'bash',
      severity: 'low',
    },
    { why: 'an editor in another style', frames: tools({ name: 'strReplaceEditor' }), severity: 'low' },
    {
      why: 'only what reads',
      frames: tools({ name: 'read_file' }, { name: 'web_search' }),
      severity: 'info',
    },
    { why: 'what steers an agent', frames: tools({ name: 'attempt_completion' }), severity: 'low' },
  ],
  quiet: [
    { why: 'the subject is in the name', frames: tools({ name: 'notes_edit' }, { name: 'wiki_web_search' }) },
    { why: 'ordinary names', frames: tools({ name: 'search' }, { name: 'get_user' }) },
    { why: 'no tools', frames: tools() },
    { why: 'a name that every object has', frames: tools({ name: 'constructor' }) },
  ],
};
