import { looksLike } from '../affinity.ts';
import { plainSeed } from '../proofs.ts';
import type { Expectation, Made, Making, Payload, Position, Strategy, Subject } from '../strategy.ts';
import { WorldPaths } from '../world-paths.ts';
import type { World } from '../world.ts';

export const argumentInjection: Strategy = {
  meta: {
    id: 'argument-injection',
    title: 'Argument injection',
    about:
      'Values that a program takes for one of its options: such as make a file, read one, start something, or show its help.',
    cwe: 'CWE-88',
    optIn: false,
    severity: 'high',
    finding: 'What is given is taken for an option of a program',
    fix: 'Put `--` before values that come from outside, and refuse those that begin with `-`. Where a program knows no `--`, write `./` in front of a path.',
  },
  of: 'value',
  fits: (subject, position) => (position === undefined ? 0 : likeness(subject, position)),
  payloads(subject, position) {
    if (position === undefined) return [];
    const given = plainSeed(position);
    const texts = [...OPTIONS.map(optionOf), ...behind(given), ...READS.map(readOf), ...HELP.map(helpOf)];
    return isList(position) ? [...LISTS.map(listOf), ...texts] : texts;
  },
};

function likeness(subject: Subject, position: Position): number {
  const command = looksLike(position, 'command', subject);
  const others = (['path', 'url', 'pattern', 'query', 'id'] as const).map((kind) =>
    looksLike(position, kind, subject),
  );
  return Math.max(command, ...others.map((score) => score * 0.7));
}

function isList({ types }: Position): boolean {
  return types.length === 0 || types.includes('array');
}

/** One word that makes `file`. */
interface Option {
  id: string;
  isCore: boolean;
  text(file: string): string;
}

const OPTIONS: readonly Option[] = [
  { id: 'output', isCore: true, text: (file) => `--output=${file}` },
  { id: 'o', isCore: true, text: (file) => `-o${file}` },
  { id: 'output-file', isCore: false, text: (file) => `--output-file=${file}` },
  { id: 'out', isCore: false, text: (file) => `--out=${file}` },
  { id: 'outfile', isCore: false, text: (file) => `--outfile=${file}` },
  { id: 'log-file', isCore: false, text: (file) => `--log-file=${file}` },
  { id: 'trace', isCore: false, text: (file) => `--trace=${file}` },
  { id: 'dump-header', isCore: false, text: (file) => `-D${file}` },
  { id: 'file', isCore: false, text: (file) => `--file=${file}` },
  { id: 'f', isCore: false, text: (file) => `-f${file}` },
  { id: 'write', isCore: false, text: (file) => `-w${file}` },
  // Programs that start others.
  { id: 'exec', isCore: true, text: (file) => `--exec=touch ${file}` },
  { id: 'upload-pack', isCore: true, text: (file) => `--upload-pack=touch ${file};` },
  { id: 'receive-pack', isCore: false, text: (file) => `--receive-pack=touch ${file};` },
  { id: 'open-files-in-pager', isCore: false, text: (file) => `--open-files-in-pager=touch ${file};` },
  { id: 'pager', isCore: false, text: (file) => `-Otouch ${file};` },
  { id: 'to-command', isCore: false, text: (file) => `--to-command=touch ${file}` },
  { id: 'compress', isCore: false, text: (file) => `--use-compress-program=touch ${file};` },
  { id: 'compress-short', isCore: false, text: (file) => `-Itouch ${file};` },
  { id: 'checkpoint', isCore: false, text: (file) => `--checkpoint-action=exec=touch ${file}` },
  { id: 'proxy-command', isCore: false, text: (file) => `-oProxyCommand=touch ${file}` },
  { id: 'rsh', isCore: false, text: (file) => `--rsh=touch ${file};` },
  { id: 'editor', isCore: false, text: (file) => `--config=core.editor=touch ${file};` },
  { id: 'fsmonitor', isCore: false, text: (file) => `--config-env=core.fsmonitor=touch ${file};` },
  { id: 'begin', isCore: false, text: (file) => `BEGIN{printf "" > "${file}"}` },
];

function optionOf({ id, isCore, text }: Option): Payload {
  return making(id, isCore, text);
}

/** Where what is given is split at blanks before it is handed over. */
function behind(given: string): Payload[] {
  return [
    making('blank-output', true, (file) => `${given} --output=${file}`),
    making('blank-o', true, (file) => `${given} -o ${file}`),
    making('blank-only-o', false, (file) => `-o ${file}`),
    making('blank-output-split', false, (file) => `--output ${file}`),
    making('blank-fprint', true, (file) => `${given} -fprint ${file}`),
    making('blank-only-fprint', false, (file) => `-fprint ${file}`),
    making('blank-exec', false, (file) => `${given} -exec touch ${file} ;`),
    making('blank-only-exec', false, (file) => `. -exec touch ${file} ;`),
    making(
      'blank-checkpoint',
      false,
      (file) => `${given} --checkpoint=1 --checkpoint-action=exec=touch\${IFS}${file}`,
    ),
    making('blank-pager', false, (file) => `${given} -Otouch\${IFS}${file}`),
  ];
}

/** Options that make a file and need a word of their own for it. */
const LISTS: readonly { id: string; isCore: boolean; words(file: string): readonly string[] }[] = [
  { id: 'list-output', isCore: true, words: (file) => [`--output=${file}`] },
  { id: 'list-output-split', isCore: true, words: (file) => ['--output', file] },
  { id: 'list-o', isCore: true, words: (file) => ['-o', file] },
  { id: 'list-fprint', isCore: true, words: (file) => ['.', '-fprint', file] },
  { id: 'list-exec', isCore: true, words: (file) => ['.', '-exec', 'touch', file, ';'] },
  {
    id: 'list-exec-plus',
    isCore: false,
    words: (file) => ['.', '-maxdepth', '0', '-exec', 'touch', file, '{}', '+'],
  },
  {
    id: 'list-checkpoint',
    isCore: false,
    words: (file) => ['--checkpoint=1', `--checkpoint-action=exec=touch ${file}`],
  },
  { id: 'list-config', isCore: false, words: (file) => ['-c', `core.fsmonitor=touch ${file};`, 'status'] },
  { id: 'list-eval', isCore: false, words: (file) => ['-e', `require('fs').writeFileSync('${file}','')`] },
  { id: 'list-eval-python', isCore: false, words: (file) => ['-c', `open('${file}','w')`] },
];

function listOf({ id, isCore, words }: (typeof LISTS)[number]): Payload {
  return {
    id,
    isCore,
    make: (using) => proof(using, (file) => JSON.stringify(words(file))),
  };
}

/** Options that read a file, and say what is in it while they complain. */
const READS: readonly { id: string; isCore: boolean; text(world: World): string }[] = [
  { id: 'at-file', isCore: true, text: ({ outside }) => `@${outside.path}` },
  { id: 'files0-from', isCore: true, text: ({ outside }) => `--files0-from=${outside.path}` },
  { id: 'files-from', isCore: false, text: ({ outside }) => `--files-from=${outside.path}` },
  { id: 'from-file', isCore: false, text: ({ outside }) => `--from-file=${outside.path}` },
  { id: 'config', isCore: false, text: ({ outside }) => `--config=${outside.path}` },
  { id: 'k', isCore: false, text: ({ outside }) => `-K${outside.path}` },
  { id: 'date-file', isCore: false, text: ({ outside }) => `-f${outside.path}` },
];

function readOf({ id, isCore, text }: (typeof READS)[number]): Payload {
  return {
    id,
    isCore,
    make: ({ world }) =>
      world === undefined ? undefined : { json: JSON.stringify(text(world)), expects: [{ kind: 'canary' }] },
  };
}

/**
 * Words that only the program itself says of itself. Less than a file that was made: it shows that the option was read,
 * not that one of them does harm, and who searches through manuals may say it too.
 */
const HELP: readonly { id: string; isCore: boolean; text: string; says: string }[] = [
  { id: 'version', isCore: true, text: '--version', says: 'Free Software Foundation' },
  { id: 'help', isCore: true, text: '--help', says: 'output version information and exit' },
  { id: 'help-git', isCore: false, text: '-h', says: 'usage: git ' },
  { id: 'help-git-long', isCore: false, text: '--no-such-option', says: 'usage: git ' },
  { id: 'unknown', isCore: true, text: '--no-such-option', says: "--help' for more information" },
  { id: 'unknown-short', isCore: false, text: '-\u00a4', says: "--help' for more information" },
  { id: 'help-curl', isCore: false, text: '--help', says: 'curl [options' },
  { id: 'version-curl', isCore: false, text: '--version', says: 'libcurl/' },
];

function helpOf({ id, isCore, text, says }: (typeof HELP)[number]): Payload {
  const made: Made = {
    json: JSON.stringify(text),
    expects: [{ kind: 'computed', value: says }],
    severity: 'low',
  };
  return { id, isCore, make: () => made };
}

function making(id: string, isCore: boolean, text: (file: string) => string): Payload {
  return { id, isCore, make: (using) => proof(using, (file) => JSON.stringify(text(file))) };
}

/** Undefined without a folder where a file may appear. */
function proof({ world, token }: Making, write: (file: string) => string): Made | undefined {
  if (world === undefined) return undefined;
  const path = new WorldPaths(world).join(world.drop, token);
  const expects: readonly Expectation[] = [{ kind: 'file', path }];
  return { json: write(path), expects };
}
