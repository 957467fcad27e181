import { plainView } from './plain.ts';
import { Rewriting } from './rewriting.ts';
import { attributesOf, isInline, tagsIn, type Tag } from './tags.ts';
import { TRAIT } from './traits.ts';
import { parsedView, type View } from './view.ts';

/**
 * Words without their tags, so that `ig<b></b>nore` is a word: those of comments, of hidden elements and of
 * attributes that hold words too. Emphasis of Markdown within a word goes the same way. Then as the plain view.
 */
export function markupView(parsed: View, traits: number): View {
  const source = parsed.text;
  const made = new Rewriting(source);
  let kept = 0;
  const skip = (from: number, to: number, blank: boolean): void => {
    words(source, made, kept, from);
    if (blank) made.put(' ', from, to);
    kept = to;
  };
  if ((traits & TRAIT.angle) !== 0)
    for (const tag of tagsIn(source)) {
      if (tag.inner !== undefined) {
        skip(tag.from, tag.inner.from, true);
        skip(tag.inner.to, tag.to, true);
        continue;
      }
      const said = wordsOf(source, tag);
      skip(tag.from, said[0]?.from ?? tag.to, said.length > 0 || !isInline(tag));
      for (const [k, { from, to }] of said.entries()) {
        made.keep(from, to);
        const next = said[k + 1]?.from ?? tag.to;
        made.put(' ', to, next);
        kept = next;
      }
    }
  if (kept === 0 && !hasEmphasis(source)) return parsed;
  words(source, made, kept, source.length);
  const text = made.text();
  if (text === source) return parsed;
  const plain = plainView(parsedView(text), traits | TRAIT.uneven);
  return {
    kind: 'markup',
    text: plain.text,
    origin: (from, to) => {
      const inner = plain.origin(from, to);
      return made.origin(inner.from, inner.to);
    },
  };
}

/** Attributes that hold words, whatever they are called: a blank between letters is what an address or an id has not. */
function wordsOf(text: string, tag: Tag): { from: number; to: number }[] {
  if (tag.kind !== 'open') return [];
  return attributesOf(text, tag).filter(
    ({ name, from, to }) =>
      name !== 'class' &&
      name !== 'style' &&
      /[^\s\d] +[^\s\d]/.test(text.slice(from, Math.min(to, from + 400))),
  );
}

/** `**`, `~~`, `*` and back quotes between two letters; underscores are part of names. */
const EMPHASIS = /(?<=\p{L})(?:\*\*|~~|\*|`)(?=\p{L})/gu;

function hasEmphasis(text: string): boolean {
  return (text.includes('*') || text.includes('~~') || text.includes('`')) && text.search(EMPHASIS) !== -1;
}

function words(source: string, made: Rewriting, from: number, to: number): void {
  let kept = from;
  if (to > from)
    for (const mark of source.slice(from, to).matchAll(EMPHASIS)) {
      made.keep(kept, from + mark.index);
      kept = from + mark.index + mark[0].length;
    }
  made.keep(kept, to);
}
