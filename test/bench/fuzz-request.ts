import type { FuzzRequest } from '../../protocol/fuzz.ts';

const TEXT =
  '{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"text":"seed"}}}';

/** So many cases against the echo server, as fast as it answers: one value each, put in one place. */
export function echoed(session: string, cases: number): FuzzRequest {
  const from = TEXT.indexOf('"seed"');
  const values = Array.from({ length: cases }, (_, i) => `value number ${i}`);
  return {
    session,
    ...{ seed: 1, budget: cases, concurrency: 16, timeout: 10_000, within: 600_000 },
    ...{ allowDestructive: [], world: false },
    marked: {
      text: TEXT,
      how: { rpcId: 'next', meta: 'fill' },
      marks: [{ from, to: from + 6, as: 'string', list: 0, transforms: [] }],
      lists: [{ kind: 'values', name: 'values', values }],
      mode: 'sniper',
    },
  };
}
