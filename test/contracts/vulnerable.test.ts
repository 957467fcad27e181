import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { familyNames, loadFamily } from '../servers/vulnerable/sinks.mjs';
import { endAll, open } from './talking.ts';
import type { Talk } from './talk.ts';

interface Sink {
  id: string;
  strategy: string;
  isUnseen?: boolean;
  tool?: { name: string };
  prompt?: { name: string };
  reads?: string;
  usual?: unknown;
  completes?: { ref: unknown; argument: unknown };
  line?: unknown;
}

const root = mkdtempSync(join(tmpdir(), 'vulnerable-'));
mkdirSync(join(root, 'notes', 'x'), { recursive: true });
for (const name of ['readme.txt', 'x/readme.txt'])
  writeFileSync(join(root, 'notes', name), 'second\nfirst\n');

afterEach(endAll);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const families = await Promise.all(
  familyNames().map(async (name): Promise<[string, readonly Sink[]]> => [
    name,
    (await loadFamily(name)).sinks,
  ]),
);

/** Answers to what the sink is there for; undefined: it has nothing usual to ask. */
async function usualAnswers(talk: Talk, sink: Sink): Promise<unknown[]> {
  const usual =
    typeof sink.usual === 'function' ? (sink.usual as (root: string) => unknown)(root) : sink.usual;
  const asked: [string, unknown][] = [];
  if (usual !== undefined) {
    if (sink.tool !== undefined) asked.push(['tools/call', { name: sink.tool.name, arguments: usual }]);
    else if (sink.prompt !== undefined)
      asked.push(['prompts/get', { name: sink.prompt.name, arguments: usual }]);
    else if (sink.reads !== undefined) asked.push(['resources/read', usual]);
  }
  if (sink.completes !== undefined) asked.push(['completion/complete', sink.completes]);
  const answers = [];
  for (const [i, [method, params]] of asked.entries()) {
    talk.send(method, params, i + 1);
    const { result, error } = await talk.until((message) => message.id === i + 1);
    expect(error ?? (result?.['isError'] === true ? result : undefined)).toBeUndefined();
    answers.push(result);
  }
  return answers;
}

/** Their programs and shells are those of other systems. */
const NOT_ON_WINDOWS = new Set(['argument-injection', 'command-injection', 'completion']);

describe.each(families)('vulnerable %s', (family, sinks) => {
  test.skipIf(process.platform === 'win32' && NOT_ON_WINDOWS.has(family))(
    'a fix answers what is usual as the flaw does',
    async () => {
      const plain = sinks.filter(({ line }) => line === undefined);
      const args = [family, `--root=${root}`];
      const [flawed, fixed] = await Promise.all(
        [args, [...args, '--fixed']].map((words) => open('vulnerable/server.mjs', words)),
      );
      if (flawed === undefined || fixed === undefined) throw new Error('two were started');
      for (const sink of plain) {
        expect(await usualAnswers(fixed, sink), sink.id).toEqual(await usualAnswers(flawed, sink));
      }
    },
  );
});

test('three sinks for each strategy, besides those that were written afterwards', () => {
  const all = families.flatMap(([, sinks]) => sinks);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  const seen = all.filter(({ isUnseen }) => isUnseen !== true);
  for (const strategy of new Set(seen.map(({ strategy }) => strategy))) {
    expect(seen.filter((sink) => sink.strategy === strategy).length, strategy).toBeGreaterThanOrEqual(3);
  }
});
