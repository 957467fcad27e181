import type { Rule } from '../../rule.ts';
import type { Text } from '../../text.ts';
import { TRAIT } from '../../views/traits.ts';

export const hiddenUnicodeTags: Rule = {
  meta: {
    id: 'hidden-unicode-tags',
    version: 1,
    title: 'Hidden text in Unicode tag characters',
    family: 'hidden',
    severity: 'critical',
    confidence: 'certain',
    about:
      'Tag characters (U+E0000 to U+E007F) are not drawn, but a model reads them as letters. Outside the flags of England, Scotland and Wales they have no honest use.',
    falsePositives: 'None known: the flags are recognised as whole sequences.',
    fix: 'Strip U+E0000 to U+E007F before text reaches a model, and ask the author of the server how they came there.',
    references: ['OWASP MCP03', 'CWE-451', 'UTS 51 annex C'],
  },
  reads: { traits: TRAIT.nonAscii },
  watch(report) {
    return {
      text(text) {
        const runs = runsIn(text);
        const first = runs[0];
        if (first === undefined) return;
        const letters = runs.map(({ from, to }) => read(text.value.slice(from, to))).join('');
        const count = runs.reduce((sum, { from, to }) => sum + (to - from) / 2, 0);
        const isWords = letters.replace(/[^A-Za-z]/g, '').length >= 3;
        report({
          at: text.place(first.from, first.to, letters === '' ? undefined : letters),
          and: runs.slice(1, 9).map(({ from, to }) => text.place(from, to)),
          sameAs: letters,
          severity: isWords ? 'critical' : 'high',
          says: isWords
            ? `${count} characters that nobody sees spell “${letters.slice(0, 120)}”.`
            : `${count === 1 ? 'A tag character' : `${count} tag characters`} that nobody sees ${count === 1 ? 'stands' : 'stand'} here.`,
        });
      },
    };
  },
};

/** England, Scotland, Wales: a black flag, the tags of the region, the end tag (RGI_Emoji_Tag_Sequence). */
const FLAG =
  /\u{1f3f4}(?:\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f})/gu;

/** UTF-16 units of one of them. */
const FLAG_LENGTH = 14;

function runsIn(text: Text): { from: number; to: number }[] {
  const { value } = text;
  if (!value.includes('\u{db40}')) return [];
  const flags = [...value.matchAll(FLAG)].map((flag) => flag.index);
  let flag = 0;
  const runs: { from: number; to: number }[] = [];
  for (let at = value.indexOf('\u{db40}'); at !== -1; at = value.indexOf('\u{db40}', at + 2)) {
    const low = value.charCodeAt(at + 1);
    if (low < 0xdc00 || low > 0xdc7f) continue;
    while (flag < flags.length && flags[flag]! + FLAG_LENGTH <= at) flag++;
    if (flag < flags.length && at >= flags[flag]!) continue;
    const last = runs.at(-1);
    if (last?.to === at) last.to = at + 2;
    else runs.push({ from: at, to: at + 2 });
  }
  return runs;
}

/** Each tag stands for the ASCII character 0xE0000 below it. */
function read(tags: string): string {
  return [...tags]
    .map((tag) => tag.codePointAt(0)! - 0xe0000)
    .filter((code) => code >= 0x20 && code < 0x7f)
    .map((code) => String.fromCharCode(code))
    .join('');
}
