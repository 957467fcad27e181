import { answered, described, tools, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'an override in a description',
      frames: described('Opens report\u202efdp.exe for you.'),
      bytes: '\u202efdp.exe',
      shown: 'fdp.exe',
      severity: 'high',
    },
    {
      why: 'a mark in a name makes two names that look the same',
      frames: tools({ name: 'look_up\u200e' }),
      severity: 'high',
    },
    {
      why: 'isolates around Latin words',
      frames: described('Looks \u2066up\u2069 a word.'),
      severity: 'medium',
    },
    { why: 'an override in an answer', frames: answered('see \u202dabc\u202c'), severity: 'medium' },
    { why: 'a stray mark in a description', frames: described('Looks up\u200e a word.'), severity: 'low' },
  ],
  quiet: [
    {
      why: 'controls that are named',
      frames: described('Removes [\\u202A-\\u202E\\u2066-\\u2069] from a word.'),
    },
    {
      why: 'Hebrew with marks around a Latin name',
      frames: described('כלי \u200fGitHub\u200f לחיפוש \u200e(API)'),
    },
    { why: 'Arabic with balanced isolates', frames: answered('ابحث عن \u2068word\u2069 في القاموس') },
    { why: 'Arabic with embeddings', frames: answered('العنوان \u202ahttps://example.com\u202c هنا') },
    { why: 'Latin text with accents', frames: described('Cherche un mot à l’aide du dictionnaire.') },
  ],
};
