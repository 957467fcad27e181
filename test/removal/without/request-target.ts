import type { RequestTarget } from '../../../bridge/api/request-target.ts';

/** Every spelling is read, as a URL would be. */
export function readRequestTarget(target: string): RequestTarget | undefined {
  const base = 'http://any.example';
  if (!URL.canParse(target, base)) return undefined;
  const { pathname, search } = new URL(target, base);
  return { path: pathname, query: search.slice(1) };
}
