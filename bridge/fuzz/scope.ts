import type { TargetSpec } from '../../protocol/target.ts';

/** The host of a target that has to be typed before anything is sent there; undefined: it is started here, or stands in a network of ours. */
export function publicHost(spec: TargetSpec): string | undefined {
  if (spec.kind === 'stdio' || spec.kind === 'recording') return undefined;
  const host = hostOf(spec.url);
  return isLoopback(host) || isPrivate(host) ? undefined : host;
}

/** Whether a target can call us where we listen: on this machine alone. */
export function isHere(spec: TargetSpec): boolean {
  if (spec.kind === 'recording') return false;
  return spec.kind === 'stdio' || isLoopback(hostOf(spec.url));
}

/** Spelled as every URL is: `0x7f.1` has become `127.0.0.1` already. */
function hostOf(url: string): string {
  try {
    return new URL(url).hostname.toLowerCase().replace(/\.$/, '');
  } catch {
    // TypeError: what is no URL is reached nowhere; a name nobody can type is never authorised.
    return url;
  }
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || numbersOf(host)?.[0] === 127
  );
}

/**
 * RFC 1918 and RFC 4193. A name may lead anywhere, so it is taken for a public one; so is a link-local address: there
 * the machines of a cloud answer about themselves, and whoever else is in the same net.
 */
function isPrivate(host: string): boolean {
  const [a = 0, b = 0] = numbersOf(host) ?? [];
  if (a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)) return true;
  return /^\[f[cd][0-9a-f]{2}:/.test(host);
}

function numbersOf(host: string): number[] | undefined {
  const mapped = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(host);
  if (mapped !== null) {
    const [high, low] = [mapped[1]!, mapped[2]!].map((part) => Number.parseInt(part, 16)) as [number, number];
    return [high >> 8, high & 255, low >> 8, low & 255];
  }
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(host) ? host.split('.').map(Number) : undefined;
}
