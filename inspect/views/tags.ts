/** A tag, comment or declaration of HTML at [from, to) of a text. */
export interface Tag {
  kind: 'open' | 'close' | 'comment' | 'other';
  /** Lower case; empty for comments. */
  name: string;
  from: number;
  to: number;
  /** Of a comment: where its words stand. */
  inner?: { from: number; to: number };
}

/** A tag goes over no more characters than this. */
const MOST_OF_A_TAG = 16 * 1024;
const NAME = /^[A-Za-z][A-Za-z0-9:-]{0,40}/;

/** Tags from left to right; what only looks like one (`a < b`) is none. Each character is read once or twice. */
export function* tagsIn(text: string): Generator<Tag> {
  let unclosedFrom = Infinity;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      const end = at < unclosedFrom ? text.indexOf('-->', at + 4) : -1;
      if (end === -1) unclosedFrom = Math.min(unclosedFrom, at);
      else {
        yield { kind: 'comment', name: '', from: at, to: end + 3, inner: { from: at + 4, to: end } };
        at = end + 3;
        continue;
      }
    }
    const tag = tagAt(text, at);
    if (tag !== undefined) yield tag;
    at = tag?.to ?? at + 1;
  }
}

function tagAt(text: string, from: number): Tag | undefined {
  const next = text[from + 1];
  const isClose = next === '/';
  const start = from + (isClose ? 2 : 1);
  const name = NAME.exec(text.slice(start, start + 42))?.[0];
  if (name === undefined && next !== '!' && next !== '?') return undefined;
  const to = endOfTag(text, start);
  if (to === undefined) return undefined;
  const kind = name === undefined ? 'other' : isClose ? 'close' : 'open';
  return { kind, name: name?.toLowerCase() ?? '', from, to };
}

function endOfTag(text: string, from: number): number | undefined {
  let quote = 0;
  const last = Math.min(text.length, from + MOST_OF_A_TAG);
  for (let at = from; at < last; at++) {
    const c = text.charCodeAt(at);
    if (quote !== 0) {
      if (c === quote) quote = 0;
    } else if (c === 0x3e) return at + 1;
    else if (c === 0x3c) return undefined;
    else if ((c === 0x22 || c === 0x27) && text.charCodeAt(at - 1) === 0x3d) quote = c;
  }
  return undefined;
}

export interface Attribute {
  name: string;
  /** Where its value stands, without quotes. */
  from: number;
  to: number;
}

/** Attributes of an opening tag that have a value. */
export function attributesOf(text: string, tag: Tag): Attribute[] {
  const found: Attribute[] = [];
  let at = tag.from + 1 + tag.name.length;
  while (at < tag.to - 1 && found.length < 64) {
    // Within the tag only: a text of tags without one would be read to its end for each of them.
    const equals = at + text.slice(at, tag.to).indexOf('=');
    if (equals < at) break;
    const name = /[^\s"'<>/]{1,60}$/.exec(text.slice(Math.max(at, equals - 61), equals).trimEnd())?.[0] ?? '';
    let from = equals + 1;
    while (text[from] === ' ') from++;
    const quote = text[from];
    let to: number;
    if (quote === '"' || quote === "'") {
      to = text.indexOf(quote, ++from);
      if (to === -1 || to >= tag.to) to = tag.to - 1;
    } else {
      to = from;
      while (to < tag.to - 1 && !/\s/.test(text[to]!)) to++;
    }
    if (name !== '') found.push({ name: name.toLowerCase(), from, to });
    at = Math.max(to + 1, equals + 1);
  }
  return found;
}

/** Elements that stand within a line: words run on through them. */
const INLINE = new Set(
  'a abbr b bdi bdo big cite code del dfn em font i ins kbd label mark q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
);

export function isInline(tag: Tag): boolean {
  return INLINE.has(tag.name);
}

/** Written so that it is not drawn, as far as the tag itself says it. In words, for people; undefined when it is drawn. */
export function hidingOf(text: string, tag: Tag): string | undefined {
  if (tag.kind !== 'open') return undefined;
  if (tag.name === 'template') return 'a template';
  const whole = text.slice(tag.from, Math.min(tag.to, tag.from + 2048)).toLowerCase();
  if (/\shidden(?=[\s>=/])/.test(whole) && !/\shidden=["']?(?:false|until-found)/.test(whole))
    return 'hidden';
  const attributes = attributesOf(text, tag);
  if (tag.name === 'font') {
    const color = attributes.find(({ name }) => name === 'color');
    if (color !== undefined && isWhite(text.slice(color.from, Math.min(color.to, color.from + 40))))
      return 'white letters';
  }
  const style = attributes.find(({ name }) => name === 'style');
  if (style === undefined) return undefined;
  const css = plainCss(text.slice(style.from, Math.min(style.to, style.from + 2048)));
  const known = HIDING.find(([expression]) => expression.test(css))?.[1];
  if (known !== undefined) return known;
  if (SIZELESS.test(css) && css.includes('overflow:hidden')) return 'no size';
  const letters = /(?:^|;)color:([^;!]{1,40})/.exec(css)?.[1];
  const ground = /(?:^|;)background(?:-color)?:([^;!]{1,200})/.exec(css)?.[1];
  if (letters === undefined || !isWhite(letters)) return undefined;
  return ground === undefined || isWhite(ground) ? 'white letters' : undefined;
}

/** Lower case, without blanks and comments, escapes read: `dis\70lay` is `display`. */
function plainCss(style: string): string {
  return style
    .replace(/\/\*[^*]{0,200}\*\//g, '')
    .replace(/\\([0-9a-f]{1,6})[\t\n ]?/gi, (_, hex: string) => {
      const code = Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '';
    })
    .toLowerCase()
    .replace(/[\t\n\r ]+/g, '');
}

function isWhite(color: string): boolean {
  return /^(?:white|#f[d-f]?f[d-f]?f[d-f]?|#ffffffff|rgba?\(25[3-5],25[3-5],25[3-5](?:,1)?\)|hsl\([^)]{1,12},100%\))$/i.test(
    color.trim(),
  );
}

const SIZELESS = /(?:^|;)(?:max-)?(?:height|width):0(?:px|em|rem|%)?(?:;|!|$)/;
const HIDING: readonly [RegExp, string][] = [
  [/(?:^|;)display:none/, 'display: none'],
  [/(?:^|;)visibility:(?:hidden|collapse)/, 'visibility: hidden'],
  [/(?:^|;)opacity:(?:0|0?\.0\d{0,8}|[0-4]%)(?:%|;|!|$)/, 'opacity: 0'],
  [/(?:^|;)transform:scale\(0(?:\.0\d{0,4})?\)/, 'scaled away'],
  [/(?:^|;)font-size:(?:0|0?\.\d|1px)(?:px|pt|em|rem|%|;|!|$)?(?:;|!|$|[a-z])/, 'font-size: 0'],
  [/(?:^|;)(?:text-indent|left|top|right|margin-left|margin-top):-\d{3,}/, 'moved off the page'],
  [/(?:^|;)clip(?:-path)?:(?:rect\(0|rect\(1px,?1px|inset\((?:50|100)%|circle\(0)/, 'clipped away'],
  [/(?:^|;)color:(?:transparent|rgba\([^)]{0,30},0\))/, 'transparent letters'],
];
