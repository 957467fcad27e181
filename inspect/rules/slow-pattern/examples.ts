import { tools, type Examples } from '../../example.ts';

const like = (pattern: string) =>
  tools({ inputSchema: { type: 'object', properties: { word: { type: 'string', pattern } } } });

export const examples: Examples = {
  fires: [
    {
      why: 'a loop in a loop',
      frames: like('^(a+)+$'),
      at: '/result/tools/0/inputSchema/properties/word/pattern',
      severity: 'medium',
    },
    { why: 'what stands between may be missing', frames: like('^([a-z]+-?)*$'), severity: 'medium' },
    { why: 'two branches take the same', frames: like('^(\\w|\\d)*!$'), severity: 'medium' },
    {
      why: 'names of properties are matched too',
      frames: tools({ inputSchema: { type: 'object', patternProperties: { '^(x*)*$': {} } } }),
      bytes: '^(x*)*$',
    },
    { why: 'side by side', frames: like('^\\d+\\d*$'), severity: 'low' },
  ],
  quiet: [
    { why: 'something needed stands between', frames: like('^([a-z0-9]+-)*[a-z0-9]+$') },
    { why: 'an address', frames: like('^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$') },
    { why: 'branches differ', frames: like('^(foo|bar)+$') },
    { why: 'few turns', frames: like('^([0-9]{1,3}\\.){3}[0-9]{1,3}$') },
    { why: 'nothing behind it can fail', frames: like('^(a+)+') },
    { why: 'no expression at all', frames: like('(((') },
  ],
};
