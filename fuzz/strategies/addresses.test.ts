import { describe, expect, test } from 'vitest';
import { someMaking, somePosition, someTool } from '../../test/fuzz-subjects.ts';
import type { Made, Position } from '../strategy.ts';
import { ssrf } from './ssrf.ts';

const making = {
  ...someMaking(),
  listener: { host: '127.0.0.1', port: 23_456, body: 'b'.repeat(32) },
};

function madeOf(position: Position, description = ''): Map<string, Made & { text: string }> {
  const tool = someTool(position, { description });
  return new Map(
    ssrf.payloads(tool, position).flatMap(({ id, make }) => {
      const made = make(making);
      if (made === undefined || !('json' in made)) return [];
      return [[id, { ...made, text: String(JSON.parse(made.json)) }] as const];
    }),
  );
}

const all = madeOf(somePosition('/url', { seed: '"http://status.example.com/health"' }));
const LOOPBACK = /^(?:127\.0\.0\.1|localhost\.?|\[::1\]|\[::ffff:7f00:1\]|0\.0\.0\.0|\[::\])$/;
const addresses = [...all].filter(([, { text }]) => /^https?:\/\//i.test(text));

describe('every address', () => {
  test.each(addresses)('%s leads to the listener, with the token', (id, { text }) => {
    // Some are for those who read otherwise than the rule says.
    if (['padded', 'slash-three', 'backslash-before', 'userinfo-encoded'].includes(id)) return;
    const url = new URL(text);
    expect(url.hostname).toMatch(LOOPBACK);
    expect(url.port).toBe('23456');
    expect(url.href).toContain(making.token);
  });

  test.each([...all])('%s names the token', (id, { text }) => {
    expect(text.includes(making.token)).toBe(true);
    expect(id).toMatch(/^[a-z0-9-]+$/);
  });

  test('leads nowhere else, where no other host is asked anyway', () => {
    const others = [...madeOf(somePosition('/url'))].filter(([, { text }]) => /example/.test(text));
    expect(others.length).toBeGreaterThan(3);
    for (const [id, { text }] of others) {
      if (id === 'userinfo-encoded' || id === 'slash-three') continue;
      expect(new URL(text).hostname).toMatch(LOOPBACK);
    }
  });
});

test('an allowed host stands in front, before what it is really asked of', () => {
  expect(all.get('userinfo')?.text).toBe(`http://status.example.com@127.0.0.1:23456/${making.token}`);
});

test('other spellings count only where the plain address is refused', () => {
  for (const [id, { expects }] of all) {
    if (id.startsWith('plain')) continue;
    expect(expects, id).toEqual([
      { kind: 'listener', unless: `"http://127.0.0.1:23456/plain/${making.token}"` },
    ]);
  }
});

test.each([
  ['a tool that is there to ask for addresses', '/url', 'Shows a page', 'low', 'medium'],
  ['one that does not say so', '/x', 'Looks it up', 'medium', 'medium'],
  ['one that promises to keep to public ones', '/url', 'Only public hosts are asked', 'high', 'high'],
  ['one that promises to leave private ones alone', '/url', 'Private addresses are blocked', 'high', 'high'],
])('how bad the plain address is: %s', (_name, at, description, asked, read) => {
  const made = madeOf(somePosition(at), description);
  expect(made.get('plain')?.severity).toBe(asked);
  expect(made.get('plain-read')?.severity).toBe(read);
});

test('without a listener there is nothing to be asked', () => {
  const position = somePosition('/url');
  const [first] = ssrf.payloads(someTool(position), position);
  expect(first?.make(someMaking())).toBeUndefined();
  expect(ssrf.needs?.({})).toMatch(/listener/);
});
