import { decodePunycode } from './punycode.ts';

/** A host as a browser would take it, and how it was written. */
export interface Host {
  /** Lower case, full-width letters and percent escapes resolved, without a final dot. Addresses in their usual form. */
  readonly name: string;
  /** How an address was written: `dotted` and `ipv6` are usual; every other form hides where it goes. */
  readonly form: 'name' | 'dotted' | 'short' | 'decimal' | 'octal' | 'hex' | 'ipv6' | 'mapped';
  readonly reach: Reach;
}

/** Who can be reached under it. `metadata`: the service that hands credentials to machines of a cloud. */
export type Reach =
  'public' | 'loopback' | 'private' | 'link-local' | 'metadata' | 'internal-name' | 'unspecified';

export function readHost(written: string): Host {
  let name = unescaped(written).toLowerCase();
  // IDNA takes the last three for dots.
  if (/[^\0-\u007f]/.test(name))
    name = name
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\u3002\uff0e\uff61]/g, '.');
  if (name.endsWith('.')) name = name.slice(0, -1);
  if (name.startsWith('[')) return readIpv6(name);
  const four = readIpv4(name);
  if (four === undefined) return { name, form: 'name', reach: reachOfName(name) };
  return { name: four.bytes.join('.'), form: four.form, reach: reachOfIpv4(four.bytes) };
}

/** Whether a person is not meant to see what address this is. */
export function isDisguised(host: Host): boolean {
  return host.form !== 'name' && host.form !== 'dotted' && host.form !== 'ipv6';
}

function unescaped(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%[0-9a-fA-F]{2}/g, (hex) => String.fromCharCode(parseInt(hex.slice(1), 16)));
}

const OCTAL = /^0[0-7]+$/;
const HEX = /^0x[0-9a-f]*$/;
const DECIMAL = /^[0-9]+$/;

/** As browsers read it: one to four numbers, each decimal, octal or hex, the last filling what is left (WHATWG URL, IPv4 parser). */
function readIpv4(name: string): { bytes: number[]; form: Host['form'] } | undefined {
  if (name.length === 0 || name.length > 60 || !/[0-9]/.test(name[0]!)) return undefined;
  const parts = name.split('.');
  if (parts.length > 4) return undefined;
  let form: Host['form'] = parts.length === 4 ? 'dotted' : parts.length === 1 ? 'decimal' : 'short';
  const numbers: number[] = [];
  for (const part of parts) {
    if (HEX.test(part)) {
      numbers.push(part.length === 2 ? 0 : parseInt(part.slice(2), 16));
      form = 'hex';
    } else if (OCTAL.test(part)) {
      numbers.push(parseInt(part, 8));
      if (form !== 'hex') form = 'octal';
    } else if (DECIMAL.test(part)) numbers.push(parseInt(part, 10));
    else return undefined;
  }
  const last = numbers.pop()!;
  const room = 4 - numbers.length;
  if (numbers.some((n) => n > 255) || last >= 256 ** room) return undefined;
  const bytes = [...numbers];
  for (let k = room - 1; k >= 0; k--) bytes.push(Math.floor(last / 256 ** k) % 256);
  return { bytes, form };
}

function readIpv6(name: string): Host {
  const groups = ipv6Groups(name.slice(1, name.endsWith(']') ? -1 : undefined));
  if (groups === undefined) return { name, form: 'ipv6', reach: 'public' };
  const leads = (count: number): boolean => groups.slice(0, count).every((group) => group === 0);
  const four = [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255];
  const isMapped = leads(5) && groups[5] === 0xffff;
  // 64:ff9b::/96 (RFC 6052) is translated into the IPv4 address at its end.
  const isTranslated = groups[0] === 0x64 && groups[1] === 0xff9b && groups.slice(2, 6).every((g) => g === 0);
  if (isMapped || isTranslated) return { name: four.join('.'), form: 'mapped', reach: reachOfIpv4(four) };
  const first = groups[0]!;
  let reach: Reach = 'public';
  if (leads(7)) reach = groups[7] === 1 ? 'loopback' : groups[7] === 0 ? 'unspecified' : 'public';
  else if (first === 0xfd00 && groups[1] === 0xec2 && groups[7] === 0x254) reach = 'metadata';
  else if ((first & 0xfe00) === 0xfc00) reach = 'private';
  else if ((first & 0xffc0) === 0xfe80) reach = 'link-local';
  return { name, form: 'ipv6', reach };
}

function ipv6Groups(text: string): number[] | undefined {
  if (text.length > 60) return undefined;
  let body = text.split('%')[0]!;
  const tail = body.slice(body.lastIndexOf(':') + 1);
  if (tail.includes('.')) {
    const four = readIpv4(tail);
    if (four?.form !== 'dotted') return undefined;
    const [a, b, c, d] = four.bytes as [number, number, number, number];
    body = `${body.slice(0, -tail.length)}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  }
  const halves = body.split('::');
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half) => (half === '' ? [] : half.split(':'))) as [string[], string[]?];
  const missing = 8 - left.length - (right?.length ?? 0);
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array<string>(Math.max(0, missing)).fill('0'), ...(right ?? [])];
  return all.every((group) => /^[0-9a-f]{1,4}$/.test(group))
    ? all.map((group) => parseInt(group, 16))
    : undefined;
}

/** Services of the machine itself at AWS, GCP, Azure, Oracle; ECS tasks; Alibaba; Azure's wire server. */
const METADATA = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '168.63.129.16',
]);
const METADATA_NAMES = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'metadata.tencentyun.com',
]);

function reachOfIpv4(bytes: readonly number[]): Reach {
  const [a, b] = bytes as [number, number];
  if (METADATA.has(bytes.join('.'))) return 'metadata';
  if (a === 127) return 'loopback';
  if (bytes.every((byte) => byte === 0)) return 'unspecified';
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return 'private';
  // Shared address space of carriers (RFC 6598).
  if (a === 100 && b >= 64 && b <= 127) return 'private';
  return a === 169 && b === 254 ? 'link-local' : 'public';
}

const INTERNAL_ENDS = [
  '.local',
  '.internal',
  '.lan',
  '.intranet',
  '.corp',
  '.home',
  '.home.arpa',
  '.svc',
  '.localdomain',
];

function reachOfName(name: string): Reach {
  if (name === 'localhost' || name.endsWith('.localhost')) return 'loopback';
  if (METADATA_NAMES.has(name)) return 'metadata';
  return INTERNAL_ENDS.some((end) => name.endsWith(end)) ? 'internal-name' : 'public';
}

/** Where names are given to different people one label deeper than usual. An approximation of the public suffix list. */
const DEEP_SUFFIXES = new Set(
  (
    'co.uk org.uk ac.uk gov.uk me.uk net.uk com.au net.au org.au edu.au gov.au co.nz org.nz govt.nz co.jp ne.jp or.jp ac.jp go.jp ' +
    'co.kr or.kr com.br net.br org.br gov.br com.cn net.cn org.cn gov.cn com.tw org.tw com.hk com.sg com.my co.in net.in org.in gov.in ' +
    'co.za org.za com.mx com.ar com.tr com.ua com.pl com.pe com.co com.vn co.id co.il co.th com.ph com.sa com.eg com.ng ' +
    'github.io gitlab.io pages.dev workers.dev vercel.app netlify.app herokuapp.com web.app firebaseapp.com azurewebsites.net ' +
    'cloudfront.net amazonaws.com appspot.com run.app fly.dev onrender.com railway.app surge.sh glitch.me repl.co replit.app ' +
    'ngrok.io ngrok.app ngrok-free.app trycloudflare.com blogspot.com wordpress.com readthedocs.io hf.space streamlit.app'
  ).split(' '),
);

/** The part of a name that one party registered; an address is its own. */
export function registrableDomain(host: Host): string {
  if (host.form !== 'name') return host.name;
  const labels = host.name.split('.');
  const depth = DEEP_SUFFIXES.has(labels.slice(-2).join('.')) ? 3 : 2;
  return labels.slice(-depth).join('.');
}

export function isSameSite(one: Host, other: Host): boolean {
  return registrableDomain(one) === registrableDomain(other);
}

const LATIN = /\p{Script=Latin}/u;
const LOOKALIKE_SCRIPTS = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}]/u;
/** Letters of other scripts that are drawn as Latin ones (UTS 39, a selection). */
const AS_LATIN = /^[асеорхуіјѕԁԛԝһӏкмтвнոսօᴀ-ᴢɑɡıοαυνκιρτ0-9.-]+$/u;

/**
 * What a name pretends to be by letters of another script; undefined for honest names of any language.
 * Punycode is read first.
 */
export function lookalikeOf(name: string): { unicode: string; how: 'mixed' | 'whole' } | undefined {
  const hasPunycode = name.includes('xn--');
  if (!hasPunycode && /^[\x20-\x7e]*$/.test(name)) return undefined;
  const labels = name.slice(0, 253).split('.').map(decodedLabel);
  const unicode = labels.join('.');
  for (const label of labels) {
    if (/^[\x20-\x7e]*$/.test(label)) continue;
    if (LATIN.test(label) && LOOKALIKE_SCRIPTS.test(label)) return { unicode, how: 'mixed' };
    if (label.length > 2 && AS_LATIN.test(label)) return { unicode, how: 'whole' };
  }
  return undefined;
}

function decodedLabel(label: string): string {
  return label.startsWith('xn--') ? (decodePunycode(label.slice(4)) ?? label) : label;
}
