// Has resources that can be watched, in both eras: `resources/subscribe`, or `subscriptions/listen` of 2026-07-28.
// The tool `touch` tells of an update of what is watched, `grow` that the list of tools changed.
//   --http, --port=N   over HTTP instead of stdio
//   --legacy           the handshake only
//   --how=well | refuses (an error) | other (acknowledges something else) | silent (acknowledges nothing)
//     | leaves (ends every stream at `touch`) | unasked (tells of what nobody watches) | below (of a part of it)
//   --storm=N          tells N times for each update (1)
import { isModern, discovered, failed, modern, serveBoth, SUBSCRIPTION } from '../modern.mjs';
import { option, plainAnswer, text, tool } from '../stdio.mjs';

const name = 'watched';
const how = option('how', 'well');
const isLegacy = option('legacy', false) === true;
const capabilities = { tools: { listChanged: true }, resources: { subscribe: true } };
const tools = [tool('touch'), tool('grow')];
const resources = ['a', 'b', '__proto__'].map((it) => ({ uri: `test:///${it}`, name: it }));
const UPDATED = 'notifications/resources/updated';

/** Subscribed to by handshake. */
const watched = new Set();
let handshake = () => {};
/** Streams of 2026-07-28, by the id of their request. */
const streams = new Map();

const told = (uri) => (how === 'below' ? `${uri}/part` : how === 'unasked' ? 'test:///else' : uri);

function streamNotice(id, method, params = {}) {
  return { jsonrpc: '2.0', method, params: { ...params, _meta: { [SUBSCRIPTION]: id } } };
}

async function touch() {
  for (let i = 0; i < option('storm', 1); i += 1) {
    for (const uri of watched)
      await handshake({ jsonrpc: '2.0', method: UPDATED, params: { uri: told(uri) } });
    for (const [id, { filter, channel }] of streams)
      for (const uri of filter.resourceSubscriptions ?? [])
        await channel.send(streamNotice(id, UPDATED, { uri: told(uri) }));
  }
  if (how !== 'leaves') return;
  for (const [id, { channel }] of streams) {
    await channel.send(modern(id, {}, name));
    channel.end();
  }
  streams.clear();
}

async function grow() {
  tools.push(tool(`grown_${tools.length}`));
  const method = 'notifications/tools/list_changed';
  if (isLegacy) await handshake({ jsonrpc: '2.0', method });
  for (const [id, { filter, channel }] of streams)
    if (filter.toolsListChanged === true) await channel.send(streamNotice(id, method));
}

async function listen(id, filter, channel) {
  const isWatching = filter.resourceSubscriptions !== undefined;
  if (how === 'refuses' && isWatching) return channel.send(failed(id, -32602, 'Watching is not allowed'));
  channel.stream();
  streams.set(id, { filter, channel });
  void channel.closed.then(() => streams.delete(id));
  if (how === 'silent' && isWatching) return undefined;
  const honoured = how === 'other' && isWatching ? { resourceSubscriptions: ['test:///else'] } : filter;
  return channel.send(
    streamNotice(id, 'notifications/subscriptions/acknowledged', { notifications: honoured }),
  );
}

async function act(params) {
  if (params.name === 'touch') await touch();
  if (params.name === 'grow') await grow();
  return text(
    `${watched.size} watched, streams ${JSON.stringify([...streams.values()].map((it) => it.filter))}`,
  );
}

async function modernAnswer({ id, method, params }, channel) {
  const answer = (value) => channel.send(modern(id, value, name));
  switch (method) {
    case 'server/discover':
      return channel.send(discovered(id, name, capabilities));
    case 'tools/list':
      return answer({ tools, ttlMs: 0, cacheScope: 'private' });
    case 'resources/list':
      return answer({ resources, ttlMs: 0, cacheScope: 'private' });
    case 'resources/templates/list':
      return answer({ resourceTemplates: [], ttlMs: 0, cacheScope: 'private' });
    case 'subscriptions/listen':
      return listen(id, params.notifications ?? {}, channel);
    case 'tools/call':
      return answer(await act(params));
    default:
      return channel.send(failed(id, -32601, `Method not found: ${method}`));
  }
}

async function handshakeAnswer(message, { send }) {
  const { id, method, params } = message;
  handshake = send;
  const result = (value) => send({ jsonrpc: '2.0', id, result: value });
  switch (method) {
    case 'resources/subscribe':
      if (how === 'refuses') return send(failed(id, -32602, 'Watching is not allowed'));
      watched.add(params.uri);
      return result({});
    case 'resources/unsubscribe':
      watched.delete(params.uri);
      return result({});
    case 'resources/list':
      return result({ resources });
    case 'resources/templates/list':
      return result({ resourceTemplates: [] });
    case 'tools/call':
      return result(await act(params));
    default:
      return send(plainAnswer(message, { name, tools, capabilities }));
  }
}

await serveBoth(async (message, _, channel) => {
  const { id, method, params } = message;
  if (method === 'notifications/cancelled') streams.delete(params.requestId);
  if (id === undefined) return;
  if (isModern(params) && !isLegacy) await modernAnswer(message, channel);
  else await handshakeAnswer(message, channel);
});
