import { httpAnswer, httpRequest, type Examples } from '../../example.ts';

const pong = { jsonrpc: '2.0', id: 1, result: {} };
const asked = httpRequest([], undefined, 'GET /mcp?next=%3Cscript%3Ealert(1)%3C/script%3E');
const page = (text: string) => ({
  ...httpAnswer([['Content-Type', 'text/html; charset=utf-8']], undefined, 404),
  text,
  answers: 1,
});

export const examples: Examples = {
  fires: [
    {
      why: 'a message as a page',
      frames: [httpAnswer([['Content-Type', 'text/html; charset=utf-8']], pong)],
      at: 'Content-Type',
      bytes: 'text/html',
      severity: 'medium',
    },
    {
      why: 'a message as plain text',
      frames: [httpAnswer([['Content-Type', 'text/plain']], pong)],
      severity: 'low',
    },
    { why: 'a message without a type', frames: [httpAnswer([], pong)], severity: 'low' },
    {
      why: 'a page with the script of the request in it',
      frames: [asked, page('<h1>Not found: <script>alert(1)</script></h1>')],
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'as it should be',
      frames: [httpAnswer([['content-type', 'application/json; charset=utf-8']], pong)],
    },
    {
      why: 'JSON of a kind',
      frames: [httpAnswer([['Content-Type', 'application/problem+json']], pong, 400)],
    },
    { why: 'a page that is no message', frames: [page('<h1>Not found</h1>')] },
    {
      why: 'a page that escapes what was asked',
      frames: [asked, page('<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>')],
    },
    { why: 'taken, and nothing to say', frames: [httpAnswer([], undefined, 202)] },
  ],
};
