import { worded, type FieldComparer } from './comparer.ts';
import { compareAny } from './other.ts';

/** How long an answer holds and for whom (2026-07-28, caching): a time may count down, and says nothing of the offer. */
export const freshness: FieldComparer = {
  subject: 'freshness',
  takes: (section, field) => section === 'server' && (field === 'ttlMs' || field === 'cacheScope'),
  compare({ called, field, pointer, before, after }, report) {
    if (field === 'cacheScope' && after?.string === 'public' && before?.string !== 'public')
      report({
        kind: 'field-changed',
        severity: 'medium',
        pointer,
        before,
        after,
        says: `What the server says of itself may now be kept and given to others (cacheScope: ${worded(before)} → ${worded(after)}).`,
      });
    else compareAny({ what: `The ${field} of ${called}`, pointer, severity: 'info', before, after }, report);
  },
};
