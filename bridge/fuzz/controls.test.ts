import { expect, test } from 'vitest';
import type { Subject } from '../../fuzz/strategy.ts';
import { Controls } from './controls.ts';

const subjectOf = (name: string): Subject => ({
  ...{ kind: 'tool', name, description: '', tags: [], isReadOnly: true, method: 'tools/call' },
  ...{ text: '{}', inputsAt: '/params/arguments', positions: [] },
});

/** Every answer is another one of this many characters. */
function controlsOf(length: number, most?: number): Controls {
  let request = 0;
  return new Controls(() => {
    request++;
    const text = `${request} `.padEnd(length, 'x');
    const heard = { outcome: 'ok', text, ms: 1, bytes: length } as const;
    return Promise.resolve({ heard, session: 's', request, answer: request });
  }, most);
}

const lengths = (controls: Controls, name: string): number[] =>
  controls.known(subjectOf(name))!.heard.map(({ text }) => text.length);

test('long answers are kept together up to a bound; of the oldest only what they begin with is left', async () => {
  const controls = controlsOf(10_000, 60_000);
  const names = ['a', 'b', 'c'];
  for (const name of names) await controls.first(subjectOf(name));
  expect(lengths(controls, 'a')).toEqual([4000, 4000, 4000]);
  expect(lengths(controls, 'c')).toEqual([10_000, 10_000, 10_000]);
  expect(names.map((name) => controls.isWhole(subjectOf(name)))).toEqual([false, true, true]);
  // How long it took and how large it was is known all the same, and where it is recorded.
  expect(controls.known(subjectOf('a'))).toMatchObject({ ms: 1, bytes: 10_000 });
  expect(controls.all().map(({ request }) => request)).toEqual([3, 6, 9]);
  for (let i = 0; i < 500; i++) await controls.again(subjectOf(names[i % 3]!));
  expect(controls.text).toBeLessThanOrEqual(60_000);
  for (const name of names) expect(lengths(controls, name)).toHaveLength(12);
});

test('with the usual bound a run of very many large answers keeps 64 MiB of them, and each subject its newest', async () => {
  const controls = controlsOf(1024 * 1024);
  for (let i = 0; i < 40; i++) await controls.first(subjectOf(`t${i}`));
  expect(controls.text).toBeLessThanOrEqual(64 * 1024 * 1024);
  expect(controls.text).toBeGreaterThan(60 * 1024 * 1024);
  expect(lengths(controls, 't39').at(-1)).toBe(1024 * 1024);
});
