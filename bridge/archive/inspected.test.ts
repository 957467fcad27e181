import { expect, it } from 'vitest';
import type { Session } from '../../protocol/session.ts';
import { SessionFindings } from '../inspection/session-findings.ts';
import { inspected } from './inspected.ts';

const session = { id: 'a', frames: 3 } as Session;

function world(isByItself: boolean) {
  const shown = new SessionFindings(0);
  let looks = 0;
  return {
    shown,
    parts: {
      session: () => session,
      isByItself,
      inspections: {
        loaded: () => Promise.resolve(),
        behind: (asked: Session) => {
          // The rules come one frame further with every look.
          shown.upTo = isByItself ? Math.min(3, ++looks) : 0;
          return asked.frames - shown.upTo;
        },
        shelf: { get: () => ({ shown }) },
      },
    },
  };
}

it('waits until the frames there are were looked at', async () => {
  const { shown, parts } = world(true);
  expect(await inspected('a', parts)).toBe(shown);
  expect(shown.upTo).toBe(3);
});

it('says nothing of a session that no rule looked at, and waits for none that nobody asked to inspect', async () => {
  expect(await inspected('a', world(false).parts)).toBeUndefined();
});
