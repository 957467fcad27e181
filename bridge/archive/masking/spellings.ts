/** A way a value may stand in bytes, without line ends. */
export interface Spelling {
  bytes: Buffer;
  /** Characters at its edges that also hold bits of it. */
  before: number;
  after: number;
}

/** Shorter ones stand everywhere by chance; nothing is found by less. */
const SHORTEST = 4;
/** A longer value is looked for in pieces of this length. */
const PIECE = 1024;

/** Every way of writing `value` that is looked for. Other encodings of it are found by decoding, where they come to text. */
export function spellingsOf(value: string): Spelling[] {
  const found = new Map<string, Spelling>();
  for (const piece of piecesOf(value)) {
    const add = (bytes: Buffer, before = 0, after = 0): void => {
      const plain = bytes.filter((byte) => byte !== 0x0a && byte !== 0x0d);
      if (plain.length < SHORTEST) return;
      found.set(Buffer.from(plain).toString('latin1'), { bytes: Buffer.from(plain), before, after });
    };
    for (const text of textsOf(piece)) add(Buffer.from(text));
    add(Buffer.from(piece, 'utf16le'));
    add(Buffer.from(piece, 'utf16le').swap16());
    for (const inner of new Set([piece, jsonOf(piece), jsonOf(jsonOf(piece))])) {
      const hex = Buffer.from(inner).toString('hex');
      add(Buffer.from(hex));
      add(Buffer.from(hex.toUpperCase()));
      for (const shift of [0, 1, 2]) {
        const { text, before, after } = base64Of(Buffer.from(inner), shift);
        for (const one of new Set([
          text,
          urlSafe(text),
          text.replaceAll('/', '\\/'),
          encodeURIComponent(text),
        ]))
          add(Buffer.from(one), before, after);
      }
    }
  }
  return [...found.values()];
}

function textsOf(value: string): Set<string> {
  const json = jsonOf(value);
  const percent = value.isWellFormed() ? encodeURIComponent(value) : value;
  const all = percent.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const lower = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (one) => one.toLowerCase());
  return new Set([
    value,
    json,
    asciiOf(json),
    asciiOf(json).replace(/\\u[0-9a-f]{4}/g, upperEscape),
    json.replaceAll('/', '\\/'),
    jsonOf(json),
    jsonOf(jsonOf(json)),
    percent,
    all,
    lower(percent),
    lower(all),
    percent.replaceAll('%20', '+'),
    percent.replaceAll('%', '%25'),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  ]);
}

const upperEscape = (escape: string): string => `\\u${escape.slice(2).toUpperCase()}`;

function jsonOf(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function asciiOf(json: string): string {
  return json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The characters that are wholly its own where `shift` other bytes stand before it in a group of three. */
function base64Of(bytes: Buffer, shift: number): { text: string; before: number; after: number } {
  const all = Buffer.concat([Buffer.alloc(shift), bytes]);
  const text = all.toString('base64').replaceAll('=', '');
  const from = Math.ceil((shift * 8) / 6);
  const to = Math.floor((all.length * 8) / 6);
  return { text: text.slice(from, to), before: shift === 0 ? 0 : 1, after: all.length % 3 === 0 ? 0 : 1 };
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

function piecesOf(value: string): string[] {
  if (value.length <= PIECE * 2) return [value];
  const pieces: string[] = [];
  for (let at = 0; at < value.length; at += PIECE) pieces.push(value.slice(at, at + PIECE).toWellFormed());
  return pieces;
}
