import { described, exchange, tools, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'a Cyrillic а in the name of a tool',
      frames: tools({ name: 're\u0430d_file' }),
      at: '/result/tools/0/name',
      bytes: 're\u0430d',
      shown: 'read',
      severity: 'high',
    },
    {
      why: 'a Greek ο in a property',
      frames: tools({ inputSchema: { type: 'object', properties: { 'passw\u03bfrd': { type: 'string' } } } }),
      severity: 'high',
    },
    {
      why: 'the address of a resource',
      frames: exchange('resources/list', {
        resources: [{ uri: 'https://p\u0430ypal.example/', name: 'Account' }],
      }),
      severity: 'high',
    },
    { why: 'letters of mathematics', frames: tools({ name: 're\u{1d41a}d_file' }), severity: 'high' },
  ],
  quiet: [
    { why: 'a name in Russian', frames: tools({ name: 'прочитать_файл' }) },
    { why: 'a name in Japanese with Latin letters', frames: tools({ name: 'ファイルread読む' }) },
    { why: 'letters with accents are letters', frames: tools({ name: 'búsqueda_señal' }) },
    {
      why: 'Greek letters of quantities',
      frames: tools({
        inputSchema: { type: 'object', properties: { Δt: { type: 'number' }, σ_x: { type: 'number' } } },
      }),
    },
    { why: 'prose may mix alphabets', frames: described('Reads a file (файл) in Russian, αβγ too.') },
  ],
};
