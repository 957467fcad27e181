import type { ReadFault } from '../../../protocol/mcp/reading.ts';
import type { RecordedFrame } from '../../message.ts';
import type { Rule, Said } from '../../rule.ts';

export const invalidEncoding: Rule = {
  meta: {
    id: 'invalid-encoding',
    version: 2,
    title: 'Bytes that strict readers refuse',
    family: 'protocol',
    severity: 'medium',
    confidence: 'certain',
    about:
      'Messages are JSON in UTF-8, one to a line. Where bytes break that, readers repair them in different ways, so what is checked and what is used can differ.',
    falsePositives: 'Text that was cut in the middle of a character.',
    fix: 'Write messages with a JSON library in UTF-8, each on its own line, and everything else to standard error.',
    references: [
      'OWASP MCP06',
      'CWE-176',
      'CWE-436',
      'RFC 8259 section 8.1',
      'MCP 2025-11-25 basic/transports',
    ],
  },
  reads: { fields: [] },
  watch(report) {
    const told = new Map<string, number>();
    return {
      frame(frame) {
        if (frame.head.toward !== 'client' || frame.reading === undefined) return;
        const kinds = new Map<Kind, ReadFault[]>();
        for (const fault of faultsOf(frame)) kinds.set(fault.kind, [...(kinds.get(fault.kind) ?? []), fault]);
        for (const [kind, faults] of kinds) {
          const count = (told.get(kind) ?? 0) + 1;
          told.set(kind, count);
          if (count > MOST_OF_A_KIND) continue;
          const [first, ...rest] = faults
            .slice(0, 9)
            .map(({ from, to }) => frame.place('payload', from, to, kind));
          report({ at: first!, and: rest, ...WORDS[kind](faults.length), sameAs: kind });
        }
      },
    };
  },
};

type Kind = Exclude<ReadFault['kind'], 'repeated-key'> | 'several';
type Told = Pick<Said, 'severity' | 'says' | 'title'>;
const MOST_OF_A_KIND = 20;

function* faultsOf(frame: RecordedFrame): Generator<ReadFault & { kind: Kind }> {
  const { roots, faults } = frame.reading!;
  const isMessage = frame.messages.length > 0;
  const isStdout = frame.head.channel === 'stdout';
  const isBegun = ({ kind }: { kind: string }): boolean =>
    kind === 'object' || (isStdout && kind === 'array');
  for (const fault of faults) {
    if (fault.kind === 'repeated-key') continue;
    // A body that is no message at all may be a page or a picture; a line of standard output is `stdout-noise` then.
    if (!isMessage && !roots.some(isBegun)) continue;
    yield fault as ReadFault & { kind: Kind };
  }
  const second = isMessage ? roots[1] : undefined;
  if (second !== undefined) yield { kind: 'several', from: second.from, to: second.to } as never;
}

const WORDS: Record<Kind, (count: number) => Told> = {
  'invalid-utf8': (count) => ({
    severity: 'medium',
    title: 'Bytes that are no UTF-8',
    says: `${count === 1 ? 'A stretch' : `${count} stretches`} of bytes in the message ${count === 1 ? 'is' : 'are'} no UTF-8; readers replace, drop or refuse them.`,
  }),
  'byte-order-mark': () => ({
    severity: 'low',
    title: 'A byte order mark before the message',
    says: 'The message begins with a byte order mark, which JSON must not have; some readers refuse it.',
  }),
  'control-in-string': (count) => ({
    severity: 'low',
    title: 'Bare control characters in a string',
    says: `${count === 1 ? 'A control character stands' : `${count} control characters stand`} in strings without an escape.`,
  }),
  'unknown-escape': () => ({
    severity: 'low',
    title: 'An escape that JSON does not know',
    says: 'A backslash stands before a character that JSON does not escape; readers keep it, drop it or refuse the message.',
  }),
  'not-json': () => ({
    severity: 'low',
    title: 'Output that is no message',
    says: 'What stands here is no JSON, though it begins like it.',
  }),
  'after-end': () => ({
    severity: 'medium',
    title: 'Bytes behind the end of the message',
    says: 'More follows behind the end of the message; some readers stop before it, some refuse all.',
  }),
  'cut-off': () => ({
    severity: 'low',
    title: 'A message that ends in the middle',
    says: 'The message is not complete.',
  }),
  several: () => ({
    severity: 'low',
    title: 'Several messages on one line',
    says: 'A second message stands on the same line; many readers take the first, or none.',
  }),
};
