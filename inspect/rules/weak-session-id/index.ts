import type { Rule, Said } from '../../rule.ts';
import { headersOf } from '../../support/http-head.ts';

export const weakSessionId: Rule = {
  meta: {
    id: 'weak-session-id',
    version: 1,
    title: 'The session id can be guessed',
    family: 'http',
    severity: 'high',
    confidence: 'firm',
    about:
      'Mcp-Session-Id names the session of one client. Where others can guess it, they can speak in that session or listen to its stream.',
    falsePositives: 'A server that checks credentials on every request and only counts sessions with the id.',
    fix: 'Use a random id of at least 128 bits (UUID version 4 or better), bind it to the user, and never take it for authentication.',
    references: ['OWASP MCP07', 'CWE-330', 'CWE-340', 'MCP 2025-11-25 basic/transports'],
  },
  reads: { fields: [] },
  watch(report) {
    const seen: string[] = [];
    return {
      frame(frame) {
        if (frame.head.toward !== 'client') return;
        const [header] = headersOf(frame, 'mcp-session-id');
        if (header === undefined || seen.includes(header.value)) return;
        const judged = judge(header.value, seen.at(-1));
        if (seen.length < 200) seen.push(header.value);
        if (judged !== undefined) report({ at: header.place(), ...judged });
      },
    };
  },
};

type Judged = Pick<Said, 'severity' | 'confidence' | 'says' | 'title'>;

function judge(id: string, before: string | undefined): Judged | undefined {
  if (!/^[\x21-\x7e]+$/.test(id))
    return {
      severity: 'medium',
      confidence: 'certain',
      title: 'The session id has characters it must not have',
      says: 'Mcp-Session-Id is empty or has characters other than visible ASCII.',
    };
  const step = before === undefined ? undefined : distance(before, id);
  if (step !== undefined)
    return {
      severity: 'high',
      confidence: 'certain',
      says: `Two sessions after another have ids that differ by ${step}: the next one is easily guessed.`,
    };
  if (isTime(id))
    return {
      severity: 'high',
      says: 'The session id is a time: whoever knows when a session began can guess it.',
    };
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[126]/i.test(id) && id.length === 36)
    return {
      severity: 'medium',
      says: 'The session id is a UUID made of the time and the machine, not of chance.',
    };
  const bits = roomOf(id);
  if (bits >= 64) return undefined;
  return {
    severity: bits < 40 ? 'high' : 'medium',
    says: `The session id has ${id.length} characters, at most ${Math.floor(bits)} bits of chance; 128 are usual.`,
  };
}

/** How much chance an id of that length and alphabet can hold at most. */
function roomOf(id: string): number {
  const distinct = new Set(id).size;
  const alphabet = /^\d+$/.test(id) ? 10 : /^[\da-f-]+$/i.test(id) ? 16 : /^[\da-z-]+$/.test(id) ? 36 : 64;
  // An id of a few repeated characters holds less than its alphabet promises.
  return id.length * Math.log2(Math.min(alphabet, distinct * 4));
}

/** Ten digits of seconds or thirteen of milliseconds, of the years 2001 to 2100, alone or behind a word. */
function isTime(id: string): boolean {
  const digits = /^(?:[a-z]{0,12}[-_.]?)(\d{10}|\d{13})$/i.exec(id)?.[1];
  if (digits === undefined) return false;
  const seconds = Number(digits.slice(0, 10));
  return seconds > 1_000_000_000 && seconds < 4_102_444_800;
}

/** By how much the number at the end grew, where the rest is the same and the step is small. */
function distance(before: string, id: string): number | undefined {
  const [a, b] = [/^(.*?)(\d{1,15})$/.exec(before.slice(0, 200)), /^(.*?)(\d{1,15})$/.exec(id.slice(0, 200))];
  if (a === null || b === null || a[1] !== b[1]) return undefined;
  const step = Number(b[2]) - Number(a[2]);
  return step > 0 && step <= 1000 ? step : undefined;
}
