import { expect, it } from 'vitest';
import { LISTENER, OFFERED, WORLD } from '../../test/fuzz-offered.ts';
import { controlled, failed, said, seenOf, structured } from '../../test/fuzz-seen.ts';
import { fromBase64, toBase64 } from '../base64.ts';
import type { Heard } from '../oracle.ts';
import { placeOf, putAt } from '../place.ts';
import { makingFor } from '../random.ts';
import { learnFrom } from '../seeds/learned.ts';
import { STRATEGIES } from '../strategies/index.ts';
import type { Position, Strategy, Subject } from '../strategy.ts';
import { subjectsOf } from '../subjects.ts';
import { ORACLES } from './index.ts';

const { subjects } = subjectsOf(OFFERED, {
  seed: 1,
  learned: learnFrom([]),
  tagsOf: () => [],
  allowDestructive: [],
  world: WORLD,
  listener: LISTENER,
  completes: true,
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // URIError: no such letter.
    return text;
  }
};

/** What honest servers do with a text: all of it comes from the text itself. */
const WAYS: Record<string, (text: string) => Heard> = {
  'says it': said,
  'keeps it': (text) => structured({ id: 'n-1', kept: { title: text, at: '2026-01-05T10:00:00Z' } }),
  'does not find it': (text) =>
    failed(`Error: ENOENT: no such file or directory, open '${WORLD.root}/${text}'`),
  'says it in JSON': (text) => said(JSON.stringify({ query: text, results: [], count: 0 }, null, 2)),
  'quotes it twice': (text) => said(JSON.stringify({ log: JSON.stringify({ text }) })),
  'writes it for HTML': (text) => said(`<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`),
  'reads it as an address': (text) => said(`Looking at ${decoded(text)}`),
  'reads it as an address twice': (text) => said(`Looking at ${decoded(decoded(text))}`),
  'writes it as an address': (text) =>
    said(`https://example.org/?q=${encodeURIComponent(text.toWellFormed())}`),
  'writes it in base64': (text) => structured({ blob: toBase64(bytes(text)) }),
  'reads it as base64': (text) => said(fromBase64(text)),
  'shouts it': (text) => said(text.toUpperCase()),
  'folds it': (text) => said(text.normalize('NFKC').toLowerCase()),
  'drops what is no letter': (text) => said(text.replace(/[^A-Za-z0-9]/g, '')),
  'drops quotes': (text) => said(text.replace(/["'`\\]/g, '')),
  'makes a name of it': (text) => said(text.toLowerCase().replace(/[^a-z0-9]+/g, '-')),
  'cuts it off': (text) => said(`${text.slice(0, 30)}…`),
  'counts it': (text) => said(`${text.length} characters, ${text.split(' ').length} words`),
  'lists its words': (text) => structured({ words: text.split(/\W+/) }),
  'turns it round': (text) => said([...text].toReversed().join('')),
  'drops the way up': (text) => failed(`Cannot open ${text.replaceAll('../', '')}`),
  'refuses it': () => failed('Access denied - path outside allowed directories'),
};

/** What is tentative takes another text for other content, where nobody can see that it is made of what was sent. */
const UNREADABLE = new Set([
  'turns it round',
  'reads it as base64',
  'writes it in base64',
  'drops the way up',
]);

const ways = Object.entries(WAYS);
/** Of the ways each payload takes that share, in turn; all of them take minutes. */
const EVERY = 11;

function textOf(json: string): string {
  const value: unknown = JSON.parse(json);
  return typeof value === 'string' ? value : json;
}

/** Where a strategy fits best. */
function cellsFor(strategy: Strategy): { subject: Subject; position: Position }[] {
  return subjects
    .flatMap((subject) =>
      subject.positions.map((position) => ({ subject, position, fit: strategy.fits(subject, position) })),
    )
    .toSorted((one, other) => other.fit - one.fit)
    .slice(0, 2);
}

it('nothing that an honest server makes of what it was sent is more than taken as good', () => {
  const alarms = new Map<string, string>();
  let judged = 0;
  for (const strategy of STRATEGIES.filter((one) => one.of === 'value'))
    for (const { subject, position } of cellsFor(strategy)) {
      const place = placeOf(subject, position);
      const valid = textOf(position.seed);
      for (const [at, payload] of strategy.payloads(subject, position).entries()) {
        const making = makingFor(1, at + 1, 0, { world: WORLD, listener: LISTENER });
        const made = payload.make(making);
        if (made === undefined || !('json' in made) || made.json.length > 5000) continue;
        const text = textOf(made.json);
        for (const [name, way] of ways.filter((_, which) => (at + which) % EVERY === 0)) {
          const usual = way(valid);
          const heard = way(text);
          const seen = seenOf(made.json, made.expects, {
            subject,
            strategy,
            sent: putAt(place, made.json),
            heard,
            after: [heard],
            repeats: [heard, heard],
            token: making.token,
            control: controlled(usual, usual, usual),
          });
          judged++;
          const oracle = ORACLES.find((one) => one.judge(seen) !== undefined);
          if (oracle === undefined || oracle.meta.id === 'taken-as-good') continue;
          if (oracle.meta.id === 'unlisted-id' && UNREADABLE.has(name)) continue;
          alarms.set(
            `${oracle.meta.id}: ${strategy.meta.id} ${payload.id}, ${name}`,
            heard.text.slice(0, 300),
          );
        }
      }
    }
  expect(judged).toBeGreaterThan(1000);
  expect(Object.fromEntries(alarms)).toEqual({});
});
