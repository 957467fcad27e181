// Lists of tools without an end.
//   --how=cycle | self | fresh | empty | huge   cursors that go round, that repeat, always new ones, new ones with
//                                               empty pages, or one cursor of 1 MiB (cycle)
//   --tools=N   tools a page (2)
import { option, send, serve, tool } from '../stdio.mjs';

const how = option('how', 'cycle');
const perPage = how === 'empty' ? 0 : option('tools', 2);
let page = 0;

function nextCursor() {
  if (how === 'cycle') return ['a', 'b', 'c'][page % 3];
  if (how === 'self') return 'again';
  if (how === 'huge') return `${page}${'c'.repeat(2 ** 20)}`;
  return `page-${page}`;
}

await serve({ name: 'endless-pages' }, async ({ id, method }) => {
  if (method !== 'tools/list') return false;
  page += 1;
  const tools = Array.from({ length: perPage }, (_, i) => tool(`tool_${page}_${i}`));
  await send({ jsonrpc: '2.0', id, result: { tools, nextCursor: nextCursor() } });
  return true;
});
