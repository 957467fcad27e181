import type { RequestHead } from '../../bridge/api/guard.ts';

/** The same request, as if it had come with this header (or, without a value, without it). */
export function changedHead(request: RequestHead, name: string, value?: string): RequestHead {
  const rawHeaders: string[] = [];
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const [header = '', text = ''] = request.rawHeaders.slice(at, at + 2);
    if (header.toLowerCase() !== name) rawHeaders.push(header, text);
  }
  return { ...request, rawHeaders: value === undefined ? rawHeaders : [...rawHeaders, name, value] };
}
