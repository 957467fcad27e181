import type { Rule } from '../../rule.ts';
import type { Text } from '../../text.ts';
import { hidingOf, tagsIn, type Tag } from '../../views/tags.ts';
import { TRAIT } from '../../views/traits.ts';

interface Hidden {
  from: number;
  to: number;
  words: string;
  how: string;
}

export const hiddenMarkup: Rule = {
  meta: {
    id: 'hidden-markup',
    version: 3,
    title: 'Words in markup that is not drawn',
    family: 'hidden',
    severity: 'medium',
    confidence: 'firm',
    about:
      'HTML comments, elements that are styled away and Markdown reference lines are not drawn where text is rendered. A model is given them like any other word.',
    falsePositives:
      'Pages have comments and hidden elements by the dozen; in what tools return this is info. Short comments that only mark a place are left alone.',
    fix: 'Take comments and hidden elements out of descriptions; give models the text of a page as it is drawn.',
    references: ['OWASP MCP03', 'CWE-451'],
  },
  reads: { traits: TRAIT.angle | TRAIT.bracket },
  watch(report) {
    return {
      text(text) {
        const found = hiddenIn(text);
        const [first] = found;
        if (first === undefined) return;
        report({
          at: text.place(first.from, first.to, first.words),
          and: found.slice(1).map(({ from, to }) => text.place(from, to)),
          severity:
            text.isDefinition || text.field === 'elicitation'
              ? found.some(({ words }) => wordsIn(words) >= FEWEST_OF_AN_ORDER)
                ? 'medium'
                : 'low'
              : 'info',
          says: `${first.how} holds “${first.words.slice(0, 120)}”${found.length > 1 ? `; ${found.length - 1} more like it` : ''}.`,
        });
      },
    };
  },
};

/** A reference line that leads nowhere: only a comment is written so. */
const REFERENCE =
  /^ {0,3}\[(?:(?:\/\/|comment|_metadata_|\^?#)\]: |[^\]\n]{1,60}\]: ?(?:#|<>|\/) ?(?=[("']))/gim;

/** Fewer words mark a place or name a section; they tell a model nothing. */
const FEWEST_WORDS = 3;
const FEWEST_OF_AN_ORDER = 5;
const MOST = 50;
/** Words of a hidden element are looked for so far behind its tag. */
const MOST_INSIDE = 2000;

function hiddenIn(text: Text): Hidden[] {
  const { value } = text;
  const found: Hidden[] = [];
  if (text.has(TRAIT.angle))
    for (const tag of tagsIn(value)) {
      if (found.length >= MOST) return found;
      const hidden = ofTag(value, tag);
      if (hidden !== undefined && isSaying(hidden.words)) found.push(hidden);
    }
  if (text.has(TRAIT.angle) && text.isDefinition) {
    const open = unclosedComment(value);
    if (open !== undefined && isSaying(open.words)) found.push(open);
  }
  if (text.has(TRAIT.bracket))
    for (const start of value.matchAll(REFERENCE)) {
      if (found.length >= MOST) return found;
      const from = start.index;
      const lineEnd = value.indexOf('\n', from);
      const to = lineEnd === -1 ? value.length : lineEnd;
      const words = value
        .slice(from + start[0].length, to)
        .replace(/^(?:#|<>|\/) ?/, '')
        .trim();
      if (isSaying(words)) found.push({ from, to, words, how: 'A Markdown comment' });
    }
  return found;
}

function ofTag(text: string, tag: Tag): Hidden | undefined {
  if (tag.inner !== undefined)
    return {
      from: tag.from,
      to: tag.to,
      words: text.slice(tag.inner.from, tag.inner.to).trim(),
      how: 'A comment',
    };
  const hiding = hidingOf(text, tag);
  if (hiding === undefined) return undefined;
  const inside = text.slice(tag.to, tag.to + MOST_INSIDE);
  const close = inside.indexOf(`</${tag.name}`);
  const to = tag.to + (close === -1 ? inside.length : close);
  return {
    from: tag.from,
    to,
    words: text
      .slice(tag.to, to)
      .replace(/<[^<>]*>/g, ' ')
      .trim(),
    how: `An element that is not drawn (${hiding})`,
  };
}

/** Where a page is drawn, a comment that does not end takes the rest with it. */
function unclosedComment(text: string): Hidden | undefined {
  const from = text.lastIndexOf('<!--');
  if (from === -1 || text.includes('-->', from)) return undefined;
  return { from, to: text.length, words: text.slice(from + 4).trim(), how: 'A comment without an end' };
}

function isSaying(words: string): boolean {
  return wordsIn(words) >= FEWEST_WORDS;
}

function wordsIn(words: string): number {
  return words.slice(0, 1000).match(/(?<![\p{L}\p{N}_./:-])\p{L}{2,}/gu)?.length ?? 0;
}
