import type { Rule } from '../../rule.ts';
import type { Text } from '../../text.ts';
import { alphabetOf, isStyled, lookAlike } from '../../views/confusables.ts';
import { TRAIT } from '../../views/traits.ts';

export const confusableName: Rule = {
  meta: {
    id: 'confusable-name',
    version: 2,
    title: 'A name with letters that look like others',
    family: 'naming',
    severity: 'high',
    confidence: 'firm',
    about:
      'A name mixes Latin letters with letters of another alphabet that look the same, or looks like another name of the same server. A person takes it for a name they know; for a program it is another one.',
    falsePositives:
      'Names wholly in another alphabet are fine, and so are names that mix alphabets with letters that cannot be taken for Latin ones.',
    fix: 'Write names in one alphabet; refuse tools whose names mix look-alikes.',
    references: ['OWASP MCP03', 'OWASP MCP09', 'CWE-1007', 'UTS 39 section 5'],
  },
  reads: {
    traits: TRAIT.nonAscii,
    fields: ['name', 'schema', 'prompt-definition', 'resource-definition', 'header'],
  },
  watch(report) {
    const seen = new Map<string, Map<string, string>>();
    return {
      item(item) {
        if (item.section === 'server' || item.name === '' || item.name.length > LONGEST_NAME) return;
        let names = seen.get(item.section);
        if (names === undefined) seen.set(item.section, (names = new Map()));
        const looks = skeletonOf(item.name);
        const other = names.get(looks);
        if (other === undefined && names.size < MOST_NAMES) names.set(looks, item.name);
        if (other === undefined || other === item.name || isPlainPair(other, item.name)) return;
        const key =
          item.section === 'resources' ? 'uri' : item.section === 'templates' ? 'uriTemplate' : 'name';
        const node = item.member(key);
        if (node === undefined) return;
        report({
          at: item.message.place(node),
          title: 'Two names that look the same',
          says: `“${item.name.slice(0, 60)}” is drawn like “${other.slice(0, 60)}”, which is offered too, and is another name.`,
        });
      },
      text(text) {
        if (text.via.length > 0 || text.value.length > MOST || !isIdentifier(text)) return;
        const mixed = mixedPart(text.value);
        if (mixed === undefined) return;
        report({
          at: text.place(mixed.from, mixed.to, mixed.plain),
          severity: text.field === 'name' || text.isKey || mixed.alphabet !== 'styled' ? 'high' : 'medium',
          says: `“${text.value.slice(mixed.from, mixed.to).slice(0, 60)}” is read as “${mixed.plain.slice(0, 60)}” but has ${mixed.alphabet} letters in it: ${mixed.codes}.`,
        });
      },
    };
  },
};

const MOST = 2000;
const MOST_NAMES = 5000;
const LONGEST_NAME = 400;

/** What a person takes a name for: marks off, styled letters and look-alikes as the Latin ones they resemble. */
function skeletonOf(name: string): string {
  let plain = isPlainAscii(name) ? name : '';
  for (const one of plain === '' ? name.normalize('NFKD') : '') {
    // Other scripts write vowels with marks; on a letter of ASCII they are trimmings.
    if (/[\u{300}-\u{36f}]/u.test(one) && /[A-Za-z]$/.test(plain)) continue;
    if (/\p{Cf}/u.test(one)) continue;
    plain += lookAlike(one.codePointAt(0)!) ?? one;
  }
  return plain
    .replaceAll('rn', 'm')
    .replace(/(?<=[a-z])[1I](?=[a-z])/g, 'l')
    .replace(/(?<=[a-z])0(?=[a-z])/g, 'o');
}

function isPlainAscii(name: string): boolean {
  return /^[\x20-\x7e]*$/.test(name);
}

/** `a1b` beside `alb` may be chance; in a longer name it is none. */
function isPlainPair(one: string, other: string): boolean {
  return isPlainAscii(one + other) && Math.min(one.length, other.length) < 6;
}

/** Names, keys, and values without blanks: those of enums, addresses. Prose mixes alphabets freely. */
function isIdentifier(text: Text): boolean {
  return text.field === 'name' || text.isKey || !/\s/.test(text.value);
}

/** The first word that is wholly of ASCII letters and look-alikes, with some of both. */
function mixedPart(name: string) {
  for (const word of name.matchAll(/[\p{L}\p{N}\p{So}]+/gu)) {
    let latin = 0;
    let plain = '';
    let isAlike = true;
    const odd: number[] = [];
    for (const one of word[0]) {
      const code = one.codePointAt(0)!;
      if (code < 0x80) {
        plain += one;
        if (alphabetOf(code) === 'latin') latin++;
        continue;
      }
      const alike = lookAlike(code) ?? (isStyled(code) ? one.normalize('NFKC') : undefined);
      if (alike === undefined || !/^[A-Za-z0-9]+$/.test(alike)) isAlike = false;
      else {
        odd.push(code);
        plain += alike;
      }
    }
    // One Greek letter beside one Latin one is a quantity: `αx`.
    const isStyledWord =
      latin === 0 &&
      odd.length > 2 &&
      odd.every(isStyled) &&
      /[A-Za-z]/.test(name) &&
      !/[^\x20-\x7e]/.test(name.replace(word[0], ''));
    if (!isAlike || (latin < 2 && !isStyledWord) || odd.length === 0) continue;
    const alphabet = alphabetOf(odd[0]!) ?? 'styled';
    // ª, º, ² and the like are written with ordinary words.
    if (alphabet === 'styled' && odd.every((code) => code < 0x2190)) continue;
    const codes = [...new Set(odd)]
      .slice(0, 4)
      .map((code) => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`)
      .join(', ');
    return { from: word.index, to: word.index + word[0].length, plain, alphabet, codes };
  }
  return undefined;
}
