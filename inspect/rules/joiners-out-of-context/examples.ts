import { answered, described, tools, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'a Latin word is split',
      frames: described('Looks up a word. ig\u200dnore it.'),
      bytes: '\u200d',
      severity: 'medium',
    },
    {
      why: 'two names look the same',
      frames: tools({ name: 'look\u200c_up' }),
      at: '/result/tools/0/name',
      severity: 'high',
    },
    {
      why: 'bits of two joiners',
      frames: answered(`fine${'\u200c\u200d\u200d\u200c'.repeat(4)}`),
      severity: 'high',
    },
  ],
  quiet: [
    { why: 'a joiner that is named', frames: described('Removes \\u200d and \\u200c from a word.') },
    { why: 'Persian', frames: described('می\u200cخواهم کتاب\u200cها را') },
    { why: 'Hindi and Sinhala conjuncts', frames: described('क्\u200dष शक्\u200cति ශ්\u200dරී') },
    { why: 'a family, a flag, a profession in a skin tone', frames: described('👨‍👩‍👧‍👦 🏳️‍🌈 🏴‍☠️ 🧑🏽‍🚀 ❤️‍🔥') },
    { why: 'Arabic and Malayalam', frames: answered('ه\u200d ന്\u200d') },
  ],
};
