import { httpAnswer, httpRequest, type Examples } from '../../example.ts';

const set = (...cookies: string[]) =>
  httpAnswer(
    [['Content-Type', 'application/json'], ...cookies.map((c): [string, string] => ['Set-Cookie', c])],
    { jsonrpc: '2.0', id: 1, result: {} },
  );

export const examples: Examples = {
  fires: [
    {
      why: 'a session in a bare cookie',
      frames: [set('session=9f86d081884c7d65')],
      at: 'Set-Cookie',
      bytes: 'session',
      severity: 'medium',
    },
    { why: 'SameSite=None is for every page', frames: [set('sid=1; Secure; HttpOnly; SameSite=None')] },
    { why: 'another name weighs less', frames: [set('theme=dark; Path=/')], severity: 'low' },
  ],
  quiet: [
    { why: 'all three', frames: [set('session=9f86d081884c7d65; secure; httponly; samesite=strict')] },
    { why: 'a cookie that is deleted', frames: [set('session=; Max-Age=0', 'token=x; Max-Age=0')] },
    {
      why: 'this machine has no need of Secure',
      target: { key: 'example', transport: 'http', url: 'http://127.0.0.1:8080/mcp' },
      frames: [set('session=1; HttpOnly; SameSite=Lax')],
    },
    { why: 'cookies that we send', frames: [httpRequest([['Cookie', 'session=1']])] },
  ],
};
