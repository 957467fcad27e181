import { describe, expect, test } from 'vitest';
import { LISTENER, offeredTool, WORLD } from '../../test/fuzz-offered.ts';
import { ssrf } from '../strategies/ssrf.ts';
import { pathTraversal } from '../strategies/path-traversal.ts';
import type { Position, Strategy, Subject } from '../strategy.ts';
import { makingFor } from '../random.ts';
import { subjectsOf } from '../subjects.ts';
import { learnFrom } from './learned.ts';

const has = { world: WORLD, listener: LISTENER };

function placeOf(schema: object): { subject: Subject; position: Position } {
  const { subjects } = subjectsOf([offeredTool('lookup', 'Looks it up.', { x: schema })], {
    ...has,
    seed: 1,
    learned: learnFrom([]),
    tagsOf: () => [],
    allowDestructive: [],
  });
  const [subject] = subjects;
  return { subject: subject!, position: subject!.positions[0]! };
}

const text = (more: object): { subject: Subject; position: Position } => placeOf({ type: 'string', ...more });

/** Of what is tried first. */
function valuesOf(strategy: Strategy, { subject, position }: ReturnType<typeof placeOf>): string[] {
  const first = strategy.payloads(subject, position).filter(({ isCore }) => isCore);
  return first.flatMap(({ make }) => {
    const made = make(makingFor(1, 1, 0, has));
    return made !== undefined && 'json' in made ? [String(JSON.parse(made.json))] : [];
  });
}

describe('a path of the run in the place of an example', () => {
  test.each([
    ['below something', { default: 'notes/today.txt' }, 'notes/readme.txt'],
    ['from the top', { default: '/srv/notes/today.txt' }, `${WORLD.root}/notes/readme.txt`],
    [
      'below, though said to be absolute',
      { default: 'notes/a.txt', description: 'Absolute path.' },
      `${WORLD.root}/notes/readme.txt`,
    ],
    ['a folder itself', { default: './files' }, undefined],
  ])('stands as the example does: %s', (_name, schema, wanted) => {
    const { position } = text(schema);
    if (wanted !== undefined) expect(JSON.parse(position.seed)).toBe(wanted);
    else expect(JSON.parse(position.seed)).not.toMatch(/^notes\//);
  });

  test('goes through the folder that is let through', () => {
    const ways = valuesOf(pathTraversal, text({ default: 'notes/today.txt' }));
    expect(ways.slice(0, 9).some((way) => way.startsWith('notes/../'))).toBe(true);
  });
});

describe('an address of the run in the place of an example', () => {
  const place = text({ default: 'http://status.example.com/health' });

  test('is ours, and the example is remembered', () => {
    expect(place.position).toMatchObject({ from: 'world', named: '"http://status.example.com/health"' });
    expect(JSON.parse(place.position.seed)).toBe(`http://${LISTENER.host}:${LISTENER.port}/page`);
  });

  test('is written so that it looks like the example from the front, and asks nobody but us', () => {
    const addresses = valuesOf(ssrf, place).filter((value) => value.includes('status.example.com'));
    expect(addresses.some((value) => value.startsWith('http://status.example.com@127.0.0.1:'))).toBe(true);
    for (const value of addresses.filter((one) => URL.canParse(one)))
      expect(new URL(value).hostname).not.toContain('example');
  });

  test('where nothing was named, nothing is', () => {
    const bare = placeOf({ type: 'string', format: 'uri' }).position;
    expect(bare.from).toBe('world');
    expect(bare.named).toBeUndefined();
  });
});
