// Certificates made when a test wants them, without openssl: an authority, servers it vouches for, one by itself.
import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** PEM, as node:tls takes it. */
export interface Certificate {
  key: string;
  cert: string;
  /** Lower-case hex SHA-256 of the public key (SPKI). */
  fingerprint: string;
}

export interface Certificates {
  /** Path of the authority's certificate, PEM. */
  caFile: string;
  /** For localhost, mcp.test and 127.0.0.1, signed by the authority. */
  signed: Certificate;
  /** For the same names, signed by itself. */
  selfSigned: Certificate;
  /** Signed by the authority, for another host. */
  elsewhere: Certificate;
  /** Signed by the authority, over since yesterday. */
  expired: Certificate;
  remove(): void;
}

export function makeCertificates(): Certificates {
  const folder = mkdtempSync(join(tmpdir(), 'certificates-'));
  const caFile = join(folder, 'ca.pem');
  const authority: Issuer = { name: 'Test authority', keys: keyPair() };
  const ca = issue({ subject: authority, issuer: authority, isAuthority: true, names: [], days: [-2, 2] });
  writeFileSync(caFile, ca.cert);
  const here = ['localhost', 'mcp.test', '127.0.0.1'];
  const signed = (names: string[], days: [number, number] = [-2, 2]): Certificate =>
    issue({
      subject: { name: names[0]!, keys: keyPair() },
      issuer: authority,
      isAuthority: false,
      names,
      days,
    });
  const self: Issuer = { name: 'localhost', keys: keyPair() };
  return {
    caFile,
    signed: signed(here),
    selfSigned: issue({ subject: self, issuer: self, isAuthority: false, names: here, days: [-2, 2] }),
    elsewhere: signed(['other.test']),
    expired: signed(here, [-3, -1]),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

interface Issuer {
  name: string;
  keys: { publicKey: KeyObject; privateKey: KeyObject };
}

const keyPair = (): Issuer['keys'] => generateKeyPairSync('ec', { namedCurve: 'P-256' });

// DER (X.690) and X.509 (RFC 5280), as far as a test certificate goes.
const der = (tag: number, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const size =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: Uint8Array[]): Buffer => der(0x30, ...parts);
const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const COMMON_NAME = oid('550403');
const ECDSA_SHA256 = sequence(oid('2a8648ce3d040302'));
const BASIC_CONSTRAINTS = oid('551d13');
const ALTERNATIVE_NAMES = oid('551d11');
const TRUE = der(0x01, Buffer.from([255]));

function issue(wanted: {
  subject: Issuer;
  issuer: Issuer;
  isAuthority: boolean;
  names: string[];
  days: [number, number];
}): Certificate {
  const { subject, issuer, isAuthority, names, days } = wanted;
  const publicKey = subject.keys.publicKey.export({ type: 'spki', format: 'der' });
  const constraints = sequence(BASIC_CONSTRAINTS, TRUE, der(0x04, sequence(...(isAuthority ? [TRUE] : []))));
  const alternatives = sequence(ALTERNATIVE_NAMES, der(0x04, sequence(...names.map(alternativeName))));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ECDSA_SHA256,
    commonName(issuer.name),
    sequence(time(days[0]), time(days[1])),
    commonName(subject.name),
    publicKey,
    der(0xa3, sequence(constraints, ...(names.length === 0 ? [] : [alternatives]))),
  );
  const signature = sign('sha256', body, issuer.keys.privateKey);
  const whole = sequence(body, ECDSA_SHA256, der(0x03, Buffer.from([0]), signature));
  const lines = whole
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n');
  return {
    key: subject.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    fingerprint: createHash('sha256').update(publicKey).digest('hex'),
  };
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(COMMON_NAME, der(0x0c, Buffer.from(name)))));
}

function alternativeName(name: string): Buffer {
  const isAddress = /^[\d.]+$/.test(name);
  return isAddress ? der(0x87, Buffer.from(name.split('.').map(Number))) : der(0x82, Buffer.from(name));
}

/** UTCTime, so many days from now. */
function time(days: number): Buffer {
  const iso = new Date(Date.now() + days * 86_400_000).toISOString();
  return der(0x17, Buffer.from(`${iso.slice(2, 19).replace(/[-T:]/g, '')}Z`));
}
