import { headersOf, headerOf, RequestHeads, startLinePlace } from '../../support/http-head.ts';
import type { RecordedFrame } from '../../message.ts';
import type { Rule } from '../../rule.ts';

export const wrongContentType: Rule = {
  meta: {
    id: 'wrong-content-type',
    version: 1,
    title: 'The content type does not fit the answer',
    family: 'http',
    severity: 'medium',
    confidence: 'certain',
    about:
      'A message declared as HTML is drawn as a page by a browser that opens it, with whatever text the server was given in it. A missing type is guessed.',
    falsePositives: 'A gateway in between may answer for the server, with a page of its own.',
    fix: 'Answer with application/json or text/event-stream, and send X-Content-Type-Options: nosniff.',
    references: ['OWASP MCP06', 'CWE-351', 'MCP 2025-11-25 basic/transports', 'WHATWG MIME Sniffing'],
  },
  reads: { fields: [] },
  watch(report) {
    const requests = new RequestHeads();
    const said = new Set<string>();
    const once = (key: string): boolean => {
      if (said.has(key) || said.size >= 50) return false;
      said.add(key);
      return true;
    };
    return {
      frame(frame) {
        requests.take(frame);
        const { head } = frame;
        if (head.toward !== 'client' || head.http?.status === undefined || frame.payload === undefined)
          return;
        if (frame.payload.length === 0) return;
        const [header] = headersOf(frame, 'content-type');
        const type = header?.value.split(';', 1)[0]!.trim().toLowerCase();
        const at = header?.place() ?? startLinePlace(frame);
        if (frame.messages.length > 0) {
          if (
            type !== undefined &&
            (/^application\/(?:[\w.-]+\+)?json$/.test(type) || type === 'text/event-stream')
          )
            return;
          if (!once(`message ${type ?? ''}`)) return;
          const isPage = type === 'text/html' || type === 'application/xhtml+xml' || type === 'image/svg+xml';
          report({
            at,
            severity: isPage ? 'medium' : 'low',
            says:
              type === undefined
                ? 'A message came without Content-Type; what reads it has to guess.'
                : `A message came as ${type.slice(0, 120)}${isPage ? '; a browser that opens it draws it as a page' : ' instead of application/json'}.`,
          });
          return;
        }
        if (type !== 'text/html' || !repeats(frame, requests.of(head.answers)?.target)) return;
        if (headerOf(frame, 'x-content-type-options')?.toLowerCase() === 'nosniff') return;
        if (once('page'))
          report({
            at,
            severity: 'low',
            title: 'A page repeats what was asked',
            says: 'An HTML answer repeats markup characters of the request as they were sent; a link to this address could put script into the page.',
          });
      },
    };
  },
};

const MOST_OF_A_PAGE = 64 * 1024;

/** Whether a page has the query of its request in it, with an angle bracket or quote that was not escaped. */
function repeats(frame: RecordedFrame, target: string | undefined): boolean {
  const query = target?.slice(target.indexOf('?') + 1);
  if (query === undefined || query === target) return false;
  const page = new TextDecoder().decode(frame.payload!.subarray(0, MOST_OF_A_PAGE));
  return query
    .split('&', 20)
    .map((pair) => decoded(pair.slice(pair.indexOf('=') + 1)))
    .some(
      (value) => value.length >= 4 && value.length <= 1000 && /[<>"']/.test(value) && page.includes(value),
    );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}
