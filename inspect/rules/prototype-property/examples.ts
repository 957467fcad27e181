import { tools, type Examples } from '../../example.ts';

/** `{ __proto__: … }` in code would set the prototype of the example itself. */
const own = (name: string, value: unknown): object =>
  JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as object;
const taking = (properties: object, more: object = {}) =>
  tools({ inputSchema: { type: 'object', properties, ...more } });

export const examples: Examples = {
  fires: [
    {
      why: 'a property that is the prototype',
      frames: taking(own('__proto__', { type: 'object' })),
      bytes: '__proto__',
      severity: 'high',
    },
    {
      why: 'required without being described',
      frames: taking({}, { required: ['__proto__'] }),
      severity: 'high',
    },
    {
      why: 'a path that leads there',
      frames: taking({ path: { enum: ['name', 'constructor.prototype.role'] } }),
      severity: 'medium',
    },
    {
      why: 'inside a default',
      frames: taking({ options: { type: 'object', default: own('__proto__', { admin: true }) } }),
      severity: 'medium',
    },
    {
      why: 'the longer way inside a default',
      frames: taking({ options: { default: { constructor: { prototype: { admin: true } } } } }),
      severity: 'medium',
    },
    { why: 'seldom meant well', frames: taking({ constructor: { type: 'string' } }), severity: 'low' },
  ],
  quiet: [
    { why: 'a description may explain it', frames: taking({ word: { description: 'Not __proto__.' } }) },
    { why: 'values of a choice', frames: taking({ kind: { enum: ['prototype', 'product'] } }) },
    { why: 'longer names', frames: taking({ prototypeId: {}, constructorName: {} }) },
    { why: 'answers are another rule', frames: tools({ _meta: own('__proto__', 1) }) },
  ],
};
