/** Letters of other scripts that look like those of protocol keys, by the letter they look like. */
const LOOK_ALIKES: Record<string, string> = {
  a: 'аαɑ',
  b: 'ЬƄ',
  c: 'сϲ',
  d: 'ԁ',
  e: 'еҽє',
  g: 'ɡց',
  h: 'һհ',
  i: 'іıιɩ',
  j: 'јϳ',
  k: 'кκ',
  l: 'ӏǀ',
  m: 'м',
  n: 'ոп',
  o: 'оοօ',
  p: 'рρ',
  q: 'ԛ',
  r: 'гᴦ',
  s: 'ѕꜱ',
  t: 'тτ',
  u: 'υս',
  v: 'νѵ',
  w: 'ԝѡ',
  x: 'хχ',
  y: 'уүγ',
  z: 'ᴢ',
  _: 'ˍ',
};

const FOLDED = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([latin, others]) => [...others].map((one) => [one, latin] as const)),
);

/**
 * What a key comes to for a reader that is not exact: compatibility forms (U+017F, U+212A, full width)
 * and case folded, look-alike letters replaced, characters that are not drawn left out.
 */
export function foldKey(key: string): string {
  let folded = '';
  for (const one of key.normalize('NFKC').toLowerCase()) {
    if (isUnseen(one.codePointAt(0)!)) continue;
    folded += FOLDED.get(one) ?? one;
  }
  return folded;
}

function isUnseen(c: number): boolean {
  return (
    c === 0xad ||
    c === 0x34f ||
    (c >= 0x200b && c <= 0x200f) ||
    (c >= 0x202a && c <= 0x202e) ||
    (c >= 0x2060 && c <= 0x2069) ||
    c === 0xfeff ||
    (c >= 0xfe00 && c <= 0xfe0f) ||
    (c >= 0xe0000 && c <= 0xe01ef)
  );
}
