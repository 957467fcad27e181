import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTENER, OFFERED, offeredTool, WORLD } from '../test/fuzz-offered.ts';
import { looksLike, type Kind } from './affinity.ts';
import type { CasePlan, PlanInput } from './cases.ts';
import { planCases } from './plan.ts';
import { makingFor } from './random.ts';
import { learnFrom } from './seeds/learned.ts';
import type { Strategy, Subject } from './strategy.ts';
import { subjectsOf, type OfferedItem } from './subjects.ts';
import { processorTime } from '../test/processor-time.ts';

function subjects(offered: readonly OfferedItem[] = OFFERED): Subject[] {
  return subjectsOf(offered, {
    seed: 7,
    learned: learnFrom([]),
    tagsOf: () => [],
    allowDestructive: [],
    world: WORLD,
    listener: LISTENER,
  }).subjects;
}

/** Every fourth payload is core. */
function strategy(id: string, kind: Kind, count: number, more: Partial<Strategy> = {}): Strategy {
  return {
    meta: { id, title: id, about: '', cwe: 'CWE-1', optIn: false, severity: 'high', fix: '', finding: '' },
    of: 'value',
    fits: (subject, position) => (position === undefined ? 0 : looksLike(position, kind, subject)),
    payloads: () =>
      Array.from({ length: count }, (_, at) => ({
        id: `p${at}`,
        isCore: at % 4 === 3,
        make: ({ token, random }) => ({
          json: JSON.stringify(`${id} ${at} ${token} ${random()}`),
          expects: [],
        }),
      })),
    ...more,
  };
}

const THREE = [
  strategy('paths', 'path', 40),
  strategy('statements', 'sql', 30),
  strategy('commands', 'command', 20),
];
const INPUT: PlanInput = { seed: 7, budget: 500 };

function plan(input: Partial<PlanInput> = {}, strategies = THREE, of = subjects()): CasePlan {
  return planCases(of, strategies, { ...INPUT, ...input }, { world: WORLD, listener: LISTENER });
}
const all = (of: CasePlan, seed = 7): string[] =>
  Array.from({ length: of.cases }, (_, at) => {
    const made = of.make(at + 1, makingFor(seed, at + 1, 0, {}))!;
    const { subject, position, strategy: way, payload } = made.case;
    return [subject.name, position?.at, way.meta.id, payload, made.text].join(' ');
  });

describe('a plan', () => {
  it('is the same again, byte for byte, and another one for another seed', () => {
    expect(all(plan())).toEqual(all(plan()));
    expect(all(plan(), 8)).not.toEqual(all(plan()));
  });

  it('tells of a case without the ones before it', () => {
    const whole = all(plan());
    const late = plan().make(417, makingFor(7, 417, 0, {}))!;
    expect(whole[416]).toContain(late.text);
    expect(plan().case(417)).toEqual(late.case);
  });

  it('has no case 0, none behind the last and none between', () => {
    const one = plan();
    for (const n of [0, -1, 1.5, one.cases + 1, Number.NaN]) {
      expect(one.case(n)).toBeUndefined();
      expect(one.make(n, makingFor(7, 1, 0, {}))).toBeUndefined();
    }
  });

  it('changes one value and leaves the rest of the call valid', () => {
    const one = plan({ budget: 2000 });
    for (let n = 1; n <= one.cases; n += 7) {
      const { text, value, case: own } = one.make(n, makingFor(7, n, 0, {}))!;
      const made = JSON.parse(text) as { params: { arguments?: Record<string, unknown> } };
      expect(text).toContain(
        own.position!.at === '' || own.subject.kind !== 'template' ? value : value.slice(1, -1),
      );
      const whole = JSON.parse(own.subject.text) as typeof made;
      const [key = ''] = own.position!.at.slice(1).split('/');
      for (const [name, valid] of Object.entries(whole.params.arguments ?? {}))
        if (name !== key) expect(made.params.arguments?.[name]).toEqual(valid);
    }
  });

  it('holds what cannot be left out of an object that is added for one value', () => {
    const filter = {
      type: 'object',
      properties: { by: { enum: ['name'] }, value: { type: 'string' } },
      required: ['by'],
    };
    const of = subjects([offeredTool('find', '', { filter, q: { type: 'string' } }, ['q'])]);
    const one = plan({}, [strategy('x', 'sql', 4)], of);
    const n = all(one).findIndex((line) => line.includes(' /filter/value ')) + 1;
    const { params } = JSON.parse(one.make(n, makingFor(7, n, 0, {}))!.text) as {
      params: { arguments: unknown };
    };
    expect(params.arguments).toEqual({
      q: expect.any(String),
      filter: { by: 'name', value: expect.stringMatching(/^x /) },
    });
  });

  it('puts another value in the same place', () => {
    const one = plan({}, THREE, subjects([OFFERED[0]!]));
    const made = one.make(3, makingFor(7, 3, 0, {}))!;
    const again = one.remake(made, '{"a":1}');
    expect(again.text).toBe(made.text.replace(made.value, '{"a":1}'));
    expect(again).toMatchObject({ case: made.case, value: '{"a":1}', made: { expects: [] } });
    expect(one.remake(again, made.value)).toEqual(made);
  });

  it('writes into the address of a template as it stands, whatever the value is', () => {
    const of = subjects(OFFERED.filter(({ section }) => section === 'templates'));
    const raw = strategy('raw', 'path', 1, {
      fits: () => 1,
      payloads: () => [{ id: 'one', isCore: true, make: () => ({ json: '"../%2e\\"\\n"', expects: [] }) }],
    });
    const texts = all(plan({}, [raw], of)).map((line) => /"uri":(".*")\}\}$/.exec(line)?.[1]);
    expect(texts).toContain('"note://../%2e\\"\\n"');
    expect(texts).toContain('"file:///../%2e\\"\\n"');
    expect(texts).toContain('"../%2e\\"\\n"');
  });
});

describe('the order of cases', () => {
  const lines = all(plan({ budget: 400 })).map((line) => line.split(' ', 3).join(' '));
  it('begins with what fits', () => {
    const early = lines.slice(0, 6).join('\n');
    expect(early).toMatch(/read_text_file \/path paths/);
    expect(early).toMatch(/run_query \/sql statements/);
  });
  it('reaches every parameter with every family long before the end of the lists', () => {
    const wanted = plan({ budget: 100_000 });
    const cells = new Set(all(wanted).map((line) => line.split(' ', 3).join(' ')));
    const reached = new Set(
      all(plan({ budget: Math.floor(wanted.wanted / 2) })).map((line) => line.split(' ', 3).join(' ')),
    );
    expect(reached.size).toBe(cells.size);
    expect(new Set(lines).size).toBeGreaterThan(cells.size / 2);
  });
  it('keeps to core payloads where nothing says what a parameter is for', () => {
    const whole = plan({ budget: 100_000 });
    const ids = all(whole)
      .filter((line) => line.startsWith('set_header /value paths'))
      .map((line) => line.split(' ')[3]);
    expect(ids).toEqual(['p3', 'p7', 'p11', 'p15', 'p19', 'p23', 'p27', 'p31', 'p35', 'p39']);
    expect(all(whole).filter((line) => line.startsWith('read_text_file /path paths'))).toHaveLength(40);
  });
  it('has a core payload first', () => {
    expect(all(plan()).find((line) => line.startsWith('read_text_file /path paths'))).toContain(' p3 ');
  });
});

describe('what a plan says', () => {
  it('adds up', () => {
    const one = plan({ budget: 300 });
    expect(one.cases).toBe(300);
    expect(one.wanted).toBe(plan({ budget: 100_000 }).cases);
    expect(one.subjects.reduce((sum, { cases }) => sum + cases, 0)).toBe(300);
    for (const { cases, parameters } of one.subjects)
      expect(
        parameters.flatMap(({ strategies }) => strategies).reduce((sum, each) => sum + each.cases, 0),
      ).toBe(cases);
    expect(one.subjects.find(({ name }) => name === 'read_text_file')!.parameters[0]).toMatchObject({
      at: '/path',
      from: 'world',
    });
  });

  it('tells what is not tried, and why', () => {
    const needy = strategy('needy', 'path', 3, { needs: () => 'no folder was made' });
    const slow = strategy('slow', 'path', 3);
    const more = [...THREE, needy, { ...slow, meta: { ...slow.meta, optIn: true } }];
    expect(plan({}, more).skipped).toEqual([
      { what: 'needy', why: 'No folder was made.' },
      { what: 'slow', why: 'It is tried only where it is asked for by name.' },
    ]);
    expect(plan({ strategies: ['slow', 'slwo'] }, more).skipped).toEqual([
      { what: 'slwo', why: 'There is no strategy of that name.' },
    ]);
    expect(
      plan({ strategies: ['slow'] }, more).subjects.flatMap(({ parameters }) =>
        parameters.flatMap(({ strategies }) => strategies),
      ),
    ).toContainEqual({ id: 'slow', cases: 3 });
  });

  it('has whole messages once for each subject that wants them', () => {
    const frames = strategy('frames', 'path', 0, {
      of: 'message',
      fits: ({ kind }) => (kind === 'protocol' ? 0.9 : 0),
      payloads: () => [
        { id: 'half', isCore: true, make: () => ({ message: '{', isAnswered: false, expects: [] }) },
      ],
    });
    const one = plan({}, [frames]);
    expect(one.cases).toBe(1);
    expect(one.make(1, makingFor(7, 1, 0, {}))).toMatchObject({ text: '{', case: { position: undefined } });
    expect(one.subjects.at(-1)).toMatchObject({
      kind: 'protocol',
      parameters: [{ at: '', strategies: [{ id: 'frames', cases: 1 }] }],
    });
  });

  it('is nothing where nothing fits', () => {
    expect(plan({}, [])).toMatchObject({ cases: 0, wanted: 0 });
    expect(plan({}, [strategy('x', 'path', 3, { fits: () => Number.NaN })]).cases).toBe(0);
  });
});

it('of 100,000 cases is made at once and holds none of them', () => {
  const many = Array.from({ length: 60 }, (_, at) =>
    offeredTool(`read_${at}`, '', { path: { type: 'string' }, sql: { type: 'string' } }),
  );
  const of = subjects(many);
  const since = processorTime();
  const one = plan(
    { budget: 100_000 },
    [strategy('paths', 'path', 900), strategy('statements', 'sql', 900)],
    of,
  );
  expect(processorTime() - since).toBeLessThan(15_000);
  expect(one.cases).toBe(100_000);
  expect(one.make(99_999, makingFor(7, 99_999, 0, {}))!.case.n).toBe(99_999);
});

describe('what a payload is made of', () => {
  it('has a token of its own for every case and attempt', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 100_000 }), fc.nat(9), (seed, n, attempt) => {
        const one = makingFor(seed, n, attempt, {});
        expect(one.token).toMatch(/^[a-z][a-z0-9]{15}$/);
        expect(makingFor(seed, n, attempt, {}).token).toBe(one.token);
        expect(makingFor(seed, n, attempt + 1, {}).token).not.toBe(one.token);
        expect(makingFor(seed, n + 1, attempt, {}).token).not.toBe(one.token);
        const numbers = Array.from({ length: 5 }, () => one.random());
        expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
        const again = makingFor(seed, n, attempt, {});
        expect(Array.from({ length: 5 }, () => again.random())).toEqual(numbers);
      }),
    );
    const tokens = new Set(Array.from({ length: 100_000 }, (_, at) => makingFor(1, at, 0, {}).token));
    expect(tokens.size).toBe(100_000);
  });
});
