import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../protocol/json/read.ts';
import { LISTENER, OFFERED, WORLD } from '../../test/fuzz-offered.ts';
import { FUZZ_LIMITS } from '../../protocol/fuzz.ts';
import { makingFor } from '../random.ts';
import { learnFrom } from '../seeds/learned.ts';
import type { Made, Making, Position, Strategy, Subject } from '../strategy.ts';
import { subjectsOf } from '../subjects.ts';
import { STRATEGIES } from './index.ts';

const { subjects } = subjectsOf(OFFERED, {
  seed: 1,
  learned: learnFrom([{ subject: 'list_notes', text: '{"ids":["n-1","n-2"],"id":"n-1"}' }]),
  tagsOf: () => [],
  allowDestructive: ['delete_note'],
  world: WORLD,
  listener: LISTENER,
  completes: true,
});

/** Where a strategy fits best, and once where it hardly does. */
function cellsOf(strategy: Strategy): { subject: Subject; position: Position | undefined }[] {
  const fitting = subjects
    .flatMap((subject) =>
      (strategy.of === 'message' ? [undefined] : subject.positions).map((position) => {
        return { subject, position, fit: strategy.fits(subject, position) };
      }),
    )
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit);
  return [...fitting.slice(0, 4), ...fitting.slice(4).slice(-1)];
}

function made(
  strategy: Strategy,
  has: Pick<Making, 'world' | 'listener'>,
  seed: number,
): (Made | undefined)[] {
  return cellsOf(strategy).flatMap(({ subject, position }) =>
    strategy.payloads(subject, position).map((payload, at) => payload.make(makingFor(seed, at + 1, 0, has))),
  );
}

it('are those that lie in the folder, under ids of their own', () => {
  const ids = STRATEGIES.map(({ meta }) => meta.id);
  expect(new Set(ids).size).toBe(ids.length);
  const folder = import.meta.dirname;
  const names = readdirSync(folder).filter(
    (name) => /\.ts$/.test(name) && !/test\.ts$|^index\.ts$/.test(name),
  );
  const list = readFileSync(join(folder, 'index.ts'), 'utf8');
  const missing = names.filter(
    (name) =>
      /^export (?:const|function) .*\bStrategy\b/m.test(readFileSync(join(folder, name), 'utf8')) &&
      !list.includes(`./${name}`),
  );
  expect(missing).toEqual([]);
});

describe.each(STRATEGIES.map((strategy): [string, Strategy] => [strategy.meta.id, strategy]))(
  '%s',
  (id, strategy) => {
    it('says what it is, why it matters and what to do', () => {
      const { meta } = strategy;
      expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      expect(meta.cwe).toMatch(/^CWE-\d+$/);
      for (const words of [meta.title, meta.about, meta.fix, meta.finding])
        expect(words.length).toBeGreaterThan(3);
      expect(meta.fix).toMatch(/\.$/);
    });

    it('fits somewhere, between 0 and 1, and says the same again', () => {
      const fits = subjects.flatMap((subject) =>
        (strategy.of === 'message' ? [undefined] : subject.positions).map((position) => {
          const fit = strategy.fits(subject, position);
          expect(strategy.fits(subject, position)).toBe(fit);
          return fit;
        }),
      );
      expect(Math.max(...fits)).toBeGreaterThan(0);
      for (const fit of fits) expect(fit >= 0 && fit <= 1).toBe(true);
    });

    it('has payloads with names of their own, some of them core, no more than are worth it', () => {
      for (const { subject, position } of cellsOf(strategy)) {
        const payloads = strategy.payloads(subject, position);
        const ids = payloads.map((payload) => payload.id);
        expect(new Set(ids).size, ids.join(' ')).toBe(ids.length);
        for (const one of ids) expect(one).toMatch(/^[a-z0-9]+(?:[-.][a-z0-9]+)*$/);
        expect(ids.length).toBeLessThanOrEqual(400);
      }
      const all = cellsOf(strategy).flatMap(({ subject, position }) => strategy.payloads(subject, position));
      expect(all.some(({ isCore }) => isCore)).toBe(true);
    });

    it('makes the same of the same seed, and JSON of every value', () => {
      const has = { world: WORLD, listener: LISTENER };
      const once = made(strategy, has, 3);
      expect(made(strategy, has, 3)).toEqual(once);
      expect(once.some((one) => one !== undefined)).toBe(true);
      for (const one of once) {
        if (one === undefined) continue;
        const text = 'json' in one ? one.json : one.message;
        expect(text.length).toBeLessThanOrEqual(FUZZ_LIMITS.text * 2);
        if (!('json' in one)) continue;
        const { root, faults } = readJson(text, { nodes: 2_000_000, depth: 1_000_000 });
        expect(root, text.slice(0, 200)).toBeDefined();
        expect(faults, text.slice(0, 200)).toEqual([]);
      }
    });

    it('makes nothing out of nothing: without a folder and a listener it does without', () => {
      const lacks = strategy.needs?.({});
      if (lacks === undefined) expect(() => made(strategy, {}, 3)).not.toThrow();
      else expect(lacks).toMatch(/\w+ \w+/);
    });
  },
);

it('take whatever a server says of a parameter', () => {
  const position = fc.record(
    {
      at: fc.constantFrom('/x', '/__proto__/constructor', '/a~1b/0', ''),
      words: fc.string(),
      description: fc.string(),
      types: fc.subarray(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null'] as const),
      format: fc.string(),
      pattern: fc.constantFrom('(', '(a+)+$', '^[a-z]{2,}$', '\\', '[', '(?<=a)b', ''),
      options: fc.array(fc.constantFrom('"a"', '1', '{}'), { maxLength: 3 }),
      minimum: fc.double({ noNaN: true, noDefaultInfinity: true }),
      maximum: fc.double({ noNaN: true, noDefaultInfinity: true }),
      minLength: fc.nat(),
      maxLength: fc.nat(),
      isRequired: fc.boolean(),
      learned: fc.constantFrom(['1', '"a-17"', '"__proto__"']),
      seed: fc.constantFrom('""', '"a"', '1', '{}', '[]', 'null', 'true', '1e400', '"\\ud800"'),
    },
    { requiredKeys: ['at', 'words', 'description', 'types', 'isRequired', 'seed'] },
  );
  fc.assert(
    fc.property(position, fc.constantFrom(...subjects), (given, subject) => {
      for (const strategy of STRATEGIES) {
        if (strategy.of === 'message') continue;
        const fit = strategy.fits(subject, given);
        expect(fit >= 0 && fit <= 1, `${strategy.meta.id} ${fit}`).toBe(true);
        for (const payload of strategy.payloads(subject, given)) {
          const one = payload.make(makingFor(1, 1, 0, { world: WORLD, listener: LISTENER }));
          if (one !== undefined && 'json' in one && one.json.length < 10_000)
            expect(readJson(one.json).faults, `${strategy.meta.id} ${payload.id}`).toEqual([]);
        }
      }
    }),
    { numRuns: 12, seed: 5 },
  );
});
