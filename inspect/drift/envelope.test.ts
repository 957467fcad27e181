import { expect, test } from 'vitest';
import { driftOf } from '../../test/drift-world.ts';

const INFO = { name: 'notes', version: '1.0.0' };
const NEWER = { ...INFO, version: '1.1.0' };
const meta = (info: object, more: object = {}): object => ({
  'io.modelcontextprotocol/serverInfo': info,
  ...more,
});
const kinds = (
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  isOtherEra = false,
): string[] =>
  driftOf(
    { server: before, source: { era: isOtherEra ? 'modern' : 'handshake' } },
    { server: after, source: { era: 'handshake' } },
  ).items.flatMap(({ name, changes }) => changes.map(({ kind }) => `${name} ${kind}`));

test('who the server is, is told once, unless it says two things', () => {
  const was = { serverInfo: INFO, _meta: meta(INFO) };
  expect(kinds(was, { serverInfo: NEWER, _meta: meta(NEWER) })).toEqual(['serverInfo version-changed']);
  expect(kinds(was, { serverInfo: INFO, _meta: meta(NEWER) })).toContain('_meta field-changed');
  expect(kinds(was, { serverInfo: INFO, _meta: meta(INFO, { more: 1 }) })).toContain('_meta field-added');
});

test('what only one era has is no change, what both could have is one', () => {
  const modern = { serverInfo: INFO, supportedVersions: ['2026-07-28'], ttlMs: 0, _meta: meta(INFO) };
  const asked = ['serverInfo asked-otherwise'];
  expect(kinds(modern, { serverInfo: INFO, protocolVersion: '2025-11-25' }, true)).toEqual(asked);
  expect(kinds(modern, { serverInfo: INFO })).toContain('ttlMs field-removed');
  const more = { ...modern, instructions: 'Notes are kept in words.', _meta: meta(INFO, { more: 1 }) };
  expect(kinds(more, { serverInfo: INFO }, true)).toEqual(
    expect.arrayContaining(['instructions field-removed', '_meta field-removed']),
  );
});

test('how long an answer holds is no change of the offer; that others may be given it is', () => {
  const drift = (before: object, after: object) =>
    driftOf({ server: { serverInfo: INFO, ...before } }, { server: { serverInfo: INFO, ...after } });
  expect(drift({ ttlMs: 5000 }, { ttlMs: 4200 }).severity).toBe('info');
  expect(drift({ cacheScope: 'public' }, { cacheScope: 'private' }).severity).toBe('info');
  const shared = drift({ cacheScope: 'private' }, { cacheScope: 'public' });
  expect(shared.items.flatMap(({ changes }) => changes.map(({ kind }) => kind))).toContain('field-changed');
  expect(shared.severity).toBe('high');
});
