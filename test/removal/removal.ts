import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/sources.mjs';
import { removedIn } from '../../scripts/without-guard.mjs';
import { type Guard, needsProduct } from './guard.ts';
import { buildProduct } from './product.ts';
import { runTests, type Went } from './runners.ts';
import { type Outcome, outcomeOf } from './verdict.ts';

/** ms; a whole run of all named tests, and one run without a guard. */
const WITHIN = { all: 30 * 60_000, one: 4 * 60_000 };

/** One guard as it was seen. */
export interface Seen {
  guard: Guard;
  with: Outcome[];
  without: Outcome[];
  seconds: number;
  /** What went wrong, of those that did. */
  why: string[];
}

export const isHeld = (seen: Seen): boolean =>
  seen.guard.tests.length > 0 &&
  seen.with.every((outcome) => outcome === 'passed') &&
  seen.without.every((outcome) => outcome === 'failed');

/** Runs the tests of these guards with all of them standing, then without one after the other. */
export async function removeEach(guards: readonly Guard[], say: (words: string) => void): Promise<Seen[]> {
  const folder = join(root, 'node_modules', '.cache', 'mcp-sec-inspect', `removal-${process.pid}`);
  const whole = join(folder, 'whole');
  const base = (product: string) => ({ REMOVAL_FOLDER: folder, PRODUCT_FOLDER: product });
  mkdirSync(folder, { recursive: true });
  try {
    const all = guards.flatMap(({ tests }) => tests);
    if (all.some(needsProduct)) {
      say('building the product with every guard');
      await buildProduct(whole);
    }
    say('with every guard');
    const standing = await runTests({ tests: all, env: base(whole), folder, within: WITHIN.all });
    for (const words of standing.broken) say(words);
    const seen: Seen[] = [];
    for (const guard of guards) {
      const began = performance.now();
      const product = join(folder, 'without');
      if (guard.tests.some(needsProduct)) await buildProduct(product, guard, whole);
      const env = { ...base(product), ...removedIn({ module: guard.where.module, standIn: guard.without }) };
      rmSync(join(folder, 'vitest.json'), { force: true });
      rmSync(join(folder, 'playwright.json'), { force: true });
      const gone = await runTests({ tests: guard.tests, env, folder, within: WITHIN.one });
      const one = {
        guard,
        with: guard.tests.map((test) => outcomeOf(test, standing.went)),
        without: guard.tests.map((test) => outcomeOf(test, gone.went)),
        seconds: (performance.now() - began) / 1000,
        why: [
          ...whyNot(guard, standing.went, 'passed'),
          ...gone.broken,
          ...whyNot(guard, gone.went, 'failed'),
        ],
      };
      seen.push(one);
      say(`${isHeld(one) ? 'ok      ' : 'NOT HELD'} ${guard.id} (${one.seconds.toFixed(1)} s)`);
    }
    return seen;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function whyNot(guard: Guard, went: readonly Went[], wanted: Outcome): string[] {
  return guard.tests.flatMap((test) => {
    const outcome = outcomeOf(test, went);
    if (outcome === wanted) return [];
    const words = went
      .filter(({ file, name }) => file === test.file && name.includes(test.name))
      .flatMap(({ why }) => why);
    return [
      `${test.file} “${test.name}” ${outcome} ${wanted === 'passed' ? 'with' : 'without'} the guard. ${words.join('\n').slice(0, 600)}`,
    ];
  });
}
