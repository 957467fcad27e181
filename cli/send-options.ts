import type { Outcome } from '../protocol/problem.ts';
import type { HttpForm, StdioForm } from '../protocol/wire-form.ts';
import { readTimeout } from './ask-options.ts';
import { readOpen } from './open-options.ts';
import {
  addValues,
  OF_TARGET,
  readValues,
  readWords,
  SEE_HELP,
  type Name,
  type Values,
} from './option-table.ts';
import { bad } from './option-values.ts';
import type { Command } from './options.ts';
import { readTarget } from './target-words.ts';

/** How bytes are framed, as far as it was said. */
export interface Framing {
  stdio: Partial<StdioForm>;
  http: Partial<HttpForm>;
  /** Words that only one of the two understands. */
  onlyStdio: string[];
  onlyHttp: string[];
  parts?: number;
  pause?: number;
  /** HTTP: the file is the whole request. */
  isWhole: boolean;
}

export interface Sending {
  /** `-`: standard input. */
  raw: string;
  /** HTTP: a file with start line and header lines. */
  head?: string;
  framing: Framing;
  json: boolean;
  /** ms to wait for an answer. */
  timeout: number;
}

const ALLOWED: readonly Name[] = [...OF_TARGET, 'timeout', 'json', 'raw', 'framing', 'head'];
const TARGET = {
  command: 'send',
  missing: { message: 'send needs a target.', hint: 'Write mcp-sec-inspect send TARGET --raw FILE.' },
};
const DEFAULT_WAIT = 10_000;
const WORDS =
  'newline, crlf, none, lf, bom, utf-16le, utf-16be, parts=N, pause=20ms, chunk=N, fit, as-written, whole, bare';

/** `send`: bytes of a file to a target, exactly. */
export function readSend(before: string[], after: string[]): Outcome<Command> {
  const values = readValues(before);
  if (!values.ok) return values;
  const read = readWords(after);
  if (!read.ok) return read;
  const all: Values = values.value;
  addValues(read.value.values, all);
  if (all.has('help')) return { ok: true, value: { kind: 'help' } };
  if (all.has('version')) return { ok: true, value: { kind: 'version' } };
  const foreign = [...all.keys()].find((name) => !ALLOWED.includes(name));
  if (foreign !== undefined) return bad(`--${foreign} is not for send.`, SEE_HELP);
  const wanted = readTarget(read.value.words, read.value.afterTerminator ?? [], all, TARGET);
  if (!wanted.ok) return wanted;
  const [raw, again] = all.get('raw') ?? [];
  if (raw === undefined || raw === '' || again !== undefined)
    return bad('send needs one --raw FILE.', 'Its bytes are sent as they are; - is standard input.');
  const framing = readFraming((all.get('framing') ?? []).join(','));
  if (!framing.ok) return framing;
  const timeout = readTimeout(all.get('timeout')?.[0]);
  if (!timeout.ok) return timeout;
  const [head, second] = all.get('head') ?? [];
  const odd = oddHead(raw, framing.value, head, second);
  if (odd !== undefined) return odd;
  const sending: Sending = {
    raw,
    framing: framing.value,
    json: all.has('json'),
    timeout: timeout.value ?? DEFAULT_WAIT,
    ...(head === undefined ? {} : { head }),
  };
  for (const name of ['raw', 'framing', 'head'] as const) all.delete(name);
  const open = readOpen(all, wanted.value);
  return open.ok ? { ok: true, value: { kind: 'send', sending, options: open.value } } : open;
}

function oddHead(
  raw: string,
  { isWhole }: Framing,
  head: string | undefined,
  second: string | undefined,
): Outcome<never> | undefined {
  if (head === undefined) return undefined;
  if (head === '' || second !== undefined) return bad('--head takes one FILE.', SEE_HELP);
  if (head === '-' && raw === '-')
    return bad('--raw and --head cannot both be standard input.', 'Give one of them as a file.');
  return isWhole
    ? bad('--framing whole and --head contradict each other.', 'whole: FILE of --raw is all of the request.')
    : undefined;
}

/** Words of which a message has one. */
const EITHER_OR = [
  /^(?:newline|none|crlf|lf)$/,
  /^utf-16(?:le|be)$/,
  /^(?:fit|as-written)$/,
  /^parts=/,
  /^pause=/,
  /^chunk=/,
];

/** Words between commas; each is understood by stdio, by HTTP, or by both. */
export function readFraming(text: string): Outcome<Framing> {
  const framing: Framing = { stdio: {}, http: {}, onlyStdio: [], onlyHttp: [], isWhole: false };
  const words = text.split(',').map((one) => one.trim());
  for (const alike of EITHER_OR) {
    const [first, other] = new Set(words.filter((word) => alike.test(word)));
    if (first !== undefined && other !== undefined)
      return bad(`--framing ${first},${other}: only one of them can be.`, 'Leave the other out.');
  }
  for (const word of words) {
    if (word === '') continue;
    if (!understood(word, framing))
      return bad(`--framing ${word}: that is not known.`, `Known are ${WORDS}.`);
  }
  if (framing.pause !== undefined && (framing.parts ?? 1) === 1)
    return bad(
      '--framing pause: there is nothing to pause between.',
      'Say how many parts: parts=4,pause=20ms.',
    );
  return { ok: true, value: framing };
}

function understood(word: string, framing: Framing): boolean {
  const { stdio, http, onlyStdio, onlyHttp } = framing;
  const [, name = word, digits, unit] = /^(parts|pause|chunk)=(\d{1,9})(ms|s)?$/.exec(word) ?? [];
  const number = Number(digits);
  if (unit !== undefined && name !== 'pause') return false;
  switch (name) {
    case 'newline':
    case 'none':
      onlyStdio.push(word);
      stdio.end = name;
      return true;
    case 'crlf':
      stdio.end = 'crlf';
      http.lineEnd = 'crlf';
      return true;
    case 'bom':
      onlyStdio.push(word);
      stdio.bom = true;
      return true;
    case 'utf-16le':
    case 'utf-16be':
      onlyStdio.push(word);
      stdio.encoding = name;
      return true;
    case 'lf':
      onlyHttp.push(word);
      http.lineEnd = 'lf';
      return true;
    case 'fit':
    case 'as-written':
      onlyHttp.push(word);
      http.length = name;
      return true;
    case 'bare':
      onlyHttp.push(word);
      http.targetHeaders = false;
      return true;
    case 'whole':
      onlyHttp.push(word);
      framing.isWhole = true;
      return true;
    case 'chunk':
      onlyHttp.push(word);
      http.chunk = number;
      return number >= 1;
    case 'parts':
      framing.parts = number;
      return number >= 1 && number <= 1000;
    case 'pause':
      framing.pause = unit === 's' ? number * 1000 : number;
      return digits !== undefined && framing.pause <= 60_000;
    default:
      return false;
  }
}
