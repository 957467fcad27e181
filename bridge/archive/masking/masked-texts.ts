import type { FrameHead, RawHeader } from '../../../protocol/frame.ts';
import { CREDENTIAL_HEADER, credentialsOf } from './secret-finders.ts';
import type { SecretSearch } from './secret-search.ts';

/** Fields that say what something is, out of lists of ours; no secret, and nothing else would be read back. */
const OURS = new Set(
  'kind transport stage status era section severity confidence family part channel toward leg author colour rule code sign'.split(
    ' ',
  ),
);

const STAR = '*';

/** A text with what is secret in it replaced, as many bytes as before. */
export function maskedText(text: string, search: SecretSearch): string {
  const bytes = Buffer.from(text, 'utf8');
  const stretches = search.find(bytes);
  for (const { from, to } of stretches) bytes.fill(STAR, from, to);
  return stretches.length === 0 ? text : bytes.toString('utf8');
}

/** All texts of a value, however deep. */
export function maskedTexts<T>(value: T, search: SecretSearch): T {
  if (typeof value === 'string') return maskedText(value, search) as T;
  if (Array.isArray(value)) return value.map((entry: unknown) => maskedTexts(entry, search)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]: [string, unknown]) => [
    maskedText(key, search),
    OURS.has(key) ? entry : maskedPair(key, entry, search),
  ]);
  return Object.fromEntries(entries) as T;
}

/** What a record calls a secret is one, as in `{"token": "…"}`. */
function maskedPair(key: string, entry: unknown, search: SecretSearch): unknown {
  if (typeof entry !== 'string') return maskedTexts(entry, search);
  const pair = `${JSON.stringify(key)}:`;
  const masked = maskedText(`${pair}${JSON.stringify(entry)}`, search);
  try {
    const inner = JSON.parse(masked.slice(pair.length)) as unknown;
    if (typeof inner === 'string') return maskedText(inner, search);
  } catch {
    // SyntaxError: the mask went over the quotes.
  }
  return maskedText(entry, search);
}

/** What a head says in words and headers; where it lies and when it came stays. */
export function maskedHead(head: FrameHead, search: SecretSearch): FrameHead {
  const { http, sse, problem } = head;
  return {
    ...head,
    ...(problem === undefined ? {} : { problem: maskedText(problem, search) }),
    ...(sse === undefined ? {} : { sse: maskedTexts(sse, search) }),
    ...(http === undefined
      ? {}
      : {
          http: {
            ...http,
            startLine: maskedLatin1(http.startLine, search),
            headers: http.headers.map((header) => maskedHeader(header, search)),
          },
        }),
  };
}

function maskedHeader([name, value]: RawHeader, search: SecretSearch): RawHeader {
  let given = value;
  if (CREDENTIAL_HEADER.test(name))
    for (const { from, to } of credentialsOf(name, value))
      given = given.slice(0, from) + STAR.repeat(to - from) + given.slice(to);
  return [maskedLatin1(name, search), maskedLatin1(given, search)];
}

function maskedLatin1(text: string, search: SecretSearch): string {
  const bytes = Buffer.from(text, 'latin1');
  for (const { from, to } of search.find(bytes)) bytes.fill(STAR, from, to);
  return bytes.toString('latin1');
}
