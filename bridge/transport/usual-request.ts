import type { RawHeader } from '../../protocol/frame.ts';
import { READABLE_CODINGS } from './inflate.ts';

/** What stands in every request of ours, unless something else is given. */
export function ownHeaders(url: URL, bodyLength: number | undefined): RawHeader[] {
  const own: RawHeader[] = [
    ['Host', url.host],
    ['User-Agent', 'mcp-sec-inspect'],
    ['Accept', '*/*'],
    ['Accept-Encoding', READABLE_CODINGS.join(', ')],
    ['Connection', 'keep-alive'],
  ];
  if (bodyLength !== undefined)
    own.push(['Content-Type', 'application/json'], ['Content-Length', String(bodyLength)]);
  return own;
}

export function pathOf({ pathname, search }: URL): string {
  return `${pathname}${search}`;
}

/** A head to be written on: one line a header. What was set by hand is left out, and named. */
export function usualHead(
  url: URL,
  headers: readonly RawHeader[],
  handSet: readonly RawHeader[],
): { text: string; targetHeaders: string[] } {
  const names = new Set(handSet.map(([name]) => name.toLowerCase()));
  const shown = headers.filter(([name]) => !names.has(name.toLowerCase()));
  const lines = shown.map(([name, value]) => (value === '' ? `${name}:` : `${name}: ${value}`));
  // Header values are bytes, one character each; a head that is edited is text in UTF-8.
  const text = Buffer.from([`POST ${pathOf(url)} HTTP/1.1`, ...lines].join('\n'), 'latin1').toString('utf8');
  return { text, targetHeaders: [...new Set(handSet.map(([name]) => name))] };
}
