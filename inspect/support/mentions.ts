import type { ForeignTool, Neighbour } from '../neighbours.ts';
import { isCommonName } from './common-names.ts';
import { styleless } from './name-skeleton.ts';
import { wordsOfName } from './words.ts';

/** A stretch of a text that names a tool of another server, or another server. */
export interface Mention {
  readonly kind: 'tool' | 'server';
  readonly from: number;
  readonly to: number;
  readonly of: Neighbour;
  /** For tools: the first that is called so. */
  readonly tool?: ForeignTool;
  /** Written as its owner writes it, and not in other capitals or with other separators. */
  readonly isExact: boolean;
}

const MOST_MENTIONS = 50;
/** No honest name is longer. */
const LONGEST_TOKEN = 300;
const SHORTEST = 3;

const NOTHING: readonly Mention[] = [];

/** One pass over the text; what is no name of anybody costs a look at its first letter and its length. */
export function mentionsIn(text: string, names: MentionIndex): readonly Mention[] {
  let found: Mention[] | undefined;
  const { length } = text;
  for (let at = 0; at < length;) {
    if (kindAt(text, at) !== LETTER) {
      at++;
      continue;
    }
    const from = at;
    let letters = 0;
    let isParted = false;
    for (; at < length; at++) {
      const kind = kindAt(text, at);
      if (kind === NONE) break;
      if (kind !== JOINT) letters++;
      else isParted ||= isParting(text, at);
    }
    if (at - from > LONGEST_TOKEN || !(isParted || names.mayBe(text, from, letters))) continue;
    const mention = mentionAt(text, from, at, names);
    if (mention === undefined) continue;
    (found ??= []).push(mention);
    if (found.length >= MOST_MENTIONS) break;
  }
  return found ?? NOTHING;
}

/** `mcp__mail__send`, `mail.send`, `mail/send`: the last part may be the whole name; and the first, where a sentence ends. */
function mentionAt(text: string, from: number, end: number, names: MentionIndex): Mention | undefined {
  let to = end;
  while (to > from && kindAt(text, to - 1) === JOINT) to--;
  const whole = toolAt(text, from, to, names) ?? serverAt(text, from, to, names);
  if (whole !== undefined) return whole;
  let first = from;
  while (first < to && !isParting(text, first)) first++;
  if (first === to) return undefined;
  let last = to - 1;
  while (!isParting(text, last)) last--;
  while (last < to && kindAt(text, last) !== LETTER) last++;
  const behind = toolAt(text, last, to, names);
  // `inspector:GetStatus` is somebody else's.
  if (behind !== undefined && isQualifier(text.slice(from, last), behind.of)) return behind;
  return toolAt(text, from, first, names);
}

/** What may stand in front of a tool's name: the name of its server, or what hosts put there. */
function isQualifier(front: string, { server, claims }: Neighbour): boolean {
  if (front.endsWith('__')) return true;
  const own = new Set([...wordsOfName(server), ...wordsOfName(claims ?? '')]);
  return wordsOfName(front).some((word) => HOST_WORDS.has(word) || own.has(word));
}

const HOST_WORDS = new Set(['mcp', 'tool', 'tools', 'function', 'functions', 'api', 'default', 'server']);

function toolAt(text: string, from: number, to: number, names: MentionIndex): Mention | undefined {
  if (!names.mayBe(text, from, lettersIn(text, from, to))) return undefined;
  const written = text.slice(from, to);
  const tool = names.tools.get(styleless(written))?.[0];
  if (tool === undefined || isCommonName(tool.tool.name)) return undefined;
  const isExact = written === tool.tool.name;
  const isOneWord = wordsOfName(tool.tool.name).length < 2;
  // `sendmail` is not `send_mail`; and one word counts where the text takes it for a tool.
  if (isOneWord ? !(isExact && isMarked(text, from, to)) : !isExact && wordsOfName(written).length < 2)
    return undefined;
  return { kind: 'tool', from, to, of: tool.of, tool, isExact };
}

function serverAt(text: string, from: number, to: number, names: MentionIndex): Mention | undefined {
  const servers = names.mayBe(text, from, lettersIn(text, from, to))
    ? names.servers.get(styleless(text.slice(from, to)))
    : undefined;
  for (const { before, of } of servers ?? []) {
    const start = from - before.length;
    if (start < 0 || text.slice(start, from).toLowerCase() !== before) continue;
    if (start > 0 && kindAt(text, start - 1) === LETTER) continue;
    if (isServerNext(text, to, text.slice(start, to).toLowerCase()))
      return { kind: 'server', from: start, to, of, isExact: true };
  }
  return undefined;
}

/** Where names begin and how long they are, so that most words are passed over without being cut out. */
export class MentionIndex {
  /** By skeleton. */
  readonly tools: ReadonlyMap<string, readonly ForeignTool[]>;
  /** By the last word of the server's name. */
  readonly servers: ReadonlyMap<string, readonly { before: string; of: Neighbour }[]>;
  #beginnings = new Uint8Array(LONGEST_KNOWN * LETTERS);

  constructor(tools: ReadonlyMap<string, readonly ForeignTool[]>, neighbours: readonly Neighbour[]) {
    const servers = new Map<string, { before: string; of: Neighbour }[]>();
    for (const of of neighbours)
      for (const words of namesOfServer(of)) {
        const last = words.at(-1)!;
        const before = words.length > 1 ? `${words.slice(0, -1).join(' ')} ` : '';
        servers.set(last, [...(servers.get(last) ?? []), { before, of }]);
      }
    this.tools = tools;
    this.servers = servers;
    for (const name of [...tools.keys(), ...servers.keys()])
      if (name.length >= SHORTEST) this.#beginnings[beginning(name.charCodeAt(0), name.length)] = 1;
  }

  /** Whether any name begins with that letter and has so many letters and digits. */
  mayBe(text: string, from: number, letters: number): boolean {
    return this.#beginnings[beginning(text.charCodeAt(from), letters)] === 1;
  }
}

/** Longer names share a place. */
const LONGEST_KNOWN = 64;
const LETTERS = 32;

function beginning(letter: number, length: number): number {
  return Math.min(length, LONGEST_KNOWN - 1) * LETTERS + (letter & (LETTERS - 1));
}

const EVERY_SERVER = new Set(['mcp', 'server', 'the', 'my', 'local', 'remote', 'official', 'tools', 'tool']);

/** Every text has a search tool. */
const NO_NAMES = new Set(
  'test example sample demo default system assistant client host search shell command api app web custom other another new main core base stdio http'.split(
    ' ',
  ),
);

/** What is left of its names when the words that every server has are out: `mcp-server-mail` is `mail`. */
function namesOfServer({ server, claims }: Neighbour): string[][] {
  const names = new Map<string, string[]>();
  for (const name of [server, claims ?? '']) {
    const words = wordsOfName(name).filter((word) => !EVERY_SERVER.has(word));
    const whole = words.join(' ');
    if (words.length === 0 || words.length > 4 || whole.length < SHORTEST || NO_NAMES.has(whole)) continue;
    names.set(whole, words);
  }
  return [...names.values()];
}

const SERVER_WORDS =
  /^['"`’”]?[ -]?(?:mcp\b|tools?\b|connector\b|integration\b|(server)\b|工具|服务器|ツール|サーバー|도구|서버)/i;
/** What is a server to everybody: the mail server is one that has nothing to do with MCP. */
const SERVERS_OF_ALL = new Set(
  'mail email smtp imap web http https file files ftp ssh dns api app git database db sql postgres mysql redis time proxy auth dev test remote local game media print backup'.split(
    ' ',
  ),
);

function isServerNext(text: string, to: number, name: string): boolean {
  const next = SERVER_WORDS.exec(text.slice(to, to + 16));
  if (next === null) return false;
  return (
    next[1] === undefined ||
    !SERVERS_OF_ALL.has(name) ||
    /^[ -]?server['"`]? (?:mcp|tool)/i.test(text.slice(to, to + 24))
  );
}

const TOOL_AFTER =
  /^['"`’”»」]?(?:\(\)?|[ -](?:mcp |api )?(?:tools?|functions?|herramienta|werkzeug|outil|ferramenta|strumento|aracı?|टूल|उपकरण)(?![\w-])| ?(?:工具|函数|ツール|도구|を|를|을))/i;
const TOOL_BEFORE =
  /(?:tools?|functions?|herramienta|werkzeug|outil|ferramenta|strumento|инструмент\p{L}{0,3}|أداة|الأداة|टूल|工具|函数|ツール|도구)(?: named| called)?[ :]{0,2}['"`“«「‘]?$/iu;
const OPENING = '`"\'“«「‘<';

/** Quoted, with brackets behind it, or with the word tool beside it. */
function isMarked(text: string, from: number, to: number): boolean {
  const isQuoted =
    from > 0 && OPENING.includes(text[from - 1]!) && to < text.length && /['"`”»」’>]/.test(text[to]!);
  return (
    isQuoted ||
    TOOL_AFTER.test(text.slice(to, to + 24)) ||
    TOOL_BEFORE.test(text.slice(Math.max(0, from - 32), from))
  );
}

function lettersIn(text: string, from: number, to: number): number {
  let letters = 0;
  for (let at = from; at < to; at++) {
    const kind = kindAt(text, at);
    if (kind === LETTER || kind === DIGIT) letters++;
  }
  return letters;
}

function isParting(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 0x2e || c === 0x3a || c === 0x2f || (c === 0x5f && text.charCodeAt(at + 1) === 0x5f);
}

const NONE = 0;
const LETTER = 1;
const DIGIT = 2;
const JOINT = 3;

const kinds = new Uint8Array(128);
for (let c = 0; c < 128; c++) {
  const one = String.fromCharCode(c);
  kinds[c] = /[A-Za-z]/.test(one) ? LETTER : /\d/.test(one) ? DIGIT : /[_\-.:/]/.test(one) ? JOINT : NONE;
}

function kindAt(text: string, at: number): number {
  const c = text.charCodeAt(at);
  return c < 128 ? kinds[c]! : NONE;
}
