import { describe, expect, it } from 'vitest';
import { isReadable, readMessageText } from '../../protocol/mcp/message-text.ts';
import { readJson } from '../../protocol/json/read.ts';
import { readHex } from '../../protocol/raw/hex.ts';
import { findPlaceholders } from '../../protocol/placeholders.ts';
import { RAW_CALLS } from './raw-calls.ts';

const textOf = (id: string): string => RAW_CALLS.find((call) => call.id === id)?.draft.text ?? '';

describe('every message to begin with', () => {
  it.each(RAW_CALLS.map((call) => [call.id, call] as const))(
    '%s can be told apart',
    (id, { words, note }) => {
      expect(RAW_CALLS.filter((call) => call.id === id || call.words === words)).toHaveLength(1);
      expect(words).toMatch(/^[A-Z]/);
      expect(note).not.toBe('');
    },
  );
  it.each(RAW_CALLS.map((call) => [call.id, call] as const))('%s destroys nothing', (_, { draft }) => {
    expect(draft.text).not.toContain('tools/call');
    expect(findPlaceholders(draft.text)).toEqual([]);
  });
});

describe('each is what it says', () => {
  it('a request has an id and a method that is still to be written', () =>
    expect(readMessageText(textOf('request'))).toMatchObject({ method: '', hasMethod: true }));
  it('a notification has none, or one on purpose', () => {
    expect(readMessageText(textOf('notification'))?.id).toBeUndefined();
    expect(readMessageText(textOf('notification-with-id'))?.id).toBeDefined();
  });
  it('a batch is an array of requests', () => {
    const { root, faults } = readJson(textOf('batch'));
    expect(faults).toEqual([]);
    expect(root?.kind === 'array' ? root.items.length : 0).toBe(2);
  });
  it('broken JSON is broken', () => expect(isReadable(readJson(textOf('invalid')))).toBe(false));
  it('two on a line are two', () => {
    expect(textOf('two-on-a-line')).not.toContain('\n');
    expect(readJson(textOf('two-on-a-line')).faults.map(({ kind }) => kind)).toEqual(['after-end']);
  });
  it('bytes are hex, and no text', () => {
    const bytes = readHex(textOf('bytes'));
    expect(bytes.ok).toBe(true);
    expect(() =>
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.ok ? bytes.value : undefined),
    ).toThrow();
  });
});
