import { KIND, kindOf } from './fold.ts';

/** A full stop ends a sentence before a blank, a quote, a bracket or the end; not in `evil.com`. */
export function isEnd(text: string, at: number): boolean {
  if (at >= text.length) return true;
  const kind = kindOf(text.charCodeAt(at));
  return (
    kind === KIND.blank ||
    kind === KIND.line ||
    kind === KIND.pause ||
    kind === KIND.end ||
    text[at] === '<' ||
    text[at] === '*' ||
    text[at] === "'"
  );
}

/** A line end that ends a sentence: an empty line follows, or a bullet, a heading, a number, a tag. */
export function isParagraph(text: string, from: number): boolean {
  let at = from + 1;
  for (const most = Math.min(text.length, from + 40); at < most; at++) {
    const kind = kindOf(text.charCodeAt(at));
    if (kind === KIND.line) {
      if (text[at] === '\n' && text[at - 1] === '\r' && at === from + 1) continue;
      return true;
    }
    if (kind !== KIND.blank) break;
  }
  const first = text[at];
  return (
    first === undefined ||
    first === '-' ||
    first === '*' ||
    first === '#' ||
    first === '>' ||
    first === '<' ||
    (first === '`' && text.startsWith('```', at)) ||
    first === '|' ||
    first === '•' ||
    first === '@' ||
    (first >= '0' && first <= '9')
  );
}
