import type { HttpHead } from '../../../protocol/frame.ts';

export * from '../../../bridge/replay/foreign-head.ts';

/** All headers go along, to whoever is asked next. */
export function foreignHead(
  { startLine, headers }: Pick<HttpHead, 'startLine' | 'headers'>,
  url: string,
): { head: string; notes: string[] } {
  const { host, pathname, search } = new URL(url);
  const [method = 'POST', , ...rest] = startLine.split(' ');
  const kept = headers.map(([name, value]) => `${name}: ${/^host$/i.test(name) ? host : value}`);
  return { head: [[method, `${pathname}${search}`, ...rest].join(' '), ...kept].join('\n'), notes: [] };
}
