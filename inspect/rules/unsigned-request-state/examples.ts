import { exchange, type Examples } from '../../example.ts';

const asked = (requestState: string) =>
  exchange('tools/call', { resultType: 'input_required', inputRequests: {}, requestState });
const base64 = (text: string): string => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let bits = '';
  for (const c of text) bits += c.charCodeAt(0).toString(2).padStart(8, '0');
  return bits.replace(/.{1,6}/g, (six) => letters[Number.parseInt(six.padEnd(6, '0'), 2)]!);
};
const MAC = '3q2-7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs';

export const examples: Examples = {
  fires: [
    {
      why: 'base64 of JSON',
      frames: asked(base64('{"user":"anna","step":2,"approved":false}')),
      at: '/result/requestState',
      severity: 'medium',
    },
    { why: 'plain JSON', frames: asked('{"role":"guest"}') },
    { why: 'a form', frames: asked('user=anna&step=2') },
    {
      why: 'a token that says it is not signed',
      frames: asked(`${base64('{"alg":"none"}')}.${base64('{"user":"anna"}')}.`),
    },
  ],
  quiet: [
    { why: 'a handle', frames: asked('1868a90c-d3f5-4b5e-9c2b-7f6f3a1c0d4e') },
    {
      why: 'a signed token',
      frames: asked(`${base64('{"alg":"HS256"}')}.${base64('{"user":"anna"}')}.${MAC}`),
    },
    { why: 'JSON and its MAC behind a dot', frames: asked(`${base64('{"user":"anna"}')}.${MAC}`) },
    { why: 'the MAC is a field', frames: asked(`{"user":"anna","hmac":"${MAC}"}`) },
    { why: 'encrypted', frames: asked(MAC + MAC) },
    { why: 'a step alone names nobody', frames: asked('step-2') },
  ],
};
