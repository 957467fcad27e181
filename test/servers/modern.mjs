// What servers of 2026-07-28 in these folders share: their results, and being reached over stdio or HTTP alike.
import { randomUUID } from 'node:crypto';
import { serve } from './http.mjs';
import { option, plainAnswer, readMessages, write } from './stdio.mjs';

const SERVER_INFO = 'io.modelcontextprotocol/serverInfo';
export const SUBSCRIPTION = 'io.modelcontextprotocol/subscriptionId';
export const isModern = (params) => params?._meta?.['io.modelcontextprotocol/protocolVersion'] !== undefined;

/** A whole result of 2026-07-28; `value` may say another `resultType`. */
export const modern = (id, value, name, version = '1.0.0') => ({
  jsonrpc: '2.0',
  id,
  result: { resultType: 'complete', ...value, _meta: { [SERVER_INFO]: { name, version } } },
});
export const discovered = (id, name, capabilities) =>
  modern(id, { supportedVersions: ['2026-07-28'], capabilities, ttlMs: 0, cacheScope: 'private' }, name);
export const failed = (id, code, message) => ({ jsonrpc: '2.0', id, error: { code, message } });

/**
 * Serves `handle(message, text, channel)` over stdio, or over HTTP with `--http` or `--port=N`, or where `port`
 * is given. `channel.send` takes messages (or JSON text) that belong to this request; over HTTP it answers with
 * an event stream once `channel.stream()` was called, else with one JSON body. `channel.closed` resolves when
 * nobody listens. `channel.http` is there over HTTP only: the headers asked with, those to answer with, and a
 * way to answer with nothing but a status.
 */
export async function serveBoth(handle, port) {
  if (port === undefined && option('http', false) !== true && option('port', '') === '') {
    const send = (message) => write(`${textOf(message)}\n`);
    const channel = { send, stream() {}, closed: new Promise(() => {}), end() {} };
    await readMessages((message, line) => handle(message, line, channel));
    return;
  }
  const takeRequest = async (request, response) => {
    if (request.method !== 'POST') {
      response.writeHead(405).end();
      return;
    }
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString('utf8');
    const message = JSON.parse(text);
    if (message.id === undefined) response.writeHead(202).end();
    await handle(message, text, httpChannel(request, response));
  };
  await serve('/mcp', takeRequest, port);
}

/**
 * Serves a plain server (see `plainAnswer`) in either era, over stdio or HTTP. `instructions` are said with
 * either opening; `instead(message)` may give another `{ result }` or `{ error }`.
 */
export function servePlain({ instructions, instead = () => undefined, ...server }) {
  const { name, capabilities } = server;
  return serveBoth(async (message, _, channel) => {
    const { id, method, params } = message;
    const plain = plainAnswer(message, server);
    if (plain === undefined) return;
    const given = method === 'server/discover' ? discovered(id, name, capabilities) : instead(message);
    const { result, error } = given ?? plain;
    if (error !== undefined) return channel.send({ jsonrpc: '2.0', id, error });
    const isOpening = method === 'server/discover' || method === 'initialize';
    const value = isOpening ? { ...result, instructions } : result;
    const isWrapped = method !== 'server/discover' && isModern(params);
    return channel.send(isWrapped ? modern(id, value, name) : { jsonrpc: '2.0', id, result: value });
  });
}

function httpChannel({ headers }, response) {
  let isStream = false;
  const own = {};
  return {
    http: { headers, own, refuse: (status) => response.writeHead(status).end() },
    send(answer) {
      if (response.writableEnded) return;
      if (isStream) response.write(`id: ${randomUUID()}\ndata: ${textOf(answer)}\n\n`);
      else response.writeHead(200, { 'Content-Type': 'application/json', ...own }).end(textOf(answer));
    },
    stream() {
      isStream = true;
      response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store', ...own });
      response.flushHeaders();
    },
    closed: new Promise((resolve) => response.once('close', resolve)),
    end: () => response.end(),
  };
}

const textOf = (message) => (typeof message === 'string' ? message : JSON.stringify(message));
