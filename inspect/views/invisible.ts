/** Characters that are drawn as nothing, or that change how their neighbours are drawn. */
export type Invisible =
  'tag' | 'selector' | 'zero-width' | 'joiner' | 'bidi' | 'filler' | 'control' | 'broken';

/** What kind of invisible character this is; undefined for what can be seen, and for tab and line ends. */
export function invisibleKind(code: number): Invisible | undefined {
  if (code < 0x20) return code === 9 || code === 10 || code === 13 ? undefined : 'control';
  if (code < 0x7f) return undefined;
  if (code < 0xa0) return 'control';
  if (code === 0xad) return 'zero-width';
  if (code < 0x34f) return undefined;
  if (code < 0x2000) {
    if (code === 0x34f) return 'zero-width';
    if (code === 0x61c) return 'bidi';
    if (code === 0x115f || code === 0x1160 || code === 0x17b4 || code === 0x17b5) return 'filler';
    if (code >= 0x180b && code <= 0x180f) return code === 0x180e ? 'zero-width' : 'selector';
    return undefined;
  }
  if (code <= 0x206f) {
    if (code === 0x200b) return 'zero-width';
    if (code === 0x200c || code === 0x200d) return 'joiner';
    if (code === 0x200e || code === 0x200f) return 'bidi';
    if (code >= 0x202a && code <= 0x202e) return 'bidi';
    if (code >= 0x2066 && code <= 0x2069) return 'bidi';
    return code >= 0x2060 ? 'zero-width' : undefined;
  }
  if (code < 0xd800) return code === 0x3164 ? 'filler' : undefined;
  if (code <= 0xdfff) return 'broken';
  if (code < 0xfe00) return code >= 0xfdd0 && code <= 0xfdef ? 'broken' : undefined;
  if (code <= 0xfe0f) return 'selector';
  if (code === 0xfeff) return 'zero-width';
  if (code === 0xffa0) return 'filler';
  if (code >= 0xfff9 && code <= 0xfffb) return 'zero-width';
  if ((code & 0xfffe) === 0xfffe) return 'broken';
  if (code >= 0x1d173 && code <= 0x1d17a) return 'zero-width';
  if (code >= 0xe0000 && code <= 0xe007f) return 'tag';
  if (code >= 0xe0100 && code <= 0xe01ef) return 'selector';
  return undefined;
}

/** A variation selector as a byte: VS1 to VS16 are 0 to 15, VS17 to VS256 are 16 to 255. -1 for the Mongolian ones. */
export function selectorByte(code: number): number {
  if (code >= 0xfe00 && code <= 0xfe0f) return code - 0xfe00;
  return code >= 0xe0100 && code <= 0xe01ef ? code - 0xe0100 + 16 : -1;
}

/** Drawn as an empty place: blanks of all widths, line and paragraph separators, the Braille blank. */
export function isBlank(code: number): boolean {
  if (code <= 0x20) return code === 0x20 || code === 9 || code === 10 || code === 13;
  if (code < 0x1680) return code === 0xa0;
  return (
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x2800 ||
    code === 0x3000 ||
    code === 0x1680
  );
}
