import { readHost, type Host } from './host.ts';

/**
 * An address taken apart as it was written. The platform's URL would resolve the very tricks that
 * rules look for, and throws.
 */
export interface Url {
  readonly written: string;
  /** Lower case, without the blanks browsers drop; `` for one that begins with `//`. */
  readonly scheme: string;
  /** Tabs, line ends or controls stand in front of or inside the scheme. */
  readonly hasBlankInScheme: boolean;
  /** What stands between scheme and host, as written: `//`. */
  readonly slashes: string;
  /** Before the last `@`, as written. */
  readonly userinfo: string | undefined;
  /** As written; `host` is what it comes to. */
  readonly hostWritten: string;
  readonly host: Host | undefined;
  readonly port: string;
  /** From the first `/` after the host. For `mailto:x`, all after the colon. */
  readonly path: string;
  /** Without its `?`. */
  readonly query: string;
  readonly fragment: string;
}

/** Where an address stands in a text. */
export interface FoundUrl extends Url {
  readonly from: number;
  readonly to: number;
}

/** Schemes whose addresses have a host, and where browsers take `\` for `/`. */
const WITH_HOST = new Set(['http', 'https', 'ws', 'wss', 'ftp', '']);
/** Longer addresses are cut. */
const MOST = 8192;
/** Of one text. */
const MOST_FOUND = 500;
const LONGEST_SCHEME = 24;
const LONGEST_SLOT = 120;

/**
 * Addresses with a scheme and slashes, from left to right, without punctuation of the sentence around
 * them. Placeholders such as `{{ name }}` belong to them though they hold blanks. Linear.
 */
export function urlsIn(text: string): FoundUrl[] {
  const found: FoundUrl[] = [];
  let done = 0;
  // `https:\\host`, and `https:\\/\\/host` out of escaped JSON.
  let slanted = text.indexOf(':\\');
  let straight = text.indexOf(':/');
  while ((straight !== -1 || slanted !== -1) && found.length < MOST_FOUND) {
    const at = straight === -1 ? slanted : slanted === -1 ? straight : Math.min(straight, slanted);
    const from = schemeStart(text, at, done);
    done = at + 1;
    // One letter is a drive of Windows.
    if (from + 1 < at && isSlash(text, at + 1) && (isSlash(text, at + 2) || text[at + 1] === '\\')) {
      const to = endOf(text, at);
      if (to > at + 3) {
        found.push({ ...readUrl(text.slice(from, to)), from, to });
        done = to;
      }
    }
    if (straight !== -1 && straight < done) straight = text.indexOf(':/', done);
    if (slanted !== -1 && slanted < done) slanted = text.indexOf(':\\', done);
  }
  return found;
}

function isSlash(text: string, at: number): boolean {
  return text[at] === '/' || text[at] === '\\';
}

function schemeStart(text: string, colon: number, floor: number): number {
  let at = colon;
  while (at > floor && colon - at < LONGEST_SCHEME && isSchemeCharacter(text.charCodeAt(at - 1))) at--;
  while (at < colon && !isLetter(text.charCodeAt(at))) at++;
  return at;
}

function isLetter(c: number): boolean {
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x41 && c <= 0x5a);
}

function isSchemeCharacter(c: number): boolean {
  return isLetter(c) || (c >= 0x30 && c <= 0x39) || c === 0x2b || c === 0x2d || c === 0x2e;
}

const CLOSER: Readonly<Record<string, string>> = { '{': '}', '<': '>', '[': ']', '(': ')' };
const ENDS = new Set([...'"\'`|^，。、；：（）「」『』《》“”‘’']);
const AFTER = new Set([...'.,;:!?*_~\'"']);

function endOf(text: string, colon: number): number {
  const most = Math.min(text.length, colon + MOST);
  const open: string[] = [];
  let at = colon + 1;
  while (at < most) {
    if (isSchemeCharacter(text.charCodeAt(at))) {
      at++;
      continue;
    }
    const c = text[at]!;
    if (c <= ' ' || c === '\u007f' || ENDS.has(c)) break;
    // Of a backslash later than the first slashes only `\/` (escaped JSON) and `\@` (a trick) go on.
    if (c === '\\' && at > colon + 4 && text[at + 1] !== '@' && text[at + 1] !== '/') break;
    if (c === '{' || c === '<') {
      const close = slotEnd(text, at, c, most);
      if (close !== -1) {
        at = close + 1;
        continue;
      }
      if (c === '<') break;
    }
    if (c === '>' || c === '}') break;
    if (c === '[' || c === '(') {
      if (open.length < 8) open.push(CLOSER[c]!);
    } else if (c === ']' || c === ')') {
      if (open.pop() !== c) break;
    }
    at++;
  }
  while (at > colon && AFTER.has(text[at - 1]!)) at--;
  return at;
}

/** The end of `{…}` or `<word>`; -1 where none is near, or where `<…>` is a tag. */
function slotEnd(text: string, at: number, open: string, most: number): number {
  if (open === '<' && !/[=/?&.]/.test(text[at - 1]!)) return -1;
  const last = Math.min(most, at + LONGEST_SLOT);
  for (let k = at + 1; k < last; k++) {
    const c = text[k]!;
    if (c === CLOSER[open]) return text[k + 1] === CLOSER[open] && open === '{' ? k + 1 : k;
    if (c < ' ' || c === '"' || (open === '<' && (c === '/' || c === '=' || c === '<'))) return -1;
    // `{{{{…` would otherwise be looked through again from every brace.
    if (open === '{' && c === '{' && k > at + 1) return -1;
  }
  return -1;
}

/** Takes one address apart, as a browser would follow it. Never throws; what is none has no scheme and no host. */
export function readUrl(written: string): Url {
  const text = written.length > MOST ? written.slice(0, MOST) : written;
  const colon = schemeEnd(text);
  const head = text.slice(0, Math.max(colon, 0));
  const scheme = head.replace(/[\0- ]+/g, '').toLowerCase();
  let rest = text.slice(colon + 1);
  const hasBlankInScheme = scheme.length !== head.length;
  if (rest.includes('\\/')) rest = rest.replace(/\\\//g, '/');
  let slashes = '';
  if (colon === -1 ? rest.startsWith('//') : WITH_HOST.has(scheme) || rest.startsWith('//')) {
    let count = 0;
    while (isSlash(rest, count)) count++;
    slashes = rest.slice(0, scheme === 'file' ? Math.min(count, 2) : count);
    rest = rest.slice(slashes.length);
  }
  const [beforeFragment, fragment] = cut(rest, '#');
  const [beforeQuery, query] = cut(beforeFragment, '?');
  const shared = { written, scheme, hasBlankInScheme, slashes, query, fragment };
  if (slashes === '')
    return { ...shared, userinfo: undefined, hostWritten: '', host: undefined, port: '', path: beforeQuery };
  const pathAt = pathStart(beforeQuery, scheme);
  const authority = beforeQuery.slice(0, pathAt);
  const at = authority.lastIndexOf('@');
  const { host, port } = hostAndPort(authority.slice(at + 1));
  return {
    ...shared,
    userinfo: at === -1 ? undefined : authority.slice(0, at),
    hostWritten: host,
    host: host === '' ? undefined : readHost(host),
    port,
    path: beforeQuery.slice(pathAt),
  };
}

/** The colon after a scheme, blanks and controls inside skipped as browsers do; -1 without one. */
function schemeEnd(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length && at < 200; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x3a) return letters > 0 ? at : -1;
    if (c === 0x09 || c === 0x0a || c === 0x0d || (c <= 0x20 && letters === 0)) continue;
    if (!isSchemeCharacter(c) || ++letters > LONGEST_SCHEME) return -1;
  }
  return -1;
}

function cut(text: string, mark: string): [string, string] {
  // A mark inside a placeholder, as in `{?x}`, is none.
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const c = text[at];
    if (c === '{') depth++;
    else if (c === '}') depth = Math.max(0, depth - 1);
    else if (c === mark && depth === 0) return [text.slice(0, at), text.slice(at + 1)];
  }
  return [text, ''];
}

function pathStart(text: string, scheme: string): number {
  for (let at = 0; at < text.length; at++)
    if (text[at] === '/' || (text[at] === '\\' && WITH_HOST.has(scheme))) return at;
  return text.length;
}

function hostAndPort(text: string): { host: string; port: string } {
  const end = text.startsWith('[') ? text.indexOf(']') + 1 : 0;
  const colon = text.indexOf(':', end);
  return colon === -1
    ? { host: text, port: '' }
    : { host: text.slice(0, colon), port: text.slice(colon + 1) };
}

/** Whether a browser or a program would fetch it over the network. */
export function isWeb(url: Url): boolean {
  return url.host !== undefined && (WITH_HOST.has(url.scheme) || url.scheme === '');
}

/** `https://host` as a reader may be shown it: server text, cut. */
export function shownUrl(url: Url, most = 100): string {
  return url.written.length > most ? `${url.written.slice(0, most)}…` : url.written;
}
