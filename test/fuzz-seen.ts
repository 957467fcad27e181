import type { Control, Heard, Seen } from '../fuzz/oracle.ts';
import type { Expectation, Strategy, Subject } from '../fuzz/strategy.ts';
import { LISTENER, WORLD } from './fuzz-offered.ts';

export const TOKEN = 'abcd1234efgh5678';

const message = (rest: object): string => JSON.stringify({ jsonrpc: '2.0', id: 7, ...rest });

function heard(outcome: Heard['outcome'], text: string, more: Partial<Heard> = {}): Heard {
  return { outcome, text, ms: 3, bytes: text.length, ...more };
}

/** An answer of a tool with this text, which may be JSON itself. */
export const said = (text: string, more?: Partial<Heard>): Heard =>
  heard('ok', message({ result: { content: [{ type: 'text', text }] } }), more);

export const structured = (structuredContent: object): Heard =>
  heard('ok', message({ result: { content: [], structuredContent } }));

export const failed = (text: string, more?: Partial<Heard>): Heard =>
  heard('tool-error', message({ result: { isError: true, content: [{ type: 'text', text }] } }), more);

export const refused = (code: number, text: string): Heard =>
  heard('error', message({ error: { code, message: text } }), { code });

export const silence = (outcome: 'no-answer' | 'closed' = 'no-answer', ms = 5000): Heard =>
  heard(outcome, '', { ms });

export const controlled = (...all: readonly Heard[]): Control => ({
  heard: all,
  ms: all[0]?.ms ?? 0,
  bytes: all[0]?.bytes ?? 0,
});

const callOf = (value: string): string =>
  message({
    method: 'tools/call',
    params: { name: 'show', arguments: { file: JSON.parse(value) as unknown } },
  });

export const SUBJECT: Subject = {
  kind: 'tool',
  name: 'show',
  description: 'Shows a note',
  tags: [],
  isReadOnly: false,
  method: 'tools/call',
  text: callOf('"notes/readme.txt"'),
  inputsAt: '/params/arguments',
  positions: [],
};

const STRATEGY: Strategy = {
  meta: {
    id: 'any',
    title: 'Any',
    about: 'Any',
    cwe: 'CWE-20',
    optIn: false,
    severity: 'high',
    finding: 'Anything',
    fix: 'Mend it.',
  },
  of: 'value',
  fits: () => 1,
  payloads: () => [],
};

/** What is seen of a case: one that was answered as the valid message is, unless something else is said. */
export function seenOf(payload: string, expects: readonly Expectation[], more: Partial<Seen> = {}): Seen {
  const usual = said('Notes are kept here.');
  return {
    subject: SUBJECT,
    strategy: STRATEGY,
    made: { json: payload, expects },
    sent: callOf(payload),
    heard: usual,
    before: [],
    after: [],
    control: controlled(usual, usual, usual),
    world: WORLD,
    listener: LISTENER,
    token: TOKEN,
    created: [],
    changed: [],
    asked: [],
    others: [],
    repeats: [],
    found: [],
    ...more,
  };
}

/** For each oracle: what it has to see, and the nearest that it may not take for it, each with its reason. */
export type OracleCases = Record<string, { sees: Record<string, Seen>; passesOver: Record<string, Seen> }>;
