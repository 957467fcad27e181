/** A place of Markdown or HTML where an address is followed or loaded. */
export interface LinkSlot {
  readonly kind: 'image' | 'link' | 'attribute';
  /** `img`, `a`; empty in Markdown. */
  readonly tag: string;
  readonly attribute: string;
  /** What a reader sees of a Markdown link. */
  readonly label: string;
  readonly target: string;
  /** Of the target in the text. */
  readonly from: number;
  readonly to: number;
}

const MOST_SLOTS = 300;
const LONGEST_TARGET = 4096;
const LONGEST_LABEL = 300;
const MOST_ATTRIBUTES = 40;
/** Brackets that are looked at; a text with more of them is made against the reader. */
const MOST_TRIES = 20_000;
/** Characters that are looked at for links that do not end. */
const MOST_VAIN = 400_000;

/** Markdown links and images, inline and by reference, and addresses in attributes of HTML. Linear. */
export function linkSlotsIn(text: string): LinkSlot[] {
  const found: LinkSlot[] = [];
  if (text.includes('](')) inlineLinks(text, found);
  if (text.includes(']:')) referenceLinks(text, found);
  if (text.includes('<')) htmlAttributes(text, found);
  return found;
}

function inlineLinks(text: string, found: LinkSlot[]): void {
  let vain = 0;
  let tries = 0;
  for (let at = text.indexOf(']('); at !== -1 && found.length < MOST_SLOTS; at = text.indexOf('](', at + 2)) {
    if (++tries > MOST_TRIES) return;
    const open = labelStart(text, at);
    if (open === -1) continue;
    const target = inlineTarget(text, at + 2);
    if (target === undefined) {
      const line = text.indexOf('\n', at);
      vain += Math.min(LONGEST_TARGET, (line === -1 ? text.length : line) - at);
      if (vain > MOST_VAIN) return;
      continue;
    }
    found.push({
      kind: text[open - 1] === '!' ? 'image' : 'link',
      tag: '',
      attribute: '',
      label: text.slice(open + 1, at),
      target: text.slice(target.from, target.to),
      ...target,
    });
  }
}

/** The bracket that `]` at this place closes; an image inside a label has its own pair. */
function labelStart(text: string, close: number): number {
  let depth = 0;
  for (let at = close; at >= 0 && close - at < LONGEST_LABEL; at--) {
    if (text[at] === ']') depth++;
    else if (text[at] === '[' && --depth === 0) return at;
  }
  return -1;
}

function inlineTarget(text: string, from: number): { from: number; to: number } | undefined {
  let start = from;
  while (text[start] === ' ') start++;
  const isAngled = text[start] === '<';
  if (isAngled) start++;
  let depth = 0;
  let braces = 0;
  for (let at = start; at < text.length && at - start < LONGEST_TARGET; at++) {
    const c = text[at]!;
    if (c === '\n') return undefined;
    if (isAngled) {
      if (c === '>') return { from: start, to: at };
      continue;
    }
    if (c === '{') braces++;
    else if (c === '}') braces--;
    // Models and people write placeholders with blanks; a title begins with a quote.
    else if (c === ' ' && braces <= 0 && /["'(]/.test(text[at + 1] ?? '')) return { from: start, to: at };
    else if (c === '(') depth++;
    else if (c === ')' && depth-- === 0) return at === start ? undefined : { from: start, to: at };
  }
  return undefined;
}

/** `[name]: https://…` at the start of a line; images when `![…][name]` or `![name]` is in the text. */
function referenceLinks(text: string, found: LinkSlot[]): void {
  let images: Set<string> | undefined;
  let tries = 0;
  for (let at = text.indexOf(']:'); at !== -1 && found.length < MOST_SLOTS; at = text.indexOf(']:', at + 2)) {
    if (++tries > MOST_TRIES) return;
    const open = labelStart(text, at);
    if (open === -1 || !/^[\n]?$/.test(text.slice(Math.max(0, open - 1), open))) continue;
    let from = at + 2;
    while (text[from] === ' ' || text[from] === '<') from++;
    let to = from;
    while (to < text.length && to - from < LONGEST_TARGET && text[to]! > ' ' && text[to] !== '>') to++;
    if (to === from) continue;
    const label = text.slice(open + 1, at);
    images ??= imageReferences(text);
    const kind = images.has(label.toLowerCase()) ? 'image' : 'link';
    // A definition shows no label of its own to a reader.
    found.push({ kind, tag: '', attribute: '', label: '', target: text.slice(from, to), from, to });
  }
}

function imageReferences(text: string): Set<string> {
  const names = new Set<string>();
  let tries = 0;
  for (let at = text.indexOf('!['); at !== -1 && ++tries < MOST_TRIES; at = text.indexOf('![', at + 2)) {
    const near = text.slice(at + 2, at + 2 + 2 * LONGEST_LABEL);
    const close = near.indexOf(']');
    if (close === -1) continue;
    const second = near[close + 1] === '[' ? near.indexOf(']', close + 2) : -1;
    names.add((second > close + 2 ? near.slice(close + 2, second) : near.slice(0, close)).toLowerCase());
  }
  return names;
}

const ADDRESSED = new Set(
  'src href action formaction srcset data poster background content xlink:href cite manifest ping srcdoc style'.split(
    ' ',
  ),
);
const TAG_START = /[a-zA-Z]/;

function htmlAttributes(text: string, found: LinkSlot[]): void {
  let tries = 0;
  for (let at = text.indexOf('<'); ++tries < MOST_TRIES && at !== -1 && found.length < MOST_SLOTS;) {
    const next = TAG_START.test(text[at + 1] ?? '') ? tagAt(text, at, found) : at + 1;
    at = text.indexOf('<', next);
  }
}

/** Reads one tag with its attributes; answers where reading goes on. */
function tagAt(text: string, open: number, found: LinkSlot[]): number {
  let at = open + 1;
  while (at < text.length && /[a-zA-Z0-9:-]/.test(text[at]!) && at - open < 40) at++;
  const tag = text.slice(open + 1, at).toLowerCase();
  for (let count = 0; count < MOST_ATTRIBUTES && at < text.length; count++) {
    while (at < text.length && (text[at]! <= ' ' || text[at] === '/')) at++;
    const nameAt = at;
    while (at < text.length && text[at]! > ' ' && !'=<>"\'/'.includes(text[at]!)) at++;
    if (at === nameAt || text[at] === '<') return Math.max(at, open + 1);
    const attribute = text.slice(nameAt, Math.min(at, nameAt + 40)).toLowerCase();
    while (text[at] === ' ') at++;
    if (text[at] !== '=') continue;
    at++;
    while (text[at] === ' ') at++;
    // `\"`: HTML inside JSON inside a text.
    if (text[at] === '\\') at++;
    const quote = text[at] === '"' || text[at] === "'" ? text[at]! : '';
    if (quote !== '') at++;
    const from = at;
    if (quote === '') while (at < text.length && text[at]! > ' ' && text[at] !== '>') at++;
    else while (at < text.length && text[at] !== quote && at - from < LONGEST_TARGET) at++;
    if (ADDRESSED.has(attribute) && at > from && found.length < MOST_SLOTS)
      found.push({
        kind: 'attribute',
        tag,
        attribute,
        label: '',
        target: text.slice(from, at),
        from,
        to: at,
      });
    if (quote !== '') at++;
  }
  return Math.max(at, open + 1);
}
