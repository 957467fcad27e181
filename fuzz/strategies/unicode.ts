import { looksLike, seedText, takesText } from '../affinity.ts';
import type { Payload, Position, Strategy } from '../strategy.ts';
import { WorldPaths } from '../world-paths.ts';

/** Letters that become a dot or a slash: by compatibility (NFKC), by cutting off a byte, or because what is between them is taken out. */
const DISGUISES: readonly { id: string; up: string; isCore?: boolean }[] = [
  { id: 'path-wide', up: '．．／', isCore: true },
  { id: 'path-wide-dots', up: '．．/', isCore: true },
  { id: 'path-wide-slash', up: '..／' },
  { id: 'path-two-dot-leader', up: '‥/' },
  { id: 'path-one-dot-leaders', up: '․․/' },
  { id: 'path-small-stops', up: '﹒﹒/' },
  { id: 'path-cut-bytes', up: '\u012e\u012e\u012f' },
  { id: 'path-zero-width', up: '.\u200b./' },
  { id: 'path-soft-hyphen', up: '.\u00ad./' },
  { id: 'path-joiner', up: '.\u2060./' },
  { id: 'path-mark', up: '.\ufeff./' },
  { id: 'path-tag', up: '.\u{e0041}./' },
];

function ways(position: Position): Payload[] {
  const given = seedText(position) ?? '';
  const folder = /^[\w-]+\//.exec(given)?.[0];
  return DISGUISES.flatMap(({ id, up, isCore = false }) =>
    [
      { id, isCore, before: '' },
      ...(folder === undefined ? [] : [{ id: `${id}-below`, isCore: false, before: folder }]),
    ].map((way): Payload => ({
      id: way.id,
      isCore: way.isCore,
      make({ world }) {
        if (world === undefined) return undefined;
        const back = new WorldPaths(world).relative(world.root, world.outside.path).replaceAll('\\', '/');
        const plain = way.before + (way.before === '' ? '' : '../') + back;
        return {
          json: JSON.stringify(plain.replaceAll('../', up)),
          severity: 'high',
          expects: [{ kind: 'canary', unless: JSON.stringify(plain) }],
        };
      },
    })),
  );
}

const wide = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

/** An offered value in other letters: whoever takes it compares after it has looked. */
function disguised(options: readonly string[]): Payload[] {
  const first: unknown = JSON.parse(options[0] ?? 'null');
  if (typeof first !== 'string' || first === '') return [];
  const folded = first.replace(/k/i, '\u212a').replace(/s/i, '\u017f');
  return [
    { id: 'choice-wide', text: wide(first), isCore: true },
    { id: 'choice-folded', text: folded },
    { id: 'choice-zero-width', text: `${first.slice(0, 1)}\u200b${first.slice(1)}`, isCore: true },
    { id: 'choice-joiner', text: `${first}\u2060` },
    { id: 'choice-no-break-space', text: `${first}\u00a0` },
    { id: 'choice-mark', text: `\ufeff${first}` },
    { id: 'choice-decomposed', text: first.normalize('NFD') },
  ]
    .filter(({ text }) => text !== first && !options.includes(JSON.stringify(text)))
    .map(({ id, text, isCore = false }) => ({
      id,
      isCore,
      make: () => ({ json: JSON.stringify(text), expects: [{ kind: 'refusal' }, { kind: 'crash' }] }),
    }));
}

/** JSON texts: halves of pairs cannot be written otherwise. */
const ODD: readonly { id: string; json: string; isCore?: boolean }[] = [
  { id: 'half-pair', json: '"\\ud800"', isCore: true },
  { id: 'half-pair-behind', json: '"a\\udfff"' },
  { id: 'pair-turned', json: '"\\udc00\\ud800"' },
  { id: 'nul-inside', json: '"a\\u0000b"', isCore: true },
  { id: 'no-character', json: '"\\uffff\\ufffe"' },
  // Made shorter at an even place, or at an odd one, half of a pair is left.
  { id: 'pairs-behind-a-letter', json: `"a${'😀'.repeat(600)}"`, isCore: true },
  { id: 'pairs', json: `"${'😀'.repeat(600)}"` },
  { id: 'right-to-left', json: '"\u202egnp.exe"' },
  { id: 'marks', json: `"a${'\u0301'.repeat(10_000)}"` },
  { id: 'expands', json: `"${'\ufdfa'.repeat(5_000)}"` },
  { id: 'grows-in-lower-case', json: `"${'İ'.repeat(1_000)}"` },
  { id: 'grows-in-upper-case', json: `"${'ß'.repeat(1_000)}ŉ"` },
  { id: 'joined', json: `"${'👩\u200d'.repeat(500)}👩"` },
  { id: 'tags', json: '"\\udb40\\udc41\\udb40\\udc42"' },
  { id: 'line-separators', json: '"a\u2028b\u2029c\u0085d"' },
  { id: 'controls', json: '"\\u001b[2J\\u0007\\u0008\\u009b31m"' },
];

const odd: readonly Payload[] = ODD.map(({ id, json, isCore = false }) => ({
  id,
  isCore,
  make: () => ({ json, expects: [{ kind: 'crash' }] }),
}));

export const unicode: Strategy = {
  meta: {
    id: 'unicode',
    title: 'Other letters for the same',
    about:
      'Dots, slashes and offered values in letters that become the plain ones later, halves of characters and those that grow.',
    cwe: 'CWE-176',
    optIn: false,
    severity: 'low',
    finding: 'Takes other letters for the same text',
    fix: 'Bring a text into one form before it is looked at, and use exactly what was looked at. Refuse texts that are not well formed.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol') return 0;
    if (position.options !== undefined) return 0.6;
    return takesText(position) ? Math.max(0.3, looksLike(position, 'path', subject)) : 0;
  },
  payloads(subject, position) {
    if (position === undefined) return [];
    if (position.options !== undefined) return disguised(position.options);
    const mayBePath = looksLike(position, 'path', subject) >= 0.25;
    return [...(mayBePath ? ways(position) : []), ...odd];
  },
};
