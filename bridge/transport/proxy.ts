import { BlockList, isIP, isIPv4 } from 'node:net';
import type { Outcome } from '../../protocol/problem.ts';
import { quoted } from './response-head.ts';

/** What HTTPS_PROXY, HTTP_PROXY and NO_PROXY say; whoever starts the bridge reads them. */
export interface ProxySettings {
  https?: string;
  http?: string;
  /** Comma-separated: host names (and all below them), addresses, networks, `*`; with a port or without. */
  no?: string;
}

/**
 * The proxy for a target, or none. This machine itself is never asked for through a proxy: servers
 * on loopback are what is debugged most, and another machine's loopback is not what was meant.
 */
export function proxyFor(target: URL, settings: ProxySettings = {}): Outcome<URL | undefined> {
  const isSecure = target.protocol === 'https:';
  const text = (isSecure ? settings.https : settings.http)?.trim();
  if (text === undefined || text === '') return { ok: true, value: undefined };
  if (isLoopback(hostOf(target)) || isExcepted(target, settings.no ?? ''))
    return { ok: true, value: undefined };
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const proxy = URL.canParse(address) ? new URL(address) : undefined;
  if (proxy !== undefined && (proxy.protocol === 'http:' || proxy.protocol === 'https:'))
    return { ok: true, value: proxy };
  const name = isSecure ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  return {
    ok: false,
    problem: {
      code: 'bad-proxy',
      message: `${name} is ${quoted(withoutPassword(text))}, which is not the address of an HTTP proxy.`,
      hint: `Set it to http://host:port, unset it, or name ${quoted(target.hostname)} in NO_PROXY. SOCKS proxies are not spoken.`,
    },
  };
}

/** `user:password` of a proxy's address as the header it becomes; it has to be masked where it is shown. */
export function proxyAuthorization(proxy: URL): string | undefined {
  return basicCredentials(proxy);
}

/** `Basic …` for the user and password that stand in an address (RFC 7617). */
export function basicCredentials({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const pair = `${decodeURIComponentSafely(username)}:${decodeURIComponentSafely(password)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

/** Without the brackets that an IPv6 address has in a URL. */
export function hostOf(url: URL): string {
  return url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname;
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return (isIPv4(host) && host.startsWith('127.')) || host === '::1';
}

function isExcepted(target: URL, list: string): boolean {
  const host = hostOf(target).replace(/\.$/, '').toLowerCase();
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matches(entry.toLowerCase(), host, portOf(target)));
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return isInNetwork(entry, host);
  const withPort = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry);
  if (withPort !== null && Number(withPort[2]) !== port) return false;
  const name = (withPort?.[1] ?? entry).replace(/^\[|\]$/g, '').replace(/^\*?\./, '');
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function isInNetwork(entry: string, host: string): boolean {
  const [address = '', bits = ''] = entry.split('/');
  const family = isIP(address);
  if (family === 0 || isIP(host) !== family || !/^\d{1,3}$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  const network = new BlockList();
  network.addSubnet(address, Number(bits), kind);
  return network.check(host, kind);
}

function withoutPassword(text: string): string {
  return text.replace(/:[^:@/]*@/, ':…@');
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // URIError: a lone % was meant as it stands.
    return text;
  }
}
