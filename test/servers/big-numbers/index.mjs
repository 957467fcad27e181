// Numbers that a JavaScript reader changes in silence: integers beyond 2^53, exponents beyond a double,
// minus zero, hundreds of digits; as ids of its own requests and inside results.
import { serve, write } from '../stdio.mjs';

const NUMBERS = [
  '9007199254740993',
  '18446744073709551616',
  '1e400',
  '-1e-400',
  '-0',
  '1.0',
  '0.1000000000000000055511151231257827',
  '1'.repeat(400),
];

await serve({ name: 'big-numbers' }, async ({ id, method }) => {
  if (id === undefined || method !== 'tools/call') return false;
  for (const number of ['9007199254740993', '9007199254740992', '1.0', '123456789012345678901234567890']) {
    await write(`{"jsonrpc":"2.0","id":${number},"method":"ping"}\n`);
  }
  const structured = NUMBERS.map((number, i) => `"n${i}":${number}`).join(',');
  await write(
    `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{"content":[],"structuredContent":{${structured}}}}\n`,
  );
  return true;
});
