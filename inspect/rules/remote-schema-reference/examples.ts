import { tools, type Examples } from '../../example.ts';

const taking = (word: unknown, more: object = {}) =>
  tools({ inputSchema: { type: 'object', properties: { word }, ...more } });

export const examples: Examples = {
  fires: [
    {
      why: 'an address the server chose',
      frames: taking({ $ref: 'http://169.254.169.254/latest/meta-data' }),
      at: '/result/tools/0/inputSchema/properties/word/$ref',
      severity: 'high',
    },
    { why: 'a file of whoever reads it', frames: taking({ $ref: 'file:///etc/passwd' }), severity: 'high' },
    {
      why: 'a file beside nothing',
      frames: taking({ allOf: [{ $ref: '../common.json#/word' }] }),
      severity: 'high',
    },
    {
      why: 'in what comes back, too',
      frames: tools({ outputSchema: { $dynamicRef: 'https://words.dev/s#x' } }),
    },
    {
      why: 'a dialect nobody knows',
      frames: taking({}, { $schema: 'https://words.dev/dialect' }),
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'within the schema',
      frames: taking({ $ref: '#/$defs/word' }, { $defs: { word: { type: 'string' } } }),
    },
    {
      why: 'dialects everybody knows',
      frames: taking({}, { $schema: 'http://json-schema.org/draft-07/schema#' }),
    },
    {
      why: 'a part that carries this name',
      frames: taking(
        { $ref: 'https://words.dev/word' },
        { $defs: { word: { $id: 'https://words.dev/word' } } },
      ),
    },
    { why: 'a property may be called $ref', frames: taking({ properties: { $ref: { type: 'string' } } }) },
    { why: 'a default may hold one', frames: taking({ default: { $ref: 'https://words.dev/x' } }) },
  ],
};
