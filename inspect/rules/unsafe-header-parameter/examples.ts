import { tools, type Examples } from '../../example.ts';

const takes = (properties: Record<string, unknown>) => tools({ inputSchema: { type: 'object', properties } });
const header = (name: unknown, type = 'string') => ({ type, 'x-mcp-header': name });

export const examples: Examples = {
  fires: [
    {
      why: 'a line end begins a header of the server',
      frames: takes({ region: header('Region\r\nAuthorization: Bearer x') }),
      at: '/result/tools/0/inputSchema/properties/region/x-mcp-header',
      severity: 'high',
    },
    {
      why: 'every proxy would see the key',
      frames: takes({ api_key: header('Key') }),
      bytes: 'api_key',
      severity: 'medium',
    },
    { why: 'two for one name', frames: takes({ a: header('Region'), b: header('region') }), severity: 'low' },
    { why: 'no name of a header', frames: takes({ a: header('my region') }), severity: 'low' },
    { why: 'numbers have no form', frames: takes({ a: header('Size', 'number') }), severity: 'low' },
    {
      why: 'a value in a list has no place',
      frames: takes({ a: { type: 'array', items: header('One') } }),
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'as it is meant',
      frames: takes({ region: header('Region'), tenant: header('Tenant-Id', 'integer') }),
    },
    {
      why: 'nested objects are allowed',
      frames: takes({ at: { type: 'object', properties: { region: header('Region') } } }),
    },
    { why: 'a secret without a header', frames: takes({ api_key: { type: 'string' } }) },
    { why: 'a parameter of that name', frames: takes({ 'x-mcp-header': { type: 'string' } }) },
    { why: 'a token of a page', frames: takes({ page_token: header('Page') }) },
  ],
};
