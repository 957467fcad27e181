import type { HttpHead } from '../../protocol/frame.ts';
import type { Problem } from '../../protocol/problem.ts';
import { quoted, valuesOf } from './response-head.ts';

/** A 3xx answer in words. It is never followed: another address is another target, for a person to choose. */
export function redirectProblem(method: string, url: URL, head: HttpHead): Problem | undefined {
  const { status = 0, headers } = head;
  if (status < 300 || status > 399) return undefined;
  const [location] = valuesOf(headers, 'location');
  const asked = `${method} ${url.origin}${url.pathname}`;
  if (location === undefined) {
    return {
      code: 'redirect',
      message: `${asked} was answered ${status} without saying where to go; nothing was followed.`,
    };
  }
  const where = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
  const isElsewhere = where !== undefined && where.origin !== url.origin;
  return {
    code: 'redirect',
    message: `${asked} was answered ${status} with the location ${quoted(location)}${isElsewhere ? ', which is another server' : ''}; it was not followed.`,
    hint: 'If you trust that address, add it as a target of its own.',
  };
}
