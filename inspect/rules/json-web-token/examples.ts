import { answered, exchange, failed, httpAnswer, type Examples } from '../../example.ts';
import { jsonWebToken as made } from '../../support/secrets/made-up.ts';

const token = made({ iss: 'https://login.shop.io', sub: 'u-81', exp: 4_000_000_000 });

export const examples: Examples = {
  fires: [
    {
      why: 'a token in an answer',
      frames: answered(`Authorization: Bearer ${token}`),
      at: '/result/content/0/text',
      bytes: token,
      severity: 'high',
    },
    { why: 'in an error', frames: failed('tools/call', { code: -32000, message: `refused: ${token}` }) },
    {
      why: 'not signed at all',
      frames: exchange('tools/call', {
        content: [],
        structuredContent: { session: made({ sub: 'admin' }, { alg: 'none' }) },
      }),
      severity: 'medium',
    },
    {
      why: 'without an end',
      frames: answered(made({ iss: 'login.shop.io', sub: 'u-7', scope: 'all' })),
      severity: 'high',
    },
  ],
  quiet: [
    {
      why: 'the sample of every tutorial',
      frames: answered(made({ sub: '1234567890', name: 'John Doe', iat: 1516239022 })),
    },
    {
      why: 'an issuer that is an example',
      frames: answered(made({ iss: 'https://auth.example.com', sub: 'a' })),
    },
    { why: 'a signature cut short', frames: answered(token.slice(0, -20)) },
    { why: 'a header whose algorithm is missing', frames: answered(made({ sub: 'x' }, { typ: 'JWT' })) },
    { why: 'the shape in prose', frames: answered('A token is eyJ<header>.eyJ<payload>.<signature>.') },
    { why: 'a session cookie', frames: [httpAnswer([['Set-Cookie', `session=${token}; HttpOnly`]])] },
  ],
};
