import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SnapshotItem } from '../../../../protocol/snapshot.ts';
import { escapeHidden, prettyText, rawText, rowsBetween } from './compared-text.ts';

const kept = (fields: SnapshotItem['fields']): SnapshotItem => ({
  section: 'tools',
  name: 'x',
  nth: 1,
  fields,
  hash: '',
});

describe('the text of an item that is compared', () => {
  it('has its members in lines, repeated ones too', () => {
    const item = kept([
      { name: 'a', text: '[1,2]' },
      { name: 'a', text: '"b"' },
    ]);
    expect(rawText(item)).toBe('"a": [1,2],\n"a": "b"');
    expect(prettyText(item)).toBe('{\n  "a": [\n    1,\n    2\n  ],\n  "a": "b"\n}');
  });
  it('is the value itself where that is no object, and nothing where there is no item', () => {
    expect(prettyText(kept([{ name: '', text: '"instructions"' }]))).toBe('"instructions"');
    expect(rawText(undefined)).toBe('');
  });
  it('has escapes for what would not be seen, which mean the same', () => {
    const text = 'a\u200bb\u202ec\u{e0041}';
    const shown = escapeHidden(JSON.stringify(text));
    expect(shown).toBe('"a\\u200bb\\u202ec\\udb40\\udc41"');
    expect(JSON.parse(shown)).toBe(text);
  });
});

describe('the rows between two long texts', () => {
  it('hold all that is different, and only leave out what is the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (head, old, young, tail) => {
        const rows = rowsBetween(head + old + tail, head + young + tail);
        const gone = rows
          .filter(({ kind }) => kind === 'gone')
          .map(({ text }) => text)
          .join('');
        const came = rows
          .filter(({ kind }) => kind === 'new')
          .map(({ text }) => text)
          .join('');
        expect(gone.length - came.length).toBe(
          old.replaceAll('\n', '').length - young.replaceAll('\n', '').length,
        );
      }),
    );
  });
  it('are few and quick for texts of megabytes', () => {
    const long = 'x'.repeat(4_000_000);
    const rows = rowsBetween(`${long}a${long}`, `${long}b${long}`);
    expect(rows.map(({ kind }) => kind)).toEqual([
      'left-out', 'same', 'same', 'same', 'same', 'gone', 'new', 'same', 'same', 'same', 'same', 'left-out',
    ]); // prettier-ignore
  });
});
