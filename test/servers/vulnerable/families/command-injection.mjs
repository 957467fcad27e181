// CWE-78: what was given becomes part of a line that a shell reads.
import { exec, execFile } from 'node:child_process';
import { promisify } from 'node:util';

const LIMITS = { timeout: 5000 };

/** Nothing on its standard input, so that what reads it ends. */
function started(start) {
  const running = start();
  running.child.stdin.end();
  return running;
}
const shell = (line, options) => started(() => promisify(exec)(line, { ...LIMITS, ...options }));
const program = (name, args, options) =>
  started(() => promisify(execFile)(name, args, { ...LIMITS, ...options }));

export const sinks = [
  {
    id: 'command-plain',
    strategy: 'command-injection',
    usual: { file: 'notes/readme.txt' },
    tool: {
      name: 'count_lines',
      description: 'Counts the lines of a file',
      inputSchema: {
        type: 'object',
        properties: { file: { type: 'string', description: 'The file whose lines are counted' } },
        required: ['file'],
      },
    },
    run: async ({ file }, { root }) => (await shell(`wc -l ${file}`, { cwd: root })).stdout,
    fixed: async ({ file }, { root }) => (await program('wc', ['-l', '--', file], { cwd: root })).stdout,
  },
  {
    // In single quotes, with a list of characters that are refused; only a number comes back.
    id: 'command-quoted',
    strategy: 'command-injection',
    usual: { query: { pattern: 'readme*', options: { depth: 3 } } },
    tool: {
      name: 'search_names',
      description: 'Tells how many files are called like a pattern',
      inputSchema: {
        type: 'object',
        properties: {
          query: {
            type: 'object',
            properties: {
              pattern: { type: 'string', description: 'Glob, e.g. *.txt' },
              options: { type: 'object', properties: { depth: { type: 'integer', default: 3 } } },
            },
            required: ['pattern'],
          },
        },
        required: ['query'],
      },
    },
    async run({ query }, { root }) {
      if (/[;&|`]/.test(query.pattern)) throw new Error('Invalid characters in pattern');
      const depth = Number(query.options?.depth ?? 3);
      const { stdout } = await shell(`find . -maxdepth ${depth} -name '${query.pattern}'`, {
        cwd: root,
      });
      const matches = stdout.split('\n').filter(Boolean).length;
      return { content: [{ type: 'text', text: String(matches) }], structuredContent: { matches } };
    },
    async fixed({ query }, { root }) {
      const depth = Number(query.options?.depth ?? 3);
      const { stdout } = await program('find', ['.', '-maxdepth', String(depth), '-name', query.pattern], {
        cwd: root,
      });
      const matches = stdout.split('\n').filter(Boolean).length;
      return { content: [{ type: 'text', text: String(matches) }], structuredContent: { matches } };
    },
  },
  {
    // In double quotes, without blanks, and nothing of its output is shown.
    id: 'command-blind',
    strategy: 'command-injection',
    usual: { x: 'hello' },
    tool: {
      name: 'announce',
      inputSchema: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] },
    },
    async run({ x }) {
      if (/[\s"]/.test(x)) return { content: [{ type: 'text', text: 'one word, please' }], isError: true };
      await shell(`printf '%s' "${x}" > /dev/null`);
      return { content: [{ type: 'text', text: 'announced' }] };
    },
    async fixed({ x }) {
      if (/[\s"]/.test(x)) return { content: [{ type: 'text', text: 'one word, please' }], isError: true };
      await program('printf', ['%s', x]);
      return { content: [{ type: 'text', text: 'announced' }] };
    },
  },
  {
    // What the schema calls a number is not looked at.
    id: 'command-number',
    strategy: 'command-injection',
    isUnseen: true,
    usual: { image: { name: 'a.png', width: 40 } },
    tool: {
      name: 'scale',
      description: 'Says how an image would be scaled',
      inputSchema: {
        type: 'object',
        properties: {
          image: {
            type: 'object',
            properties: { name: { type: 'string' }, width: { type: 'integer', minimum: 1 } },
            required: ['name', 'width'],
          },
        },
        required: ['image'],
      },
    },
    async run({ image }) {
      const name = String(image.name).replace(/[^\w.-]/g, '');
      return {
        content: [],
        structuredContent: { plan: (await shell(`echo ${name} ${image.width}px`)).stdout },
      };
    },
    async fixed({ image }) {
      const name = String(image.name).replace(/[^\w.-]/g, '');
      if (!Number.isInteger(image.width)) throw new Error('width is a whole number');
      return {
        content: [],
        structuredContent: { plan: (await program('echo', [name, `${image.width}px`])).stdout },
      };
    },
  },
];
