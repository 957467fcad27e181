import { tools, type Examples } from '../../example.ts';

const taking = (word: unknown, more: object = {}) =>
  tools({ inputSchema: { type: 'object', properties: { word }, ...more } });

export const examples: Examples = {
  fires: [
    { why: 'there is no such type', frames: taking({ type: 'str' }), bytes: 'str', severity: 'low' },
    {
      why: 'required belongs to the object',
      frames: taking({ type: 'string', required: true }),
      bytes: 'true',
    },
    {
      why: 'a property must be a schema',
      frames: taking('string'),
      at: '/result/tools/0/inputSchema/properties',
    },
    { why: 'a length is no text', frames: taking({ type: 'string', maxLength: '10' }) },
    { why: 'values to choose from are a list', frames: taking({ enum: 'a, b' }) },
  ],
  quiet: [
    { why: 'all is well', frames: taking({ type: ['string', 'null'], maxLength: 10, enum: ['a', null] }) },
    { why: 'true is a schema', frames: taking(true, { additionalProperties: false }) },
    { why: 'keywords nobody knows', frames: taking({ 'x-order': 1, example: 3, nullable: true }) },
    {
      why: 'properties may be called like keywords',
      frames: taking({ type: 'object', properties: { type: {}, required: {}, enum: {} } }),
    },
    { why: 'bounds of draft 4', frames: taking({ type: 'number', minimum: 0, exclusiveMinimum: true }) },
    { why: 'a default may look like anything', frames: taking({ default: { type: 'str', required: 1 } }) },
  ],
};
