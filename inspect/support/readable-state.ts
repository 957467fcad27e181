import { readBytes } from '../../protocol/mcp/reading.ts';

/** What can be read of a state that a client is given to bring back. */
export interface ReadableState {
  /** Names of its fields. */
  readonly fields: readonly string[];
  /** Whether some part of it looks like a signature or a MAC. */
  readonly isSigned: boolean;
}

const LONGEST = 16 * 1024;
const strict = new TextDecoder('utf-8', { fatal: true });
const NAMES_A_MAC = /^(?:h?mac|sig|signature|sign|digest|checksum|tag|seal|auth|proof)$/i;

/** Undefined: nothing of it can be read, as of a random or an encrypted state. */
export function readableState(state: string): ReadableState | undefined {
  if (state.length > LONGEST) return undefined;
  const whole = fieldsOf(state) ?? fieldsOfBase64(state);
  if (whole !== undefined) return { fields: whole, isSigned: whole.some((name) => NAMES_A_MAC.test(name)) };
  const parts = state.split('.', 6);
  if (parts.length < 2) return undefined;
  const read = parts.map((part) => fieldsOfBase64(part) ?? fieldsOf(part));
  const fields = read.flatMap((names) => names ?? []);
  if (fields.length === 0) return undefined;
  // Sixteen bytes that nobody can read, at the end or before the fields: a MAC.
  const isSigned = parts.some((part, at) => read[at] === undefined && (bytesOf(part)?.length ?? 0) >= 16);
  return { fields, isSigned };
}

function fieldsOfBase64(text: string): string[] | undefined {
  const bytes = bytesOf(text);
  if (bytes === undefined || bytes.length < 2) return undefined;
  try {
    return fieldsOf(strict.decode(bytes));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return undefined;
  }
}

/** Names of the members of a JSON object, or of the fields of a form. */
function fieldsOf(text: string): string[] | undefined {
  if (/^\s*\{/.test(text)) {
    const { roots, faults } = readBytes(new TextEncoder().encode(text));
    const broken = faults.some(({ kind }) => kind !== 'repeated-key');
    return broken || roots.length !== 1 ? undefined : roots[0]!.children.map(({ key }) => key!.name);
  }
  const pairs = text.split('&', 50);
  const isForm = pairs.every((pair) => /^[A-Za-z_][\w.-]{0,60}=[\w.~%+@:,-]{1,400}$/.test(pair));
  return isForm ? pairs.map((pair) => pair.slice(0, pair.indexOf('='))) : undefined;
}

const SIX_BITS = new Map(
  [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'].map((c, at) => [c, at] as const),
);
for (const [c, six] of [
  ['+', 62],
  ['-', 62],
  ['/', 63],
  ['_', 63],
] as const)
  SIX_BITS.set(c, six);

/** Bytes of base64 in either alphabet; undefined for what is none. */
function bytesOf(text: string): Uint8Array | undefined {
  const padded = /={0,2}$/.exec(text)![0].length;
  const length = text.length - padded;
  if (length === 0 || length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((length * 3) / 4));
  let bits = 0;
  let held = 0;
  let out = 0;
  for (let at = 0; at < length; at++) {
    const six = SIX_BITS.get(text[at]!);
    if (six === undefined) return undefined;
    bits = ((bits << 6) | six) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[out++] = (bits >> held) & 0xff;
  }
  return bytes;
}
