// CWE-918: an address given from outside is asked for from inside.
import { kept, publicUrl } from '../public-address.mjs';

const say = async (url, init) => {
  const held = kept(String(url));
  if (held !== undefined) return held;
  const answer = await fetch(url, { signal: AbortSignal.timeout(3000), ...init });
  return answer.text();
};

const safely = async (text, init) => {
  const held = kept(text);
  return held ?? say(await publicUrl(text), { redirect: 'error', ...init });
};

/** Refuses what looks like this machine, in the text as it was written. */
const LOOKS_INTERNAL = /localhost|127\.0\.0\.1|\[::1\]|169\.254\.|\b10\.|192\.168\./i;

export const sinks = [
  {
    id: 'ssrf-preview',
    strategy: 'ssrf',
    usual: { url: 'https://example.com/' },
    tool: {
      name: 'link_preview',
      description: 'Shows the beginning of a web page',
      inputSchema: {
        type: 'object',
        properties: { url: { type: 'string', format: 'uri', default: 'https://example.com/' } },
        required: ['url'],
      },
    },
    run: async ({ url }) => (await say(url)).slice(0, 500),
    fixed: async ({ url }) => (await safely(url)).slice(0, 500),
  },
  {
    // A list of forbidden words held against the text, and nothing of the answer is told.
    id: 'ssrf-picture',
    strategy: 'ssrf',
    usual: { profile: { name: 'Kim', picture: { source: 'https://example.com/logo.png' } } },
    tool: {
      name: 'update_profile',
      description: 'Changes a profile. Pictures are imported from public web sites only.',
      inputSchema: {
        type: 'object',
        properties: {
          profile: {
            type: 'object',
            properties: {
              name: { type: 'string', default: 'Kim' },
              picture: {
                type: 'object',
                properties: {
                  source: {
                    type: 'string',
                    description: 'Where the picture is',
                    default: 'https://example.com/logo.png',
                  },
                },
                required: ['source'],
              },
            },
            required: ['picture'],
          },
        },
        required: ['profile'],
      },
    },
    async run({ profile }) {
      if (LOOKS_INTERNAL.test(profile.picture.source)) throw new Error('Internal addresses are not allowed');
      return {
        content: [],
        structuredContent: { saved: true, bytes: (await say(profile.picture.source)).length },
      };
    },
    async fixed({ profile }) {
      const bytes = (await safely(profile.picture.source)).length;
      return { content: [], structuredContent: { saved: true, bytes } };
    },
  },
  {
    // The one allowed host is looked for at the beginning: whatever stands before an @ is no host.
    id: 'ssrf-monitor',
    strategy: 'ssrf',
    usual: { data1: 'http://status.example.com/health' },
    tool: {
      name: 'monitor',
      description: 'Tells whether a monitor is up',
      inputSchema: {
        type: 'object',
        properties: { data1: { type: 'string', default: 'http://status.example.com/health' } },
        required: ['data1'],
      },
    },
    async run({ data1 }) {
      if (!data1.startsWith('http://status.example.com')) throw new Error('No such monitor');
      const at = new URL(data1);
      const authority = at.username === '' ? {} : { headers: { authorization: `Basic ${at.username}` } };
      at.username = at.password = '';
      return { content: [{ type: 'text', text: `up: ${await say(at, authority)}` }] };
    },
    async fixed({ data1 }) {
      if (new URL(data1).host !== 'status.example.com' || kept(data1) === undefined)
        throw new Error('No such monitor');
      return { content: [{ type: 'text', text: `up: ${await say(data1)}` }] };
    },
  },
  {
    // Asks for a host alone, and puts the rest around it.
    id: 'ssrf-host',
    strategy: 'ssrf',
    isUnseen: true,
    tool: {
      name: 'service_status',
      description: 'Asks a service how it is',
      inputSchema: {
        type: 'object',
        properties: {
          service: { type: 'object', properties: { host: { type: 'string' } }, required: ['host'] },
        },
        required: ['service'],
      },
    },
    run: async ({ service }) => {
      const said = await say(`http://${service.host}/status.json`);
      return { content: [], structuredContent: { isUp: true, length: said.length } };
    },
    fixed: async ({ service }) => {
      const said = await safely(`http://${service.host}/status.json`);
      return { content: [], structuredContent: { isUp: true, length: said.length } };
    },
  },
];
