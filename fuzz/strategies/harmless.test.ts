import { describe, expect, it } from 'vitest';
import { LISTENER, offeredTool, WORLD } from '../../test/fuzz-offered.ts';
import { makingFor } from '../random.ts';
import { textsIn } from '../reflection.ts';
import { learnFrom } from '../seeds/learned.ts';
import type { Payload, Subject } from '../strategy.ts';
import { subjectsOf, type OfferedItem } from '../subjects.ts';
import { commandInjection } from './command-injection.ts';
import { ids } from './ids.ts';
import { nosqlInjection } from './nosql-injection.ts';
import { prototypePollution } from './prototype-pollution.ts';
import { redos } from './redos.ts';
import { requestState } from './request-state.ts';
import { sqlInjection } from './sql-injection.ts';
import { sqlReadonly } from './sql-readonly.ts';
import { processorTime } from '../../test/processor-time.ts';

const string = { type: 'string' };

function subjectOf(item: OfferedItem): Subject {
  const { subjects } = subjectsOf([item], {
    seed: 1,
    learned: learnFrom([]),
    tagsOf: () => [],
    allowDestructive: [],
    world: WORLD,
    listener: LISTENER,
  });
  return subjects[0]!;
}

const IN_WORLD = makingFor(1, 1, 0, { world: WORLD, listener: LISTENER });
const OUTSIDE = makingFor(1, 1, 0, { listener: LISTENER });

const textsOf = (payloads: readonly Payload[], making = IN_WORLD): string[] =>
  payloads.flatMap((payload) => {
    const made = payload.make(making);
    return made === undefined || !('json' in made) ? [] : [made.json];
  });

describe('who offers to write promises nothing', () => {
  const writing = (description: string): boolean => {
    const subject = subjectOf(offeredTool('run', description, { sql: string }));
    return textsOf(sqlReadonly.payloads(subject, subject.positions[0])).some((text) => /DELETE/i.test(text));
  };
  it.each([
    ['Execute any SQL statement (SELECT, INSERT, UPDATE, DELETE).', false],
    ['Execute an INSERT, UPDATE or DELETE query. For SELECT use read_query.', false],
    ['Runs INSERT and UPDATE. For read-only queries use read_query.', false],
    ['Execute a SELECT query on the database', true],
    ['Read-only: no INSERT, UPDATE or DELETE', true],
    ['SELECT only; INSERT, UPDATE and DELETE are refused.', true],
  ])('%s', (description, isPromised) => {
    expect(writing(description)).toBe(isPromised);
  });
});

describe('what runs statements or commands by purpose', () => {
  it('is not asked for a second statement without a way out of anything', () => {
    const subject = subjectOf(offeredTool('execute_sql', 'Runs SQL.', { sql: string }));
    const stacked = textsOf(sqlInjection.payloads(subject, subject.positions[0])).filter((text) =>
      text.includes('CREATE TABLE'),
    );
    expect(stacked.length).toBeGreaterThan(2);
    expect(stacked.filter((text) => /^"[^'")]*;/.test(text))).toEqual([]);
  });

  it.each([
    ['bash', 'script'],
    ['terminal', 'input'],
    ['shell_exec', 'line'],
  ])('%s is asked plainly, too', (name, parameter) => {
    const subject = subjectOf(offeredTool(name, '', { [parameter]: string }));
    for (const payload of commandInjection.payloads(subject, subject.positions[0]))
      for (const one of payload.make(IN_WORLD)?.expects ?? [])
        expect(one).toMatchObject({ kind: 'computed', unless: expect.any(String) as string });
  });
});

describe('outside of a world', () => {
  const widening = / OR 4973 IN \(4973\)|-- /;
  it('no condition holds for all rows where a tool writes', () => {
    const writes = subjectOf(
      offeredTool('update_customer', 'In the database.', { id: string, name: string }),
    );
    const reads = subjectOf(offeredTool('find_customer', 'In the database.', { id: string }));
    const asked = (subject: Subject, making = OUTSIDE): string[] =>
      textsOf(sqlInjection.payloads(subject, subject.positions[0]), making).filter(
        (text) => widening.test(text) && !text.includes('UNION'),
      );
    expect(asked(writes)).toEqual([]);
    expect(asked(writes, IN_WORLD).length).toBeGreaterThan(5);
    expect(asked(reads).length).toBeGreaterThan(5);
    expect(nosqlInjection.fits(writes, writes.positions[0])).toBe(0);
    expect(nosqlInjection.fits(reads, reads.positions[0])).toBeGreaterThan(0);
  });

  it('nothing is written under the next id', () => {
    const id = { ...string, examples: ['1001'] };
    const [writes, reads] = ['update_ticket', 'show_ticket'].map((name) =>
      subjectOf(offeredTool(name, '', { ticket_id: id })),
    );
    expect(ids.fits(writes!, writes!.positions[0])).toBe(0);
    expect(ids.fits(reads!, reads!.positions[0])).toBeGreaterThan(0.5);
  });

  it('what all objects would say is one name that nobody reads', () => {
    const subject = subjectOf(
      offeredTool('apply_settings', '', { settings: { type: 'object', properties: { a: string } } }),
    );
    const of = (making: typeof OUTSIDE): string =>
      textsOf(prototypePollution.payloads(subject, subject.positions[0]), making).join('\n');
    expect(of(OUTSIDE)).not.toContain('"role"');
    expect(of(IN_WORLD)).toContain('"role"');
  });
});

it('an expression has a million ways at most, and grows in length', () => {
  const subject = subjectOf(offeredTool('grep', '', { regex: string }));
  const [first] = redos.payloads(subject, subject.positions[0]).filter(({ id }) => id === 'expression');
  const sizes = first!.make(IN_WORLD)!.expects.flatMap((one) => (one.kind === 'slow' ? one.sizes : []));
  const lengths = sizes.map(({ length }) => length);
  expect(new Set(lengths).size).toBe(sizes.length);
  expect((sizes.at(-1)!.match(/\.\?/g) ?? []).length).toBeLessThanOrEqual(20);
});

it('to go on in a list, and what is there to be read, is little', () => {
  const severities = (name: string, parameter: string): unknown[] => {
    const schema = { ...string, examples: [btoa('{"offset":10}')] };
    const subject = subjectOf(offeredTool(name, '', { [parameter]: schema }));
    return requestState
      .payloads(subject, subject.positions[0])
      .flatMap((payload) => payload.make(IN_WORLD)?.severity ?? []);
  };
  expect(new Set(severities('list_items', 'continuation_token'))).toEqual(new Set(['low']));
  expect(new Set(severities('decode_token', 'token'))).toEqual(new Set(['low']));
  expect(new Set(severities('confirm', 'state'))).toEqual(new Set(['medium']));
});

it('a message that is cut off is read in no time, and so is a wide offer', () => {
  const began = processorTime();
  textsIn(`{"a":${JSON.stringify('"'.repeat(500_000))}}`);
  expect(processorTime() - began).toBeLessThan(10_000);
  const wide = Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`p${n}`, { type: 'boolean' }]));
  const offered = Array.from({ length: 120 }, (_, n) => offeredTool(`t${n}`, '', wide));
  const { subjects, skipped } = subjectsOf(offered, {
    seed: 1,
    learned: learnFrom([]),
    tagsOf: () => [],
    allowDestructive: [],
  });
  expect(subjects.reduce((sum, { positions }) => sum + positions.length, 0)).toBeLessThan(5200);
  expect(skipped.some(({ why }) => why.includes('parameters'))).toBe(true);
});
