// CWE-93, CWE-113: a value given from outside becomes part of lines that somebody reads line by line.
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { Cache } from '../engines/cache.mjs';

/** The one site that these servers know by name: a page of their own, in two languages. */
const site = createServer(({ headers }, response) => {
  const isFrench = headers['accept-language']?.startsWith('fr') === true;
  response.end(isFrench ? 'Bonjour' : 'Hello');
}).unref();

async function setUp() {
  if (!site.listening) await once(site.listen(0, '127.0.0.1'), 'listening');
}

/** These servers reach nobody but this machine. */
function local(url) {
  const { hostname, port, pathname, search } = new URL(url);
  if (hostname === 'notes.test') return { hostname: '127.0.0.1', port: site.address().port, path: pathname };
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(hostname)) throw new Error(`${hostname} was not found`);
  return { hostname: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80), path: pathname + search };
}

/** A client written by hand: a head put together of texts. */
function rawGet(url, headers) {
  const { hostname, port, path } = local(url);
  const lines = [`GET ${path} HTTP/1.1`, `Host: ${hostname}`, ...headers, 'Connection: close', '', ''];
  return new Promise((done, failed) => {
    const socket = connect(port, hostname, () => socket.write(lines.join('\r\n')));
    let answer = '';
    socket.setEncoding('latin1').setTimeout(2000, () => socket.destroy());
    socket.on('data', (part) => (answer += part));
    socket.on('error', failed);
    socket.on('close', () => done(answer));
  });
}

/** The ordinary fix: a client that refuses line ends in a header. */
function properGet(url, headers) {
  const { hostname, port, path } = local(url);
  return new Promise((done, failed) => {
    request({ host: hostname, port, path, headers: { ...headers, connection: 'close' } }, (response) => {
      let body = '';
      response.setEncoding('latin1').on('data', (part) => (body += part));
      response.on('end', () => done({ status: response.statusCode, body }));
    })
      .on('error', failed)
      .end();
  });
}

const cacheOf = ({ state }) => {
  if (!state.has('cache')) state.set('cache', new Cache());
  return state.get('cache');
};

export const sinks = [
  {
    id: 'header-language',
    strategy: 'header-injection',
    setUp,
    usual: { url: 'http://notes.test/', language: 'en' },
    tool: {
      name: 'fetch_page',
      description: 'Fetches a page in a language',
      inputSchema: {
        type: 'object',
        properties: {
          url: { type: 'string', format: 'uri' },
          language: { type: 'string', description: 'Value of the Accept-Language header', default: 'en' },
        },
        required: ['url'],
      },
    },
    async run({ url, language = 'en' }) {
      const answer = await rawGet(url, [`Accept-Language: ${language}`]);
      return answer.split('\r\n\r\n').slice(1).join('\n');
    },
    fixed: async ({ url, language = 'en' }) =>
      (await properGet(url, { 'accept-language': String(language) })).body,
  },
  {
    // Takes line ends out as Windows writes them.
    id: 'header-cache',
    strategy: 'header-injection',
    usual: { entry: { key: 'greeting' } },
    tool: {
      name: 'read_cache',
      description: 'Reads a value from the cache',
      inputSchema: {
        type: 'object',
        properties: {
          entry: {
            type: 'object',
            properties: { key: { type: 'string', description: 'Key of the value' } },
            required: ['key'],
          },
        },
        required: ['entry'],
      },
    },
    run({ entry }, ctx) {
      const said = cacheOf(ctx).talk(`get ${entry.key.replaceAll('\r\n', '')}\r\n`);
      return { content: [], structuredContent: { said: said.split('\r\n') } };
    },
    fixed({ entry }, ctx) {
      if (!/^[\x21-\x7e]{1,250}$/.test(entry.key))
        throw new Error('A key has no blanks or control characters');
      const said = cacheOf(ctx).talk(`get ${entry.key}\r\n`);
      return { content: [], structuredContent: { said: said.split('\r\n') } };
    },
  },
  {
    // Looks for line ends before it decodes.
    id: 'header-decoded',
    strategy: 'header-injection',
    setUp,
    usual: { target: 'http://notes.test/', data: { x: 'ping' } },
    tool: {
      name: 'check_webhook',
      description: 'Looks whether a webhook answers',
      inputSchema: {
        type: 'object',
        properties: {
          target: { type: 'string', description: 'URL of the webhook' },
          data: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] },
        },
        required: ['target', 'data'],
      },
    },
    async run({ target, data }) {
      if (/[\r\n]/.test(data.x)) throw new Error('x must be one line');
      const answer = await rawGet(target, [`X-Event: ${decodeURIComponent(data.x)}`]);
      return JSON.stringify({ status: Number(answer.split(' ')[1]) });
    },
    async fixed({ target, data }) {
      const { status } = await properGet(target, { 'x-event': encodeURIComponent(String(data.x)) });
      return JSON.stringify({ status });
    },
  },
  {
    // Line ends of Windows become blanks; the others are left.
    id: 'header-from',
    strategy: 'header-injection',
    isUnseen: true,
    setUp,
    usual: { feedback: [{ from: 'ada', stars: 5 }], endpoint: 'http://notes.test/' },
    tool: {
      name: 'preview_feedback',
      description: 'Shows what the endpoint says to feedback',
      inputSchema: {
        type: 'object',
        properties: {
          feedback: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              properties: { from: { type: 'string' }, stars: { type: 'integer', minimum: 1, maximum: 5 } },
              required: ['from'],
            },
          },
          endpoint: { type: 'string', format: 'uri' },
        },
        required: ['feedback', 'endpoint'],
      },
    },
    async run({ feedback, endpoint }) {
      const lines = feedback.map(({ from }) => `From: ${from.replaceAll('\r\n', ' ')}`);
      const answer = await rawGet(endpoint, lines);
      return JSON.stringify({ accepted: answer.startsWith('HTTP/1.1 200') });
    },
    async fixed({ feedback, endpoint }) {
      const { status } = await properGet(endpoint, { from: feedback.map(({ from }) => String(from)) });
      return JSON.stringify({ accepted: status === 200 });
    },
  },
];
