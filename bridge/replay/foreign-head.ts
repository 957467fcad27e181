import type { HttpHead } from '../../protocol/frame.ts';
import { looksSecret } from '../targets/secret-look.ts';

/** Names by which one server knows who asks; whatever they hold is for that server alone. */
const CREDENTIALS =
  /^(?:(?:proxy-)?authorization|cookie2?|mcp-session-id|last-event-id|(?:x-)?api-key|dpop|referer|signature(?:-input)?|(?:x-)?client-cert(?:-chain)?|x-forwarded-client-cert|(?:x-)?(?:session|sid|csrf|xsrf|signature)(?:-[\w-]*)?|cf-access-.*|x-amz-.*|x-goog-.*|x-ms-.*)$/i;
/** What every client says, whoever it talks to. */
const USUAL =
  /^(?:host|content-(?:type|length|encoding|language)|transfer-encoding|accept(?:-[\w-]+)?|user-agent|connection|keep-alive|te|expect|origin|cache-control|pragma|sec-fetch-[\w-]+|mcp-(?:protocol-version|method|name|param-[\w-]+))$/i;
/** Long enough to be none of the settings that go by the name of a secret. */
const SOME_VALUE = 'a-value-of-it';

export interface FirstTarget {
  /** Names of the headers that are set for it; undefined: it is not known any more, so any header may be one. */
  configured: readonly string[] | undefined;
  /** Whether a known secret stands in it. */
  holdsSecret(text: string): boolean;
}

/**
 * A recorded head for another target: its own address, and nothing that only the first target may see: credentials,
 * its session, the headers that were configured for it, and whatever holds a secret, looks like one or is called one.
 */
export function foreignHead(
  { startLine, headers }: Pick<HttpHead, 'startLine' | 'headers'>,
  url: string,
  { configured, holdsSecret }: FirstTarget,
): { head: string; notes: string[] } {
  const { host, pathname, search } = new URL(url);
  const own = new Set(configured?.map((name) => name.toLowerCase()));
  const isTheirs = (name: string, value: string): boolean =>
    CREDENTIALS.test(name) ||
    own.has(name.toLowerCase()) ||
    (configured === undefined && !USUAL.test(name)) ||
    holdsSecret(`${name}: ${value}`) ||
    looksSecret(name, value) ||
    looksSecret(name, SOME_VALUE);
  const dropped: string[] = [];
  const kept: string[] = [];
  for (const [name, value] of headers) {
    if (/^host$/i.test(name)) kept.push(`${name}: ${host}`);
    else if (isTheirs(name, value)) dropped.push(name);
    else kept.push(`${name}: ${value}`);
  }
  const [method = 'POST', , ...rest] = startLine.split(' ');
  // Of an address with a space in it the rest is no version, and may hold what its query did.
  const version = rest.slice(-1).map((word) => (/[?&=%]/.test(word) ? 'HTTP/1.1' : word));
  const line = [method, `${pathname}${search}`, ...version].join(' ');
  const notes = [
    'To another target: its address stands in the start line and in Host, the body is the same.',
  ];
  if (dropped.length > 0)
    notes.push(`Left out, because they are for the first target alone: ${[...new Set(dropped)].join(', ')}.`);
  return { head: [line, ...kept].join('\n'), notes };
}
