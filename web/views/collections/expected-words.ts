import type { Check, Expectation } from '../../../protocol/collection/collection.ts';

export const OUTCOMES: Record<NonNullable<Expectation['outcome']>, string> = {
  result: 'a result',
  'tool-error': 'a tool error (isError)',
  error: 'a JSON-RPC error',
  'no-answer': 'no answer',
};

/** What is expected of a call, a line each. */
export function expectedLines({
  outcome,
  errorCode,
  status,
  checks,
  noFinding,
  within,
}: Expectation): string[] {
  const lines = [
    outcome === undefined
      ? undefined
      : `${OUTCOMES[outcome]}${errorCode === undefined ? '' : ` ${errorCode}`}`,
    status === undefined ? undefined : `HTTP ${status}`,
    ...checks.map(checkWords),
    noFinding === undefined ? undefined : `no finding of ${noFinding} or graver`,
    within === undefined ? undefined : `within ${within} ms`,
  ].filter((line) => line !== undefined);
  return lines.length === 0 ? ['any answer'] : lines;
}

function checkWords(check: Check): string {
  const place = check.pointer === '' ? 'the message' : check.pointer;
  if ('equals' in check) return `${place} = ${check.equals}`;
  if ('matches' in check) return `${place} matches ${check.matches}`;
  return check.exists ? `${place} exists` : `nothing at ${place}`;
}
