import { tools, type Examples } from '../../example.ts';

const taking = (properties: object, more: object = {}) => ({
  inputSchema: { type: 'object', properties, ...more },
});

export const examples: Examples = {
  fires: [
    {
      why: 'an object of any shape',
      frames: tools(taking({ options: { type: 'object' } })),
      at: '/result/tools/0/inputSchema/properties/options',
      severity: 'info',
    },
    { why: 'said in so many words', frames: tools(taking({ a: {} }, { additionalProperties: true })) },
    {
      why: 'once for all tools of a list',
      frames: tools(taking({ word: { type: 'string' } }), {
        name: 'b',
        ...taking({ more: { type: 'object', additionalProperties: {} } }),
      }),
      at: '/result/tools/1/inputSchema/properties/more',
    },
  ],
  quiet: [
    {
      why: 'nothing is said about more properties, as usual',
      frames: tools(taking({ word: { type: 'string' } })),
    },
    { why: 'a tool that takes nothing', frames: tools({ inputSchema: { type: 'object' } }) },
    {
      why: 'values of one kind under any name',
      frames: tools(taking({ headers: { type: 'object', additionalProperties: { type: 'string' } } })),
    },
    {
      why: 'described elsewhere',
      frames: tools(
        taking({ o: { type: 'object', $ref: '#/$defs/o' } }, { $defs: { o: { properties: { a: {} } } } }),
      ),
    },
  ],
};
