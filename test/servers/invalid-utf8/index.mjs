// Answers tools/call with bytes that are no UTF-8: lone continuation bytes, overlong forms, encoded
// surrogates, a cut sequence, NUL, and a line of all 255 byte values but the newline.
import { isCall, serve, write } from '../stdio.mjs';

const BROKEN = [
  [0x80],
  [0xc0, 0xaf],
  [0xed, 0xa0, 0x80],
  [0xf0, 0x9f, 0x98],
  [0xf8, 0x88, 0x80, 0x80, 0x80],
  [0xff, 0xfe],
  [0x00],
];
const ALL = Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x0a);

await serve({ name: 'invalid-utf8' }, async (message) => {
  if (!isCall(message)) return false;
  await write(Buffer.from([...ALL, 0x0a]));
  const parts = BROKEN.flatMap((bytes) => [Buffer.from('<'), Buffer.from(bytes), Buffer.from('>')]);
  const before = `{"jsonrpc":"2.0","id":${JSON.stringify(message.id)},"result":{"content":[{"type":"text","text":"`;
  await write(Buffer.concat([Buffer.from(before), ...parts, Buffer.from('"}]}}\n')]));
  return true;
});
