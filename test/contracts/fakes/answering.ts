import type { ApiContext } from '../../../bridge/api/context.ts';

/** Scripts of no target, which take whatever they are given. */
export function fakeAnswering(note: (...call: unknown[]) => void): ApiContext['answering'] {
  return {
    get: (target) => (note('answering.get', target), { ok: true, value: { rules: [] } }),
    put: (target, script) => (note('answering.put', target, script), { ok: true, value: script }),
    exactly: (session, answer) => (
      note('answering.exactly', session, answer),
      Promise.resolve({ ok: true, value: { sent: 1 } })
    ),
  };
}
