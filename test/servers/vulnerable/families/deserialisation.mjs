/* eslint-disable no-new-func -- texts from outside become functions: that is the flaw */
// CWE-502: a text from outside is made into objects by a reader that also makes functions and calls them.
import { createRequire } from 'node:module';
import { loadPickle } from '../engines/pickle.mjs';

const MARK = '_$$ND_FUNC$$_';

/** As the package does it: a text with the mark is a function. */
function unserialise(text) {
  const value = JSON.parse(text);
  for (const [key, inner] of Object.entries(value)) {
    // `require` is there in the modules this is copied from.
    if (typeof inner === 'string' && inner.startsWith(MARK))
      value[key] = new Function('require', `return (${inner.slice(MARK.length)})`)(
        createRequire(import.meta.url),
      );
  }
  return value;
}

/** Lines of `key: value`, with the tags that a full loader of YAML follows. */
function loadYaml(text, isFull) {
  const out = {};
  for (const line of text.split('\n')) {
    const [, key, tag, value] = /^([\w-]+):\s*(?:!!([\w/:.]+)\s+)?(.*)$/.exec(line.trim()) ?? [];
    if (key === undefined) continue;
    if (tag !== undefined && !isFull) throw new Error(`unknown tag !!${tag}`);
    const bare = value.replace(/^(["'])(.*)\1$/s, '$2');
    if (tag === 'js/function') out[key] = new Function(`return (${bare})`)();
    else if (tag === undefined || tag === 'str') out[key] = bare;
    else throw new Error(`unknown tag !!${tag}`);
  }
  return out;
}

const shown = (value) => (typeof value === 'function' ? value() : value);

export const sinks = [
  {
    id: 'serialised-session',
    strategy: 'deserialisation',
    usual: { session: '{"user":"ada"}' },
    tool: {
      name: 'restore_session',
      description: 'Restores a serialised session',
      inputSchema: {
        type: 'object',
        properties: {
          session: { type: 'string', description: 'Serialised session', default: '{"user":"ada"}' },
        },
        required: ['session'],
      },
    },
    run: ({ session }) => JSON.stringify(unserialise(session)),
    fixed: ({ session }) => JSON.stringify(JSON.parse(session)),
  },
  {
    // Knows the tags of one language.
    id: 'serialised-yaml',
    strategy: 'deserialisation',
    usual: { file: { config: 'name: shop\ncolour: blue' } },
    tool: {
      name: 'load_config',
      description: 'Loads a configuration in YAML',
      inputSchema: {
        type: 'object',
        properties: {
          file: { type: 'object', properties: { config: { type: 'string' } }, required: ['config'] },
        },
        required: ['file'],
      },
    },
    run({ file }) {
      if (/!!python|!ruby/.test(file.config)) throw new Error('Tags are not allowed');
      const loaded = Object.entries(loadYaml(file.config, true)).map(([key, value]) => [key, shown(value)]);
      return { content: [], structuredContent: Object.fromEntries(loaded) };
    },
    fixed: ({ file }) => ({ content: [], structuredContent: loadYaml(file.config, false) }),
  },
  {
    id: 'serialised-pickle',
    strategy: 'deserialisation',
    usual: { data: [{ x: Buffer.from("S'hello'\np0\n.").toString('base64') }] },
    tool: {
      name: 'resume',
      description: 'Resumes where it was left',
      inputSchema: {
        type: 'object',
        properties: {
          data: {
            type: 'array',
            minItems: 1,
            items: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] },
          },
        },
        required: ['data'],
      },
    },
    run: ({ data }) => ({ content: data.map(({ x }) => ({ type: 'text', text: said(x, false) })) }),
    fixed: ({ data }) => ({ content: data.map(({ x }) => ({ type: 'text', text: said(x, true) })) }),
  },
  {
    // As it comes out of a cookie.
    id: 'serialised-cookie',
    strategy: 'deserialisation',
    usual: { visit: { value: Buffer.from('{"user":"ada"}').toString('base64') } },
    tool: {
      name: 'greet_visitor',
      description: 'Greets a visitor by the cookie',
      inputSchema: {
        type: 'object',
        properties: {
          visit: { type: 'object', properties: { value: { type: 'string' } }, required: ['value'] },
        },
        required: ['visit'],
      },
    },
    run({ visit }) {
      const { user, a } = unserialise(Buffer.from(visit.value, 'base64').toString());
      return { content: [{ type: 'text', text: `Hello ${user ?? a ?? 'you'}` }] };
    },
    fixed({ visit }) {
      const { user, a } = JSON.parse(Buffer.from(visit.value, 'base64').toString());
      return { content: [{ type: 'text', text: `Hello ${user ?? a ?? 'you'}` }] };
    },
  },
  {
    // One field of JSON holds what was pickled; its answer says only how long it took.
    id: 'serialised-job',
    strategy: 'deserialisation',
    isUnseen: true,
    usual: { job: { payload: Buffer.from("S'hello'\np0\n.").toString('base64') } },
    tool: {
      name: 'preview_job',
      description: 'Looks whether a job can be read',
      inputSchema: {
        type: 'object',
        properties: {
          job: { type: 'object', properties: { payload: { type: 'string' } }, required: ['payload'] },
        },
        required: ['job'],
      },
    },
    run: ({ job }) => (canRead(job.payload, false) ? 'readable' : 'not readable'),
    fixed: ({ job }) => (canRead(job.payload, true) ? 'readable' : 'not readable'),
  },
];

const said = (x, isSafe) => String(loadPickle(Buffer.from(x, 'base64').toString('latin1'), isSafe));

function canRead(payload, isSafe) {
  try {
    said(payload, isSafe);
    return true;
  } catch {
    // Whatever it was: no job.
    return false;
  }
}
