import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FrameHead, Payload } from '../../../protocol/frame.ts';
import { RecordHeadText } from './record-head.ts';

const heads: fc.Arbitrary<FrameHead> = fc.record(
  {
    channel: fc.oneof(fc.constantFrom('stdout', 'stdin', 'c3>.1'), fc.string()),
    toward: fc.constantFrom('server', 'client'),
    leg: fc.constantFrom('server', 'client'),
    author: fc.constantFrom('client', 'server', 'fuzz'),
    wall: fc.double(),
    mono: fc.double(),
    firstByte: fc.double(),
    answers: fc.nat(),
    problem: fc.string(),
    run: fc.string(),
    case: fc.nat(),
    sse: fc.record({ event: fc.string() }),
  },
  { requiredKeys: ['channel', 'toward', 'leg', 'author', 'wall', 'mono'] },
);
const payloads: fc.Arbitrary<Payload> = fc.oneof(
  fc.constant<Payload>({ kind: 'none' }),
  fc.record({ kind: fc.constant('slice' as const), from: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant('stored' as const), bytes: fc.nat() }),
);

it('writes what JSON.stringify would, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(heads, payloads), { maxLength: 6 }), (frames) => {
      const text = new RecordHeadText();
      for (const [head, payload] of frames)
        expect(JSON.parse(text.write(head, payload))).toEqual(JSON.parse(JSON.stringify({ head, payload })));
    }),
  );
});
