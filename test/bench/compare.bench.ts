import { compareAnswers } from '../../protocol/compare/answers.ts';
import { compareBytes } from '../../protocol/compare/bytes.ts';
import type { Bench, OpenBenches } from './bench.ts';

const ROWS = 60_000;
const CHANGES = 100;

/** Two answers of ten megabytes with few differences, on this thread. */
const open: OpenBenches = () => {
  const answer = (isChanged: (k: number) => boolean): string =>
    JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      result: {
        structuredContent: {
          rows: Array.from({ length: ROWS }, (_, k) => ({
            id: k,
            name: `row ${k}`,
            text: `Some words about number ${k}${isChanged(k) ? ', and more' : ''}. `.repeat(3),
            share: k / 7,
            isEven: k % 2 === 0,
          })),
        },
        content: [],
      },
    });
  const before = answer(() => false);
  const after = answer((k) => k % (ROWS / CHANGES) === 7);
  const utf8 = new TextEncoder();
  const [left, right] = [utf8.encode(before), utf8.encode(after)];
  const timed = (name: string, below: number, work: () => unknown): Bench => ({
    name,
    unit: 'ms',
    aim: { below },
    runs: 3,
    measure: () => {
      const began = performance.now();
      work();
      return Promise.resolve(performance.now() - began);
    },
  });
  return Promise.resolve({
    benches: [
      timed(`answers of 10 MB with ${CHANGES} changes, value by value`, 3000, () =>
        compareAnswers(before, after),
      ),
      timed(`answers of 10 MB with ${CHANGES} changes, byte by byte`, 3000, () => compareBytes(left, right)),
    ],
    close: () => Promise.resolve(),
  });
};
export default open;
