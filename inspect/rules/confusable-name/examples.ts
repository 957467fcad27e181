import { described, exchange, tools, type Examples } from '../../example.ts';

export const examples: Examples = {
  fires: [
    {
      why: 'wholly in Cyrillic, beside the name it looks like',
      frames: tools({ name: 'copy' }, { name: '\u0441\u043e\u0440\u0443' }),
      at: '/result/tools/1/name',
      severity: 'high',
    },
    {
      why: 'a dot below makes another name',
      frames: tools({ name: 'read_file' }, { name: 'read\u0323_file' }),
      severity: 'high',
    },
    {
      why: 'a digit for a letter',
      frames: tools({ name: 'read_file' }, { name: 'read_fi1e' }),
      severity: 'high',
    },
    {
      why: 'a word of wide letters',
      frames: tools({ name: '\uff52\uff45\uff41\uff44_file' }),
      severity: 'high',
    },
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
    {
      why: 'marks are vowels and sounds elsewhere',
      frames: tools({ name: 'かき' }, { name: 'がき' }, { name: 'कि' }, { name: 'का' }),
    },
    { why: 'numbers at the end', frames: tools({ name: 'step_1' }, { name: 'step_l' }, { name: 'step_10' }) },
    {
      why: 'the same name on another page',
      frames: [...tools({ name: 'read_file' }), ...tools({ name: 'read_file' })],
    },
    { why: 'wide letters in a name of Japanese', frames: tools({ name: 'ＣＳＶ出力' }) },
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
