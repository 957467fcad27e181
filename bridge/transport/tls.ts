import { createHash, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isIP, type Socket } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import type { Outcome } from '../../protocol/problem.ts';

/** Whom to trust for one target only. */
export interface TlsTrust {
  /** PEM file; its authorities replace the built-in ones. */
  caFile?: string;
  /** false: any certificate is taken, and everything that shows the target says so. */
  verify: boolean;
}

/** A secured connection and what is known of the other side. */
export interface Secured {
  socket: TLSSocket;
  /** SHA-256 of the certificate's public key (SPKI), lower-case hex. */
  certificateKey?: string;
  note: string;
}

export async function readAuthorities(trust: TlsTrust): Promise<Outcome<string | undefined>> {
  const { caFile } = trust;
  if (caFile === undefined) return { ok: true, value: undefined };
  const refuse = (why: string): Outcome<never> => ({
    ok: false,
    problem: {
      code: 'ca-file',
      message: `The CA file ${caFile} ${why}.`,
      hint: 'It has to hold one or more certificates in PEM form (-----BEGIN CERTIFICATE-----).',
    },
  });
  let pem: string;
  try {
    pem = await readFile(caFile, 'utf8');
  } catch (error) {
    return refuse(`cannot be read: ${(error as Error).message}`);
  }
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length === 0) return refuse('holds no certificate');
  for (const [at, block] of blocks.entries()) {
    try {
      new X509Certificate(block);
    } catch (error) {
      return refuse(`has a broken certificate, number ${at + 1}: ${(error as Error).message}`);
    }
  }
  return { ok: true, value: pem };
}

/**
 * Speaks TLS over a connected socket. Rejects with Node's error; a certificate that is not trusted
 * gives an error whose `code` is the reason and whose `certificate` describes it.
 */
export function secure(
  socket: Socket,
  host: string,
  trust: TlsTrust,
  authorities: string | undefined,
): Promise<Secured> {
  return new Promise((resolve, reject) => {
    const secured = connect({
      socket,
      // Names only: an address in SNI is not allowed (RFC 6066).
      servername: isIP(host) === 0 ? host : '',
      host,
      ALPNProtocols: ['http/1.1'],
      // Judged below, before a byte of ours is sent, so that an untrusted certificate can be described.
      rejectUnauthorized: false,
      ...(authorities === undefined ? {} : { ca: authorities }),
    });
    secured.once('error', reject);
    secured.once('secureConnect', () => {
      secured.off('error', reject);
      const certificate = secured.getPeerX509Certificate();
      const reason = secured.authorized ? undefined : String(secured.authorizationError);
      if (trust.verify && reason !== undefined) {
        secured.destroy();
        reject(new UntrustedCertificate(reason, certificate));
        return;
      }
      resolve({ socket: secured, ...describe(secured, certificate, reason) });
    });
  });
}

/** The other side's certificate is not trusted; `code` is OpenSSL's or Node's name for the reason. */
export class UntrustedCertificate extends Error {
  readonly code: string;
  readonly certificate: X509Certificate | undefined;

  constructor(code: string, certificate: X509Certificate | undefined) {
    super(code);
    this.code = code;
    this.certificate = certificate;
  }
}

export function keyFingerprint(certificate: X509Certificate): string {
  const key = certificate.publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(key).digest('hex');
}

function describe(
  socket: TLSSocket,
  certificate: X509Certificate | undefined,
  reason: string | undefined,
): Pick<Secured, 'note' | 'certificateKey'> {
  const trusted = reason === undefined ? 'certificate verified' : `CERTIFICATE NOT VERIFIED (${reason})`;
  const version = socket.getProtocol() ?? 'TLS';
  if (certificate === undefined) return { note: `${version}, ${trusted}` };
  const certificateKey = keyFingerprint(certificate);
  return { note: `${version}, ${trusted}, key SHA-256 ${certificateKey}`, certificateKey };
}
