import { tools, type Examples } from '../../example.ts';

type Schema = Record<string, unknown>;
const nested = (levels: number): Schema => {
  let schema: Schema = { type: 'string' };
  for (let k = 0; k < levels; k++) schema = { type: 'object', properties: { a: schema } };
  return schema;
};
const wide = (count: number): Schema => ({
  type: 'object',
  properties: Object.fromEntries(Array.from({ length: count }, (_, k) => [`p${k}`, { type: 'string' }])),
});
const doubling = (levels: number): Schema => {
  const $defs: Schema = { d0: { type: 'string' } };
  for (let k = 1; k <= levels; k++) {
    const $ref = `#/$defs/d${k - 1}`;
    $defs[`d${k}`] = { allOf: [{ $ref }, { $ref }] };
  }
  return { type: 'object', properties: { a: { $ref: `#/$defs/d${levels}` } }, $defs };
};

export const examples: Examples = {
  fires: [
    {
      why: 'deeper than anything people write',
      frames: tools({ inputSchema: nested(70) }),
      severity: 'medium',
    },
    { why: 'thousands of properties', frames: tools({ inputSchema: wide(6000) }) },
    { why: 'each level doubles the one below', frames: tools({ inputSchema: doubling(20) }) },
    {
      why: 'a reference to itself',
      frames: tools({
        inputSchema: {
          type: 'object',
          properties: { a: { $ref: '#/$defs/a' } },
          $defs: { a: { $ref: '#/$defs/a' } },
        },
      }),
      bytes: '#/$defs/a',
    },
    {
      why: 'a circle of two through allOf',
      frames: tools({
        outputSchema: {
          $defs: { a: { allOf: [{ $ref: '#/$defs/b' }] }, b: { anyOf: [{ $ref: '#/$defs/a' }] } },
          $ref: '#/$defs/a',
        },
      }),
    },
    {
      why: 'half a megabyte',
      frames: tools({ inputSchema: { type: 'object', description: 'word '.repeat(60_000) } }),
    },
  ],
  quiet: [
    {
      why: 'a tree is a circle that takes from the value',
      frames: tools({
        inputSchema: {
          type: 'object',
          properties: { root: { $ref: '#/$defs/node' } },
          $defs: {
            node: {
              type: 'object',
              properties: { left: { $ref: '#/$defs/node' }, all: { type: 'array', items: { $ref: '#' } } },
            },
          },
        },
      }),
    },
    { why: 'shared definitions', frames: tools({ inputSchema: doubling(5) }) },
    { why: 'deep enough for people', frames: tools({ inputSchema: nested(20) }) },
    { why: 'large enough for people', frames: tools({ inputSchema: wide(300) }) },
  ],
};
