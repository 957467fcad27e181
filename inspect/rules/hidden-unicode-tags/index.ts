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
    references: ['OWASP MCP03', 'CWE-1007', 'UTS 51 annex C'],
  },
  reads: { traits: TRAIT.nonAscii },
  watch(report) {
    return {
      text(text) {
        for (const { from, to } of runsIn(text)) {
          const letters = read(text.value.slice(from, to));
          const isWords = (letters.match(/[A-Za-z]/g) ?? []).length >= 3;
          report({
            at: text.place(from, to, letters === '' ? undefined : letters),
            severity: isWords ? 'critical' : 'high',
            says: isWords
              ? `${(to - from) / 2} characters that nobody sees spell “${letters.slice(0, 120)}”.`
              : `${(to - from) / 2} tag characters stand here that nobody sees.`,
          });
        }
      },
    };
  },
};

/** England, Scotland, Wales: a black flag, the tags of the region, the end tag (RGI_Emoji_Tag_Sequence). */
const FLAG =
  /\u{1f3f4}(?:\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f})/gu;

function runsIn(text: Text): { from: number; to: number }[] {
  const { value } = text;
  if (!value.includes('\u{db40}')) return [];
  const flags = [...value.matchAll(FLAG)].map((flag) => ({
    from: flag.index,
    to: flag.index + flag[0].length,
  }));
  const runs: { from: number; to: number }[] = [];
  for (let at = value.indexOf('\u{db40}'); at !== -1; at = value.indexOf('\u{db40}', at + 2)) {
    const low = value.charCodeAt(at + 1);
    if (low < 0xdc00 || low > 0xdc7f || flags.some((flag) => at >= flag.from && at < flag.to)) continue;
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
