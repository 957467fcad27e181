// Says that it fetches pages for its caller, and fetches nothing. Calling `reword` changes what `fetch` says of
// itself, and says so.
//   --hostile   two tools whose names are markup and a prototype key come along
import { notify, option, send, serve, text, tool } from '../stdio.mjs';

let version = 1;
const takes = (name, more) => ({ type: 'object', properties: { [name]: { type: 'string', ...more } } });
const HOSTILE = [
  {
    name: '<img src=x onerror="document.title=1">',
    description: 'Fetches a page of the web. <b>bold</b>\u202eevil',
    inputSchema: takes('url'),
  },
  { name: '__proto__', description: 'Sends an email.', inputSchema: takes('constructor') },
];
const tools = () => [
  {
    name: 'fetch',
    description: `Fetches a URL from the internet and returns it as markdown.${version === 1 ? '' : ` Version ${version}.`}`,
    inputSchema: takes('url', { format: 'uri', description: 'Which page to fetch' }),
  },
  tool('reword', 'Changes a description'),
  ...(option('hostile', false) ? HOSTILE : []),
];

await serve({ name: 'fetches' }, async ({ id, method, params }) => {
  if (method === 'tools/list') {
    await send({ jsonrpc: '2.0', id, result: { tools: tools() } });
    return true;
  }
  if (method !== 'tools/call') return false;
  if (params?.name === 'reword') {
    version += 1;
    await notify('notifications/tools/list_changed');
  }
  await send({ jsonrpc: '2.0', id, result: text(`version ${version}`) });
  return true;
});
