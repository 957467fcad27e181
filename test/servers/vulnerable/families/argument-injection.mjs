// CWE-88: no shell, but a program that takes what was given for one of its options.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { within } from '../within.mjs';

/** Without anything on its standard input, so that a program that reads it ends. */
function program(name, args, cwd) {
  return new Promise((resolve, reject) => {
    const child = execFile(name, args, { cwd, timeout: 5000 }, (error, stdout, stderr) =>
      error === null ? resolve(stdout) : reject(new Error(stderr || error.message)),
    );
    child.stdin.end();
  });
}

async function makeRepository(ctx) {
  const folder = mkdtempSync(join(tmpdir(), 'repository-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const git = (...args) =>
    program('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], folder);
  await git('init', '-q', '-b', 'main');
  await git('commit', '-q', '--allow-empty', '-m', 'Begin');
  ctx.kept.get('argument-git').set('folder', folder);
}

export const sinks = [
  {
    // Looks where the path leads, and hands over what it was given.
    id: 'argument-sort',
    strategy: 'argument-injection',
    usual: { file: 'notes/readme.txt' },
    tool: {
      name: 'sorted_lines',
      description: 'Shows a file with its lines sorted',
      inputSchema: {
        type: 'object',
        properties: { file: { type: 'string' }, reverse: { type: 'boolean', default: false } },
        required: ['file'],
      },
    },
    async run({ file, reverse }, { root }) {
      // As a path it is below the root, whatever it begins with.
      if (!resolve(root, file).startsWith(root + sep)) throw new Error('Path is not allowed');
      return program('sort', [...(reverse ? ['-r'] : []), file], root);
    },
    fixed: async ({ file, reverse }, { root }) =>
      program('sort', [...(reverse ? ['-r'] : []), '--', await within(root, file)], root),
  },
  {
    // What a shell would read is refused, and so are blanks; `--output=` is neither.
    id: 'argument-git',
    strategy: 'argument-injection',
    usual: { comparison: { target: 'HEAD' } },
    setUp: makeRepository,
    tool: {
      name: 'show_changes',
      description: 'Shows what differs between the working tree and a commit',
      inputSchema: {
        type: 'object',
        properties: {
          comparison: {
            type: 'object',
            properties: {
              target: { type: 'string', description: 'Branch, tag or commit', examples: ['HEAD', 'main'] },
            },
            required: ['target'],
          },
        },
        required: ['comparison'],
      },
      annotations: { readOnlyHint: true },
    },
    async run({ comparison: { target } }, { state }) {
      if (/[;&|`$()<>\s]/.test(target)) throw new Error(`Invalid ref: ${target}`);
      const patch = await program('git', ['diff', target], state.get('folder'));
      return { content: [], structuredContent: { target, patch } };
    },
    async fixed({ comparison: { target } }, { state }) {
      const commit = await program(
        'git',
        ['rev-parse', '--verify', '--end-of-options', target],
        state.get('folder'),
      );
      const patch = await program('git', ['diff', commit.trim()], state.get('folder'));
      return { content: [], structuredContent: { target, patch } };
    },
  },
  {
    id: 'argument-list',
    strategy: 'argument-injection',
    usual: { value: ['notes'] },
    tool: {
      name: 'overview',
      inputSchema: {
        type: 'object',
        properties: { value: { type: 'array', items: { type: 'string' }, maxItems: 4 } },
        required: ['value'],
      },
    },
    async run({ value }, { root }) {
      const found = await program('find', [...value, '-maxdepth', '1', '-name', '*.txt'], root);
      return { content: found.split('\n').map((text) => ({ type: 'text', text })) };
    },
    async fixed({ value }, { root }) {
      await Promise.all(value.map((place) => within(root, place)));
      const places = value.map((place) => `./${place}`);
      const found = await program('find', [...places, '-maxdepth', '1', '-name', '*.txt'], root);
      return {
        content: found.split('\n').map((text) => ({ type: 'text', text: text.replace(/^\.\//, '') })),
      };
    },
  },
  {
    // Options may be given, in one text; the one that is known to write is refused.
    id: 'argument-flags',
    strategy: 'argument-injection',
    isUnseen: true,
    usual: { how: { flags: '-r' } },
    tool: {
      name: 'arrange',
      description: 'Shows the notes arranged',
      inputSchema: {
        type: 'object',
        properties: {
          how: {
            type: 'object',
            properties: { flags: { type: 'string', description: 'How, e.g. -r -n', default: '-r' } },
          },
        },
        required: ['how'],
      },
    },
    run({ how: { flags = '-r' } }, { root }) {
      if (flags.includes('--output')) throw new Error('not allowed');
      return program('sort', [...flags.split(' '), 'notes/readme.txt'], root);
    },
    fixed({ how: { flags = '-r' } }, { root }) {
      const words = flags.split(' ');
      if (words.some((word) => !['-r', '-n', '-u', '-f'].includes(word))) throw new Error('not allowed');
      return program('sort', [...words, 'notes/readme.txt'], root);
    },
  },
];
