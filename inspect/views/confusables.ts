/** Letters of other alphabets that look like one of ASCII in common fonts, and letters that only decorate one. */
const PAIRS: readonly [string, string][] = [
  // Cyrillic
  ['аԁеһіјӏоԛрѕԝхуѵсґ', 'adehijloqpswxyvcr'],
  ['АВЅЕНІЈКМОРСТХҮԌԚԜ', 'ABSEHIJKMOPCTXYGQW'],
  // Greek
  ['αοριντυχγκϲϳ', 'aopivtuxykcj'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹͿ', 'ABEZHIKMNOPTYXCJ'],
  // Armenian
  ['օսոհցզյՕՍՏԼ', 'ounhgqjOUSL'],
  // Cherokee
  ['ᎠᎡᎢᎥᎪᎫᎬᎳᎷᎻᎽᏀᏂᏃᏙᏚᏢᏦᏧᏔᏞᏟᏒᏴ', 'DRTiAJEWMHYGhZVSPKdWLCRB'],
  // Latin beyond ASCII: alphabets of phonetics and small capitals
  ['ɑɡɩʏɪʀʟɴɢʙʜᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜱꜰɭɱɳƖƽ', 'agiYIRLNGBHACDEJKMOPTUVWZSFlmnl5'],
];

const TABLE = new Map<number, string>();
for (const [from, to] of PAIRS) {
  const letters = [...to];
  for (const [at, c] of [...from].entries()) TABLE.set(c.codePointAt(0)!, letters[at]!);
}

/** The ASCII letter that this one looks like. Squared and circled letters in white on black are letters too. */
export function lookAlike(code: number): string | undefined {
  if (code >= 0x1f150 && code <= 0x1f189) {
    const letter = code <= 0x1f169 ? code - 0x1f150 : code >= 0x1f170 ? code - 0x1f170 : -1;
    return letter < 0 ? undefined : String.fromCharCode(0x41 + letter);
  }
  return TABLE.get(code);
}

export type Alphabet = 'latin' | 'cyrillic' | 'greek' | 'armenian' | 'cherokee';

/** Of the alphabets that have letters which look alike. */
export function alphabetOf(code: number): Alphabet | undefined {
  if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) return 'latin';
  if (code < 0xc0) return undefined;
  if (code <= 0x2af) return code === 0xd7 || code === 0xf7 ? undefined : 'latin';
  if (code < 0x370) return undefined;
  if (code <= 0x3ff) return code === 0x37e || code === 0x387 ? undefined : 'greek';
  if (code <= 0x52f) return code >= 0x482 && code <= 0x489 ? undefined : 'cyrillic';
  if (code <= 0x587) return 'armenian';
  if ((code >= 0x13a0 && code <= 0x13ff) || (code >= 0xab70 && code <= 0xabbf)) return 'cherokee';
  if (code >= 0x1c80 && code <= 0x1c8f) return 'cyrillic';
  if (code >= 0x1d00 && code <= 0x1eff) return 'latin';
  if (code >= 0x1f00 && code <= 0x1fff) return 'greek';
  if ((code >= 0x2c60 && code <= 0x2c7f) || (code >= 0xa720 && code <= 0xa7ff)) return 'latin';
  if ((code >= 0x2de0 && code <= 0x2dff) || (code >= 0xa640 && code <= 0xa69f)) return 'cyrillic';
  return undefined;
}

/** Whether compatibility normalisation makes plain letters, digits or signs of it. Not for letters that a language writes. */
export function isStyled(code: number): boolean {
  if (code < 0x2000)
    return (
      code === 0xaa || code === 0xb2 || code === 0xb3 || code === 0xb9 || code === 0xba || code === 0x17f ||
      (code >= 0x2b0 && code <= 0x2b8) || (code >= 0x2e0 && code <= 0x2e4) || (code >= 0x1d2c && code <= 0x1d6a)
    ); // prettier-ignore
  if (code <= 0x218f)
    return (
      (code >= 0x2024 && code <= 0x2026) || code === 0x203c || (code >= 0x2047 && code <= 0x2049) ||
      (code >= 0x2070 && code <= 0x209c) || code >= 0x2100
    ); // prettier-ignore
  if (code >= 0x2460 && code <= 0x24ea) return true;
  if (code >= 0x3200 && code <= 0x33ff) return true;
  if (code >= 0xfb00 && code <= 0xfb06) return true;
  if ((code >= 0xfb50 && code <= 0xfdcf) || (code >= 0xfdf0 && code <= 0xfdfc)) return true;
  if (code >= 0xfe30 && code <= 0xfefc) return true;
  if (code >= 0xff01 && code <= 0xffee) return true;
  return (code >= 0x1d400 && code <= 0x1d7ff) || (code >= 0x1f100 && code <= 0x1f14f);
}

const STRAIGHT = new Map([
  [0x2018, "'"],
  [0x2019, "'"],
  [0x201b, "'"],
  [0x2bc, "'"],
  [0x2032, "'"],
  [0x201c, '"'],
  [0x201d, '"'],
  [0x201e, '"'],
  [0x2033, '"'],
  [0x2010, '-'],
  [0x2011, '-'],
  [0x2012, '-'],
  [0x2212, '-'],
]);

/** Quotes and hyphens as a keyboard has them. */
export function straight(code: number): string | undefined {
  return STRAIGHT.get(code);
}
