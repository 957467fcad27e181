import { expect, it } from 'vitest';
import { httpAnswer, recorded } from './example.ts';
import { headerSpans } from './header-spans.ts';
import { RecordedFrame } from './message.ts';

it('finds each value behind its own name, also where it stands in a name before', () => {
  const headers: [string, string][] = [
    ['X-Max', 'X'],
    ['a', 'a'],
    ['Empty', ''],
    ['a', 'X-Max: X'],
  ];
  const [bytes] = recorded([httpAnswer(headers)]);
  const frame = new RecordedFrame(bytes!, undefined);
  const text = new TextDecoder('latin1').decode(frame.raw);
  const spans = [...headerSpans(frame)];
  expect(spans.map(({ from, to }) => text.slice(from, to))).toEqual(headers.map(([, value]) => value));
  for (const { name, value, from } of spans)
    if (value !== '') expect(text.slice(from - name.length - 2, from)).toBe(`${name}: `);
});
