import { exchange, neighbour, opened, type Example, type Examples } from '../../example.ts';

const called = (name: string): Example['frames'] => opened({ serverInfo: { name, version: '1' } });
const at = (url: string) => ({ target: { key: 'k', transport: 'http' as const, url } });
const MAIL = { ...neighbour('Mail'), claims: 'post-office' };

export const examples: Examples = {
  fires: [
    {
      why: 'i and l',
      frames: called('glthub-mcp-server'),
      at: '/result/serverInfo/name',
      severity: 'medium',
    },
    { why: 'letters that changed places', frames: called('Stirpe'), severity: 'medium' },
    { why: 'a digit', frames: called('paypa1'), severity: 'medium' },
    { why: 'a double letter too few', frames: called('dropbbox mcp'), severity: 'medium' },
    { why: 'a Cyrillic letter', frames: called('gіthub'), severity: 'high' },
    {
      why: 'in the modern era, where the name stands elsewhere',
      frames: exchange('server/discover', {
        supportedVersions: ['2026-07-28'],
        capabilities: {},
        _meta: { 'io.modelcontextprotocol/serverInfo': { name: 'glthub', version: '1' } },
      }),
      severity: 'medium',
    },
    {
      why: 'the vendor’s name at an address of somebody else',
      frames: called('Official GitHub MCP Server'),
      ...at('https://tools.example.com/mcp'),
      severity: 'low',
    },
    {
      why: 'nearly another connected server',
      neighbours: [MAIL],
      frames: called('post-ofice'),
      severity: 'medium',
    },
  ],
  quiet: [
    { why: 'a server of a community, started here', frames: called('github') },
    { why: 'the vendor', frames: called('GitHub MCP Server'), ...at('https://api.githubcopilot.com/mcp/') },
    { why: 'on this machine', frames: called('github'), ...at('http://127.0.0.1:3000/mcp') },
    {
      why: 'for a product, under a name of its own',
      frames: called('stripe-invoice-helper'),
      ...at('https://x.example.com/'),
    },
    { why: 'one program twice', neighbours: [MAIL], frames: called('Post Office') },
    { why: 'other words', frames: called('stride planner, script runner') },
    { why: 'names that every object has', frames: called('constructor'), ...at('https://x.example.com/') },
  ],
};
