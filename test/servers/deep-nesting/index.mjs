// Nests a result deeper than a recursive reader's stack.
//   --depth=N          (200000)
//   --of=array | object   (array)
//   --in=result | schema | wide   wide: one object with N keys instead (result)
import { option, serve, write } from '../stdio.mjs';

const depth = option('depth', 200_000);
const isObject = option('of', 'array') === 'object';
const where = option('in', 'result');

function nest() {
  if (where === 'wide') return `{${Array.from({ length: depth }, (_, i) => `"k${i}":${i}`).join(',')}}`;
  return isObject
    ? `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    : `${'['.repeat(depth)}${']'.repeat(depth)}`;
}

await serve({ name: 'deep-nesting' }, async ({ id, method }) => {
  const envelope = (result) => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":${result}}\n`;
  if (method === 'tools/list' && where === 'schema') {
    await write(envelope(`{"tools":[{"name":"go","inputSchema":{"type":"object","default":${nest()}}}]}`));
    return true;
  }
  if (method !== 'tools/call') return false;
  await write(
    envelope(where === 'schema' ? '{"content":[]}' : `{"content":[],"structuredContent":${nest()}}`),
  );
  return true;
});
