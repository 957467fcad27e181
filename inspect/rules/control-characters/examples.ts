import { answered, described, stderr, tools, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'what stands behind a NUL is cut off by some',
      frames: described('Looks up a word.\u0000 And more.'),
      at: '/result/tools/0/description',
      severity: 'medium',
    },
    {
      why: 'backspaces overwrite a name',
      frames: tools({ title: 'Delete\b\b\b\b\b\bLookup' }),
      severity: 'medium',
    },
    { why: 'half a surrogate pair', frames: described('word \ud83d here'), severity: 'medium' },
    { why: 'a control of the upper half', frames: described('word \u0085 here'), severity: 'medium' },
    { why: 'binary read as text', frames: answered('PK\u0003\u0004\u0014'), severity: 'info' },
  ],
  quiet: [
    { why: 'tabs and line ends', frames: described('one\ttwo\r\nthree') },
    { why: 'colours are told of by another rule', frames: [stderr('\u001b[31mfailed\u001b[0m')] },
    { why: 'emoji are whole pairs', frames: described('Looks up 😀 and 🏳️‍🌈') },
    { why: 'controls that are named', frames: described('Removes [\\x00-\\x1F\\u007f] from a word.') },
    { why: 'a replacement character is one', frames: answered('caf\ufffd') },
  ],
};
