import type { PracticeApi } from '../../../bridge/api/routes/practice.ts';
import type { PracticeList } from '../../../protocol/practice.ts';
import type { Outcome } from '../../../protocol/problem.ts';

/** Checklists of practice servers, as routes see them. */
export function practiceFakes(note: (...call: unknown[]) => void): { practice: PracticeApi } {
  const list = (target: string): Outcome<PracticeList> => ({
    ok: true,
    value: { target, name: target, since: 0, hintsLeft: 4, lines: [] },
  });
  return {
    practice: {
      lists: () => (note('practice.lists'), Promise.resolve({ ok: true, value: { lists: [] } })),
      hint(target, line) {
        note('practice.hint', target, line);
        return Promise.resolve(list(target));
      },
      startAnew(target) {
        note('practice.startAnew', target);
        return Promise.resolve(list(target));
      },
    },
  };
}
