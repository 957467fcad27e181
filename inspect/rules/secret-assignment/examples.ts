import { answered, exchange, resource, tools, type Examples } from '../../example.ts';
import { githubToken, randomLetters } from '../../support/secrets/made-up.ts';

const random = randomLetters(32);

export const examples: Examples = {
  fires: [
    {
      why: 'a member of a structured answer',
      frames: exchange('tools/call', { content: [], structuredContent: { api_key: random } }),
      at: '/result/structuredContent/api_key',
      bytes: random,
      severity: 'medium',
    },
    {
      why: 'lines of a file of settings',
      frames: resource({ text: `PORT=80\nSTRIPE_SECRET=${random}\nHOST=shop.io\n` }),
      bytes: random,
      severity: 'medium',
    },
    {
      why: 'JSON in text',
      frames: answered(JSON.stringify({ user: 'eve', password: `Hq7!${'zR2m'}Lk` })),
      severity: 'medium',
    },
    {
      why: 'in prose it is low',
      frames: answered(`Set the key first: api_key = "${random}" and then call it.`),
      severity: 'low',
    },
    {
      why: 'a default that every caller gets',
      frames: tools({
        inputSchema: { type: 'object', properties: { apiKey: { type: 'string', default: random } } },
      }),
      severity: 'medium',
    },
  ],
  quiet: [
    { why: 'a place to put it', frames: answered('API_KEY=your-api-key-here-1234 TOKEN=<token123>') },
    {
      why: 'where code takes it from',
      frames: answered('token = os.environ["TOKEN_2"]; secret: process.env.SECRET_1; key=getToken(1)'),
    },
    {
      why: 'a page token is no secret',
      frames: exchange('tools/call', { content: [], structuredContent: { nextPageToken: random } }),
    },
    {
      why: 'a limit',
      frames: exchange('tools/call', { content: [], structuredContent: { max_tokens: '4096000000000000' } }),
    },
    { why: 'words with a number', frames: answered('{"secret": "projects/shop-prod/secrets/db-key-2024"}') },
    {
      why: 'a token that says whose it is, is told as that',
      frames: exchange('tools/call', { content: [], structuredContent: { token: githubToken() } }),
    },
  ],
};
