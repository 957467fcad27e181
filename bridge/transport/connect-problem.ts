import type { Problem } from '../../protocol/problem.ts';
import { quoted } from './response-head.ts';
import { keyFingerprint, UntrustedCertificate } from './tls.ts';

/** What was being tried when it failed. `address` is what a person would recognise: `host:port`. */
export interface Attempt {
  address: string;
  url: string;
  /** The proxy on the way, without its password. */
  proxy?: string;
}

type Words = { message: string; hint: string };

/** Turns an error of net or tls into what was tried, what happened and what to do about it. */
export function connectProblem(error: unknown, attempt: Attempt): Problem {
  if (error instanceof UntrustedCertificate) return certificateProblem(error, attempt);
  const { code, message, addresses } = unfold(error);
  const target = attempt.proxy === undefined ? attempt.address : `the proxy ${attempt.proxy}`;
  const tried = addresses.length === 0 ? target : `${target} (${addresses.join(', ')})`;
  const words = networkWords(code, tried) ??
    tlsWords(code, message, attempt) ?? {
      message: `The connection to ${tried} failed: ${quoted(message)}.`,
      hint: 'The exact error is above; nothing was sent.',
    };
  return { code: code === '' ? 'connect-failed' : code, ...words };
}

function networkWords(code: string, tried: string): Words | undefined {
  switch (code) {
    case 'ECONNREFUSED':
      return {
        message: `Nothing listens at ${tried}: the connection was refused.`,
        hint: 'Start the server, or check the port in the URL.',
      };
    case 'ENOTFOUND':
      return {
        message: `The name in ${tried} does not exist: DNS has no address for it.`,
        hint: 'Check the spelling of the host.',
      };
    case 'EAI_AGAIN':
      return {
        message: `The name in ${tried} could not be looked up: DNS does not answer.`,
        hint: 'Check the network of this machine; try again.',
      };
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        message: `There is no way to ${tried} from this machine (${code}).`,
        hint: 'Check network, VPN and firewall.',
      };
    case 'ETIMEDOUT':
      return {
        message: `${tried} did not answer the connection attempt.`,
        hint: 'A firewall may drop it silently; check host, port and VPN.',
      };
    case 'ECONNRESET':
    case 'EPIPE':
      return {
        message: `${tried} closed the connection while it was being set up.`,
        hint: 'It may expect TLS (https://), no TLS (http://), a client certificate, or another client address.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        message: `This machine does not allow a connection to ${tried} (${code}).`,
        hint: 'A local firewall or sandbox forbids it.',
      };
    default:
      return undefined;
  }
}

function tlsWords(code: string, message: string, { address, url }: Attempt): Words | undefined {
  if (
    /wrong version number|packet length too long|http request|unexpected message/i.test(message) ||
    code === 'ERR_SSL_WRONG_VERSION_NUMBER'
  ) {
    const plain = url.replace(/^https:/, 'http:');
    return {
      message: `${address} does not speak TLS: it probably serves plain HTTP.`,
      hint: `Try ${quoted(plain)}.`,
    };
  }
  if (/alert protocol version|unsupported protocol|no protocols available/i.test(message)) {
    return {
      message: `${address} only speaks versions of TLS older than 1.2.`,
      hint: 'They are insecure and not spoken here.',
    };
  }
  if (/no application protocol/i.test(message)) {
    return {
      message: `${address} refuses HTTP/1.1.`,
      hint: 'It may speak HTTP/2 only, which is not spoken here.',
    };
  }
  if (/certificate required|bad certificate|handshake failure/i.test(message)) {
    return {
      message: `${address} refused the TLS handshake: ${quoted(message)}.`,
      hint: 'It may ask for a client certificate, or share no cipher with us.',
    };
  }
  return undefined;
}

const CERTIFICATE_WORDS: Record<string, string> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'comes from an authority that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'comes from an authority that is not trusted, or the server leaves a certificate of the chain out',
  UNABLE_TO_GET_ISSUER_CERT: 'comes from an authority that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'comes from an authority that is not trusted',
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  CERT_REVOKED: 'was revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another host',
};

function certificateProblem({ code, certificate }: UntrustedCertificate, { address }: Attempt): Problem {
  const what = CERTIFICATE_WORDS[code] ?? `was not accepted (${code})`;
  const about =
    certificate === undefined
      ? ''
      : ` It names ${quoted(certificate.subjectAltName ?? certificate.subject.replaceAll('\n', ', '))}, issued by ${quoted(
          certificate.issuer.replaceAll('\n', ', '),
        )}, valid ${certificate.validFrom} to ${certificate.validTo}, key SHA-256 ${keyFingerprint(certificate)}.`;
  return {
    code,
    message: `The certificate of ${address} ${what}.${about} Nothing was sent.`,
    hint: 'If you know this server: give the target a CA file with the authority that issued the certificate, or set the target to “do not verify”.',
  };
}

/** Node tries several addresses at once and reports them together. */
function unfold(error: unknown): { code: string; message: string; addresses: string[] } {
  const errors =
    error instanceof AggregateError && error.errors.length > 0 ? (error.errors as unknown[]) : [error];
  const addresses: string[] = [];
  for (const one of errors) {
    const { address, port } = one as { address?: string; port?: number };
    if (address !== undefined)
      addresses.push(address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`);
  }
  const first = errors[0] instanceof Error ? (errors[0] as NodeJS.ErrnoException) : undefined;
  return { code: first?.code ?? '', message: first?.message ?? String(error), addresses };
}
