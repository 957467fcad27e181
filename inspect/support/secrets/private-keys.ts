import { base64Bytes } from '../base64.ts';
import type { Secret } from './secret.ts';

const BEGIN = /-----BEGIN ([A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?)-----/g;
const PUTTY = /PuTTY-User-Key-File-[23]: [a-z0-9-]{3,40}/g;
const LONGEST = 20_000;
const MOST = 100;
const LONGEST_LABEL = 80;
/** The smallest key there is (Ed25519 in PKCS 8) has 48 bytes. */
const LEAST_BYTES = 40;

/** PEM, OpenSSH, PGP and PuTTY keys; a head without a key behind it is told apart. */
export function privateKeysIn(text: string): Secret[] {
  const found: Secret[] = [];
  if (text.includes('-----BEGIN '))
    for (const hit of text.matchAll(BEGIN)) {
      const from = hit.index;
      const bodyAt = from + hit[0].length;
      // The next line of dashes ends it, whatever it says: heads without end cost nothing.
      const end = text.indexOf('-----', bodyAt);
      const isWhole = end !== -1 && end - bodyAt < LONGEST && text.startsWith('-----END', end);
      found.push(
        pem(hit[1]!, from, bodyAt, isWhole ? text.slice(bodyAt, end) : undefined, lastOf(text, end)),
      );
      if (found.length >= MOST) return found;
    }
  if (text.includes('PuTTY-User-Key-File-'))
    for (const hit of text.matchAll(PUTTY)) {
      found.push(putty(text, hit.index, hit[0].length));
      if (found.length >= MOST) return found;
    }
  return found;
}

/** Behind the closing line that begins there; it is part of what has to go. */
function lastOf(text: string, end: number): number {
  const dashes = text.indexOf('-----', end + 5);
  return dashes === -1 || dashes - end > LONGEST_LABEL ? end : dashes + 5;
}

function pem(label: string, from: number, bodyAt: number, body: string | undefined, to: number): Secret {
  // Inside a string of JSON or of source code the line ends are written out.
  const lines = (body ?? '').replace(/\\r|\\n|\r/g, '\n').split('\n');
  const head = lines.filter((line) => line.includes(':')).join(' ');
  const letters = lines
    .filter((line) => !line.includes(':') && !line.trim().startsWith('='))
    .join('')
    .replace(/[\s"'+,]/g, '');
  const bytes = base64Bytes(letters);
  const isKey = bytes !== undefined && bytes.length >= LEAST_BYTES && isKeyOf(label, bytes, head);
  if (!isKey) return headOnly(label, from, body === undefined ? bodyAt : bodyAt + body.length);
  const isLocked = label.includes('ENCRYPTED') || /ENCRYPTED/.test(head) || isLockedSsh(bytes);
  return {
    kind: 'private-key',
    what: labelled(label),
    from,
    to,
    masked: `-----BEGIN ${label}-----…`,
    severity: isLocked ? 'high' : 'critical',
    confidence: 'certain',
    notes: isLocked ? 'It is locked with a passphrase.' : 'Its body decodes to a key.',
  };
}

/** `RSA PRIVATE KEY` says more than `PRIVATE KEY`. */
function labelled(label: string): string {
  const kind = label.replace(/ ?PRIVATE KEY(?: BLOCK)?$/, '');
  return kind === '' ? 'a private key' : `a private key (${kind})`;
}

const SSH = 'openssh-key-v1';

function isKeyOf(label: string, bytes: Uint8Array, head: string): boolean {
  if (label.startsWith('PGP')) return (bytes[0]! & 0x80) !== 0;
  if (label.startsWith('OPENSSH')) return latin1(bytes.subarray(0, SSH.length)) === SSH;
  // Old encrypted PEM is no DER; everything else is a SEQUENCE (ITU-T X.690).
  return bytes[0] === 0x30 || /ENCRYPTED/.test(head);
}

/** The name of the cipher follows the magic and its length; `none` is open. */
function isLockedSsh(bytes: Uint8Array): boolean {
  if (latin1(bytes.subarray(0, SSH.length)) !== SSH) return false;
  return latin1(bytes.subarray(SSH.length + 5, SSH.length + 9)) !== 'none';
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function headOnly(label: string, from: number, to: number): Secret {
  return {
    kind: 'private-key',
    what: `the first line of ${labelled(label)}, without a key behind it,`,
    from,
    to,
    masked: `-----BEGIN ${label}-----`,
    severity: 'info',
    confidence: 'tentative',
    notes: 'What follows does not decode to one.',
  };
}

function putty(text: string, from: number, length: number): Secret {
  const rest = text.slice(from, from + LONGEST);
  const at = rest.indexOf('Private-Lines:');
  if (at === -1) return headOnly('PuTTY', from, from + length);
  const stop = rest.indexOf('Private-MAC:', at);
  const to = stop === -1 ? rest.length : stop;
  const lines = rest
    .slice(at, to)
    .replace(/\\r|\\n|\r/g, '\n')
    .split('\n')
    .slice(1);
  const bytes = base64Bytes(lines.join('').trim());
  if (bytes === undefined || bytes.length < 16) return headOnly('PuTTY', from, from + length);
  const isLocked = !/Encryption: none/.test(rest.slice(0, at));
  return {
    kind: 'private-key',
    what: 'a private key (PuTTY)',
    from,
    to: from + to,
    masked: 'PuTTY-User-Key-File…',
    severity: isLocked ? 'high' : 'critical',
    confidence: 'certain',
    notes: isLocked ? 'It is locked with a passphrase.' : 'Its body decodes.',
  };
}
