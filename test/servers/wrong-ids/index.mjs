// Answers tools/call under an id that was not asked for.
//   --how=string | next | null | missing | float | case | unknown   (string)
//   --then-right   sends the right answer after the wrong one
import { isCall, option, send, serve, text, write } from '../stdio.mjs';

const WRONG = {
  string: (id) => JSON.stringify(typeof id === 'string' ? Number(id) || 0 : String(id)),
  next: (id) => JSON.stringify(typeof id === 'number' ? id + 1 : `${id}1`),
  null: () => 'null',
  missing: () => undefined,
  float: (id) => (typeof id === 'number' ? `${id}.0` : '0.0'),
  case: (id) => JSON.stringify(String(id).toUpperCase()),
  unknown: () => '"never-asked"',
};
const how = option('how', 'string');
if (WRONG[how] === undefined) throw new Error(`--how=${how} is not one of ${Object.keys(WRONG).join(', ')}`);

await serve({ name: 'wrong-ids' }, async (message) => {
  if (!isCall(message)) return false;
  const id = WRONG[how](message.id);
  await write(
    `{"jsonrpc":"2.0",${id === undefined ? '' : `"id":${id},`}"result":${JSON.stringify(text(how))}}\n`,
  );
  if (option('then-right', false)) await send({ jsonrpc: '2.0', id: message.id, result: text('right') });
  return true;
});
