import type { Heard } from '../fuzz/oracle.ts';
import { WORLD } from './fuzz-offered.ts';
import {
  SUBJECT,
  controlled,
  failed,
  refused,
  said,
  seenOf,
  silence,
  structured,
  type OracleCases,
} from './fuzz-seen.ts';

const three = (heard: Heard): Heard[] => [heard, heard, heard];
const TRACE = `TypeError: x is undefined\n    at show (/srv/notes/dist/show.js:12:7)\n    at run (/srv/notes/dist/run.js:40:3)`;
const sizes = [20, 30, 40, 60].map((length) => JSON.stringify('a'.repeat(length)));
const long = [13_669, 28_669, 58_669, 118_669].map((length) => JSON.stringify('a'.repeat(length - 2)));
const timed = (times: readonly number[]): Heard[][] => times.map((ms) => three(said('ok', { ms })));
/** By processor time, on a machine that lets everybody wait: the clock says what it likes. */
const cost = (times: readonly number[], waits = [900, 300, 2100]): Heard[][] =>
  times.map((cpuMs) => waits.map((ms) => said('ok', { ms: ms + cpuMs, cpuMs })));
const usual = cost([1])[0]!;
const mib = (count: number): number => count * 1024 * 1024;

/** Of what was seen beside it: ends, silence, words. */
export const SYMPTOMS: OracleCases = {
  crash: {
    sees: {
      'an end': seenOf('"x"', [{ kind: 'crash' }], {
        heard: silence('closed'),
        process: { exited: { code: null, signal: 'SIGSEGV' }, isAlone: true },
      }),
    },
    passesOver: {
      'an end after the answer': seenOf('"x"', [{ kind: 'crash' }], {
        process: { exited: { code: 0, signal: null }, isAlone: true },
      }),
      'a living server': seenOf('"x"', [{ kind: 'crash' }], { heard: silence(), process: { isAlone: true } }),
    },
  },
  hang: {
    sees: {
      'no answer to anything': seenOf('"x"', [{ kind: 'crash' }], { heard: silence(), isHealthy: false }),
    },
    passesOver: {
      'only this one': seenOf('"x"', [{ kind: 'crash' }], { heard: silence(), isHealthy: true }),
      'nobody asked': seenOf('"x"', [{ kind: 'crash' }], { heard: silence() }),
      'a server that never answers': seenOf('"x"', [{ kind: 'crash' }], {
        heard: silence(),
        isHealthy: false,
        control: controlled(silence()),
      }),
    },
  },
  'super-linear': {
    sees: {
      'ever slower': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], { others: timed([4, 20, 180, 2400]) }),
      'what costs ever more, on a busy machine': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], {
        others: cost([3, 7, 45, 310]),
        meanwhile: usual,
      }),
      'what costs ever more, though nobody asked for the longest': seenOf(
        sizes[3]!,
        [{ kind: 'slow', sizes: [...sizes, JSON.stringify('a'.repeat(90))] }],
        { others: [...cost([3, 7, 45, 310]), []], meanwhile: usual },
      ),
      'a list gone through for each of its entries': seenOf(long[3]!, [{ kind: 'slow', sizes: long }], {
        others: cost([3, 12, 50, 188]),
        meanwhile: usual,
      }),
      'what costs much and is little by the clock': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], {
        others: cost([2, 6, 20, 140], [0, 0, 0]),
        meanwhile: usual,
      }),
    },
    passesOver: {
      'one slow answer': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], { heard: said('ok', { ms: 4000 }) }),
      'as slow as long': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], {
        others: timed([200, 300, 400, 600]),
      }),
      'a busy machine': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], {
        others: timed([4, 20, 180, 2400]).map((heard) => [...heard.slice(0, 2), said('ok', { ms: 4 })]),
      }),
      'ever slower by the clock, at the same cost': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], {
        others: [4, 20, 180, 2400].map((ms) => three(said('ok', { ms, cpuMs: 2 }))),
        meanwhile: usual,
      }),
      'as much cost as length': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], {
        others: cost([100, 150, 200, 300]),
        meanwhile: usual,
      }),
      'a first one that had to be translated': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], {
        others: cost([14, 3, 4, 6]),
        meanwhile: usual,
      }),
      'a server for which everything is that hard': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], {
        others: cost([100, 110, 130, 300]),
        meanwhile: cost([95])[0]!,
      }),
      'too fast to tell': seenOf(sizes[3]!, [{ kind: 'slow', sizes }], { others: timed([1, 3, 9, 80]) }),
    },
  },
  'leaked-secret': {
    sees: {
      'what a rule finds': seenOf('"x"', [], {
        found: [
          { rule: 'provider-token', severity: 'critical', title: 'A token', says: 'One of a provider.' },
        ],
      }),
    },
    passesOver: {
      'other rules': seenOf('"x"', [], {
        found: [{ rule: 'version-banner', severity: 'info', title: 'A version', says: '1.2.3' }],
      }),
      'what was sent': seenOf(JSON.stringify('k'.repeat(2000)), [], {
        heard: said('k'.repeat(2000)),
        found: [
          { rule: 'provider-token', severity: 'critical', title: 'A token', says: 'One of a provider.' },
        ],
      }),
    },
  },
  'unlisted-id': {
    sees: {
      'somebody else’s': seenOf('"n-2"', [{ kind: 'unlisted' }], {
        heard: structured({ id: 'n-2', owner: 'Lee', total: '940.50' }),
        control: controlled(structured({ id: 'n-1', owner: 'you', total: '12.00' })),
      }),
      'another content, where what leads to nothing is refused': seenOf(
        '"n-2"',
        [{ kind: 'unlisted', unless: '"none"' }],
        {
          heard: structured({ id: 'n-2', owner: 'Lee', total: '940.50' }),
          control: controlled(structured({ id: 'n-1', owner: 'you', total: '12.00' })),
          others: [[failed('No such state')]],
        },
      ),
      'the changed number of a state': seenOf(
        '"eyJ9"',
        [{ kind: 'unlisted', turned: [{ was: 20, is: 21 }] }],
        {
          heard: said('Ordered for 21'),
          control: controlled(...three(said('Ordered for 20'))),
        },
      ),
    },
    passesOver: {
      'a number that counts up by itself': seenOf(
        '"n-2"',
        [{ kind: 'unlisted', turned: [{ was: 20, is: 21 }] }],
        {
          heard: said('Call 21'),
          control: controlled(said('Call 19'), said('Call 20')),
        },
      ),
      'another number than was changed': seenOf(
        '"n-2"',
        [{ kind: 'unlisted', turned: [{ was: 20, is: 21 }] }],
        {
          heard: said('Ordered for 35'),
          control: controlled(...three(said('Ordered for 20'))),
        },
      ),
      'who begins anew with whatever is none of its own': seenOf(
        '"n-2"',
        [{ kind: 'unlisted', unless: '"none"' }],
        {
          heard: said('What is it called?'),
          control: controlled(...three(said('Which colour has it?'))),
          others: [[said('What is it called?')]],
        },
      ),
      'a state in plain letters that is said back': seenOf(
        '"{\\"at\\":21}"',
        [{ kind: 'unlisted', turned: [{ was: 20, is: 21 }] }],
        {
          subject: { ...SUBJECT, text: SUBJECT.text.replace('"notes/readme.txt"', '"{\\"at\\":20}"') },
          heard: said('Kept: {"at":21}'),
          control: controlled(...three(said('Kept: {"at":20}'))),
        },
      ),
      'not found, in a good answer': seenOf('"n-2"', [{ kind: 'unlisted' }], {
        heard: said('There is no such note.'),
      }),
      'not found, in so many words': seenOf('"n-2"', [{ kind: 'unlisted' }], {
        heard: said('Note n-2 not found'),
      }),
      'nothing in it': seenOf('"n-2"', [{ kind: 'unlisted' }], {
        heard: structured({ notes: [] }),
        control: controlled(structured({ notes: [{ id: 'n-1', body: 'a' }] })),
      }),
      'the id alone differs': seenOf('"n-2"', [{ kind: 'unlisted' }], {
        heard: said('Looked for n-2 everywhere'),
        control: controlled(said('Looked for notes/readme.txt everywhere')),
      }),
      'an error': seenOf('"n-2"', [{ kind: 'unlisted' }], { heard: failed('Not yours') }),
    },
  },
  'database-error': {
    sees: {
      'an unclosed quote': seenOf(`"'"`, [], { heard: failed('SQLITE_ERROR: near "x": syntax error') }),
    },
    passesOver: {
      'what was sent': seenOf('"SQLITE_ERROR: no"', [], { heard: failed('Unknown note: SQLITE_ERROR: no') }),
      'a good answer': seenOf('"x"', [], { heard: said('SQLITE_ERROR: means that …') }),
      'a server that always fails so': seenOf('"x"', [], {
        heard: failed('SQLITE_ERROR: near "x": syntax error'),
        control: controlled(failed('SQLITE_ERROR: near "y": syntax error')),
      }),
    },
  },
  'stack-trace': {
    sees: {
      'in an error': seenOf('"x"', [], { heard: failed(TRACE) }),
      'in a good answer': seenOf('"x"', [], { heard: said(JSON.stringify({ error: TRACE })) }),
    },
    passesOver: {
      'what was sent': seenOf(JSON.stringify(TRACE), [], { heard: failed(`No such file: ${TRACE}`) }),
      'a usual one': seenOf('"x"', [], { heard: failed(TRACE), control: controlled(failed(TRACE)) }),
      'one line': seenOf('"x"', [], { heard: failed('at show (/srv/notes/dist/show.js:12:7)') }),
    },
  },
  'internal-path': {
    sees: {
      'a file of the server': seenOf('"x"', [], {
        heard: failed("Cannot find module '/home/lee/notes/dist/parse.js'"),
      }),
    },
    passesOver: {
      'what was sent': seenOf('"/home/lee/notes/dist/parse.js"', [], {
        heard: failed('Not allowed: /home/lee/notes/dist/parse.js'),
      }),
      'what was asked for, below its folder': seenOf('"missing.md"', [], {
        heard: failed('ENOENT: no such file, open /home/lee/notes/missing.md'),
      }),
      'the folder of the run': seenOf('"x"', [], { heard: failed(`Not in ${WORLD.root}/notes`) }),
      'an address': seenOf('"x"', [], { heard: failed('See https://example.org/home/lee/notes/why.html') }),
    },
  },
  growth: {
    sees: {
      'much memory': seenOf('"x"', [], {
        process: { rssBefore: mib(80), rssAfter: mib(900), isAlone: true },
      }),
      'much time': seenOf('"x"', [], {
        heard: silence('no-answer', 30_000),
        process: { cpuMs: 29_000, isAlone: true },
      }),
    },
    passesOver: {
      'others under way': seenOf('"x"', [], {
        process: { rssBefore: mib(80), rssAfter: mib(900), isAlone: false },
      }),
      'a collector that waits': seenOf('"x"', [], {
        process: { rssBefore: mib(80), rssAfter: mib(200), isAlone: true },
      }),
    },
  },
  'taken-as-good': {
    sees: {
      'a number for a text': seenOf('7', [{ kind: 'refusal' }], { heard: said('Notes are kept here, too.') }),
    },
    passesOver: {
      'a refusal': seenOf('7', [{ kind: 'refusal' }], { heard: refused(-32602, 'Invalid arguments') }),
      'a refusal that is not marked': seenOf('7', [{ kind: 'refusal' }], {
        heard: said('Error: file must be a string'),
      }),
      'a tool that never succeeds': seenOf('7', [{ kind: 'refusal' }], { control: controlled(failed('no')) }),
    },
  },
};
