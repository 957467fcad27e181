import type { Outcome } from '../protocol/problem.ts';
import { readOpen } from './open-options.ts';
import { addValues, type Name, readWords, SEE_HELP, type Values } from './option-table.ts';
import { bad } from './option-values.ts';
import type { Command } from './options.ts';

/** What `export` writes: sessions by number, and where. */
export interface Exporting {
  sessions: number[];
  /** Absent: a name made of the numbers, in this folder. */
  out?: string;
  masked: boolean;
  dataDir?: string;
}

const FOR_OPEN: readonly Name[] = ['port', 'no-open', 'data-dir'];
const FOR_EXPORT: readonly Name[] = ['out', 'unmasked', 'data-dir'];
/** Sessions of one file. */
const MOST = 1000;

/** `open FILE`: the page, at the sessions of a file. */
export function readOpenFile(before: string[], after: string[]): Outcome<Command> {
  const read = readBoth(before, after, 'open', FOR_OPEN);
  if (!read.ok || 'kind' in read.value) return read as Outcome<Command>;
  const { values, words } = read.value;
  const [file, more] = words;
  if (file === undefined || file === '')
    return bad('open needs a session file.', 'Write mcp-sec-inspect open FILE.mcpsec.');
  if (more !== undefined)
    return bad(
      `"${more}" is one word too many after open FILE.`,
      'A server whose command is open is started with mcp-sec-inspect -- open …',
    );
  const open = readOpen(values, { kind: 'nothing' });
  return open.ok ? { ok: true, value: { kind: 'open', options: { ...open.value, file } } } : open;
}

/** `export SESSION…`: recorded sessions as a file. */
export function readExport(before: string[], after: string[]): Outcome<Command> {
  const read = readBoth(before, after, 'export', FOR_EXPORT);
  if (!read.ok || 'kind' in read.value) return read as Outcome<Command>;
  const { values, words } = read.value;
  const odd = words.find((word) => !/^\d{1,9}$/.test(word));
  if (odd !== undefined) return bad(`${odd}: that is not the number of a session.`, SEE_HELP);
  if (words.length === 0 || words.length > MOST)
    return bad('export needs the number of a session.', 'Write mcp-sec-inspect export 14 [--out FILE].');
  const [out] = values.get('out') ?? [];
  const [dataDir] = values.get('data-dir') ?? [];
  if (out === '' || dataDir === '') return bad(`--${out === '' ? 'out' : 'data-dir'} is empty.`, SEE_HELP);
  return {
    ok: true,
    value: {
      kind: 'export',
      exporting: {
        sessions: [...new Set(words.map(Number))],
        masked: !values.has('unmasked'),
        ...(out === undefined ? {} : { out }),
        ...(dataDir === undefined ? {} : { dataDir }),
      },
    },
  };
}

/** Options before and after the command's name; those that are not for it are refused. */
function readBoth(
  before: string[],
  after: string[],
  command: string,
  own: readonly Name[],
): Outcome<Command | { values: Values; words: string[] }> {
  const first = readWords(before);
  if (!first.ok) return first;
  const second = readWords(after);
  if (!second.ok) return second;
  const values: Values = new Map(first.value.values);
  addValues(second.value.values, values);
  for (const kind of ['help', 'version'] as const) if (values.has(kind)) return { ok: true, value: { kind } };
  const foreign = [...values.keys()].find((name) => !own.includes(name));
  if (foreign !== undefined) return bad(`--${foreign} is not for ${command}.`, SEE_HELP);
  const twice = [...values].find(([, given]) => given.length > 1);
  if (twice !== undefined) return bad(`--${twice[0]} is given more than once.`, 'Give it once.');
  const words = [...second.value.words, ...(second.value.afterTerminator ?? [])];
  return { ok: true, value: { values, words } };
}
