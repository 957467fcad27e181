import { posix, win32 } from 'node:path';
import type { Problem } from '../../protocol/problem.ts';
import type { NamedText } from '../../protocol/target.ts';
import { readClientCommand } from './client-commands.ts';
import { clip, placeName, type Draft, type Drafts, type ReadingPlace } from './draft.ts';
import { deriveName } from './naming.ts';
import { readValue } from './placeholders.ts';
import { isHttpUrl, readUrl } from './read-url.ts';
import { lexPosix, type Lexed, type ShellMark, type Token } from './shell-words.ts';
import { lexWindows, looksWindows } from './windows-words.ts';

type Word = Extract<Token, { kind: 'word' }>;

/** Longer than any command a person pastes; the operating system's own limit is not far. */
const MAX_COMMAND = 64 * 1024;
const MAX_SEGMENTS = 50;

/** Prompts that documentation puts before a command. They are blanked, so that columns stay true. */
const PROMPT =
  /^[ \t]*(?:\$|%|❯|➜|PS [A-Za-z]:\\[^>\n]*>|[A-Za-z]:\\[^>\n]*>|[\w.-]+@[\w.-]+:[^$#\n]*[$#])[ \t]+(?=\S)/gm;

/** Reads one or more command lines as a shell would split them; none is ever run by a shell. */
export function readCommand(source: string, place: ReadingPlace): Drafts {
  if (source.length > MAX_COMMAND) {
    return {
      drafts: [],
      problem: {
        code: 'too-long',
        message: `A command line of ${source.length} characters is not read; the limit is ${MAX_COMMAND}.`,
      },
    };
  }
  const remarks: string[] = [];
  const text = source.replace(PROMPT, (prompt) => {
    remarks.push(`"${prompt.trim()}" at the beginning is a prompt and not part of the command.`);
    return ' '.repeat(prompt.length);
  });
  const isWindows = looksWindows(text);
  if (isWindows && place.kind === 'posix')
    remarks.push('Read by the rules of Windows, because of its backslashes or variables.');
  const lexed = isWindows ? lexWindows(text) : lexPosix(text);
  const segments = splitSegments(lexed.tokens);
  const state: Carried = { cwd: place.cwd, env: [], remarks };
  const drafts: Draft[] = [];
  for (const [index, segment] of segments.slice(0, MAX_SEGMENTS).entries()) {
    const range = { from: segment.from, to: segments[index + 1]?.from ?? text.length };
    const marks = lexed.marks.filter(({ at }) => at >= range.from && at < range.to);
    drafts.push(...readSegment(segment, { text, marks, place, state }));
  }
  if (segments.length > MAX_SEGMENTS) state.remarks.push(`Only the first ${MAX_SEGMENTS} commands are read.`);
  return finish(drafts, lexed, text, state);
}

interface Carried {
  cwd: string;
  env: NamedText[];
  /** Said with every reading. */
  remarks: string[];
}

interface Segment {
  words: Word[];
  /** The operator that begins it, unless it is a line end. */
  after?: Extract<Token, { kind: 'operator' }>;
  before?: Extract<Token, { kind: 'operator' }>;
  redirections: string[];
  from: number;
}

function splitSegments(tokens: Token[]): Segment[] {
  const segments: Segment[] = [];
  let current: Segment = { words: [], redirections: [], from: 0 };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]!;
    if (token.kind === 'word') current.words.push(token);
    else if (/[<>]/.test(token.text)) {
      const next = tokens[at + 1];
      const goal = next?.kind === 'word' ? next.text : '';
      current.redirections.push(`${token.text} ${goal}`.trim());
      if (next?.kind === 'word') at += 1;
    } else {
      if (token.text !== '\n') current.before = token;
      segments.push(current);
      current = { words: [], redirections: [], from: token.at, ...(token.text !== '\n' && { after: token }) };
    }
  }
  segments.push(current);
  return segments.filter(({ words }) => words.length > 0);
}

interface SegmentPlace {
  text: string;
  marks: ShellMark[];
  place: ReadingPlace;
  state: Carried;
}

const SHELL_ONLY = new Set([
  'source',
  '.',
  'eval',
  'alias',
  'unalias',
  'unset',
  'umask',
  'ulimit',
  'set',
  'nvm',
  'conda',
  'module',
  'shopt',
  'trap',
]);

function readSegment(segment: Segment, { text, marks, place, state }: SegmentPlace): Draft[] {
  const remarks = segmentRemarks(segment, text);
  const env: NamedText[] = [];
  const assign = (assignment: string): boolean => {
    const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(assignment) ?? [];
    if (name === undefined || value === undefined) return false;
    const filled = readValue(value, name, place);
    remarks.push(...filled.remarks);
    env.push({ name, text: filled.text });
    return true;
  };
  let words = takeAssignments(
    segment.words.map((word) => word.text),
    assign,
  );
  const [first = '', second = ''] = words;
  if (first === 'cd' || first === 'pushd' || /^set-location$/i.test(first)) {
    const goal = second === '~' || second.startsWith('~/') ? (place.home ?? '~') + second.slice(1) : second;
    state.cwd = (place.kind === 'windows' ? win32 : posix).resolve(state.cwd, goal);
    state.remarks.push(`"${clip(`${first} ${second}`)}" is taken as the working directory.`);
    return [];
  }
  const isExport = first === 'export' || first.toLowerCase() === 'set' || first === 'declare';
  if (isExport && words.length > 1 && words.slice(1).every((word) => word.startsWith('-') || assign(word)))
    words = [];
  const powerShell = /^\$env:(\w+)$/i.exec(first)?.[1];
  if (powerShell !== undefined && second === '=' && words.length === 3 && assign(`${powerShell}=${words[2]}`))
    words = [];
  if (/^\$env:\w+=/i.test(first) && words.length === 1 && assign(first.slice(5))) words = [];
  if (words.length === 0) {
    state.env.push(...env);
    if (env.length > 0)
      state.remarks.push(
        `Variables set before the command are passed to it: ${env.map(({ name }) => name).join(', ')}.`,
      );
    return [];
  }
  if (SHELL_ONLY.has(first)) {
    state.remarks.push(
      `"${clip(words.join(' '))}" would act on a shell. No shell runs here, so it is left out.`,
    );
    return [];
  }
  words = unwrap(words, assign, remarks);
  const command = { words, env: mergeEnv(state.env, env), cwd: state.cwd };
  const drafts = readClientCommand(command, place) ?? [plainDraft(command)];
  const substitution = marks.find(({ kind }) => kind === 'substitution');
  for (const draft of drafts) {
    draft.remarks.unshift(...remarks, ...markRemarks(unanswered(marks, draft), text));
    if (substitution !== undefined) draft.problem ??= substitutionProblem(substitution, text);
  }
  return drafts;
}

/** A variable that became a reference to the environment needs no other remark. */
function unanswered(marks: ShellMark[], { spec }: Draft): ShellMark[] {
  const texts = spec.kind === 'stdio' ? spec.env : spec.kind === 'recording' ? [] : spec.headers;
  const names = new Set(texts.flatMap(({ text }) => (text.from === 'env' ? [text.name] : [])));
  return marks.filter(
    ({ kind, text }) => kind !== 'variable' || !names.has(text.replace(/^\$(?:env:)?|[{}%]/gi, '')),
  );
}

function takeAssignments(words: string[], assign: (word: string) => boolean): string[] {
  const count = words.findIndex((word) => !assign(word));
  return count === -1 ? [] : words.slice(count);
}

/** `env FOO=bar cmd`, `exec cmd`, `time cmd` stand for cmd with a variable, or for cmd. */
function unwrap(words: string[], assign: (word: string) => boolean, remarks: string[]): string[] {
  const [first = '', ...rest] = words;
  if (
    ['exec', 'command', 'time', 'builtin', '&'].includes(first) &&
    rest.length > 0 &&
    !rest[0]!.startsWith('-')
  ) {
    remarks.push(`"${first}" is a word of the shell and left out.`);
    return unwrap(rest, assign, remarks);
  }
  if (!/(^|\/)env$/.test(first) || rest.length === 0) return words;
  const command = takeAssignments(rest, assign);
  if (command.length === 0 || command[0]!.startsWith('-')) return words;
  return unwrap(command, assign, remarks);
}

function plainDraft(command: { words: string[]; env: NamedText[]; cwd: string }): Draft {
  const [program = '', ...args] = command.words;
  if (args.length === 0 && isHttpUrl(program)) return readUrl(program);
  const spec = { kind: 'stdio' as const, command: program, args, cwd: command.cwd, env: command.env };
  return { name: deriveName(spec).name, readAs: 'command line', remarks: [], spec };
}

/** The later assignment of a name wins, as in a shell. */
function mergeEnv(...lists: NamedText[][]): NamedText[] {
  const byName = new Map(lists.flat().map((entry) => [entry.name, entry]));
  return [...byName.values()];
}

function segmentRemarks(segment: Segment, text: string): string[] {
  const remarks = segment.redirections.map(
    (each) => `"${clip(each)}" would redirect in a shell. No shell runs here, so it is left out.`,
  );
  for (const [side, operator] of [
    ['follows', segment.after],
    ['stands before', segment.before],
  ] as const) {
    if (operator === undefined || operator.text === ';') continue;
    const isSetup = side === 'follows' && operator.text === '&&';
    if (!isSetup)
      remarks.push(
        `It ${side} "${operator.text}" (${placeName(text, operator.at)}). No shell runs here: it is started alone.`,
      );
  }
  return remarks;
}

function markRemarks(marks: ShellMark[], text: string): string[] {
  const seen = new Set<string>();
  return marks.flatMap((mark) => {
    const sentence = markRemark(mark, placeName(text, mark.at));
    if (sentence === undefined || seen.has(mark.kind + mark.text)) return [];
    seen.add(mark.kind + mark.text);
    return [sentence];
  });
}

function markRemark({ kind, text }: ShellMark, where: string): string | undefined {
  switch (kind) {
    case 'substitution':
      return undefined;
    case 'variable':
      return `${clip(text)} (${where}) is not filled in, because no shell runs; as the whole value of a variable it is read from the environment.`;
    case 'glob':
      return `"${text}" (${where}) is passed as it is written: no shell looks for files.`;
    case 'tilde':
      return `"~" (${where}) is passed as it is written: no shell puts the home folder there. Write the whole path.`;
    case 'comment':
      return `Left out as a comment: "${clip(text)}".`;
    case 'typographic':
      return `${codePoint(text)} (${where}) is not what a keyboard types: a quote, dash or space that an editor has changed?`;
    case 'ansi-quote':
      return `${text}…' (${where}) is a quoting of bash that is not undone here.`;
  }
}

function codePoint(text: string): string {
  return `U+${text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

function substitutionProblem(mark: ShellMark, text: string): Problem {
  return {
    code: 'needs-a-shell',
    message: `${clip(mark.text)} (${placeName(text, mark.at)}) would run another command in a shell. No shell runs here.`,
    hint: 'Put its result there yourself, or start a shell on purpose: sh -c "…".',
  };
}

function finish(drafts: Draft[], lexed: Lexed, text: string, state: Carried): Drafts {
  for (const draft of drafts) draft.remarks.unshift(...state.remarks);
  if (lexed.openQuote !== undefined) {
    const quote = text[lexed.openQuote];
    const problem: Problem = {
      code: 'open-quote',
      message: `The quote ${quote} (${placeName(text, lexed.openQuote)}) is never closed.`,
      hint: 'Close it, or put a backslash before it if it is meant as a character.',
    };
    for (const draft of drafts) draft.problem ??= problem;
    if (drafts.length === 0) return { drafts, problem };
  }
  if (drafts.length > 0) return { drafts };
  const why = state.remarks.at(-1);
  return {
    drafts,
    problem: {
      code: 'no-command',
      message: `There is no command in it to start.${why === undefined ? '' : ` ${why}`}`,
    },
  };
}
