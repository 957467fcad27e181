import type { RowsPage, RowsRequest } from '../../protocol/api.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Journal } from '../journal/journal.ts';
import type { Inspections } from './inspections.ts';

type Marks = Pick<Inspections, 'shelf' | 'loaded'>;

/** The journal as pages see it: rows carry the worst that was found in them, as far as that is known. */
export function markedJournal(
  journal: Journal,
  inspections: Marks,
): Pick<Journal, 'rows' | 'frame' | 'bytes'> {
  return {
    bytes: (...place) => journal.bytes(...place),
    async frame(session, seq) {
      const detail = await journal.frame(session, seq);
      return detail === undefined
        ? undefined
        : { ...detail, summary: withFinding(detail.summary, inspections) };
    },
    async rows(request: RowsRequest): Promise<Outcome<RowsPage>> {
      // The index knows of findings what it was told: first all of them are read.
      if (/finding:/i.test(request.q)) await inspections.loaded();
      const page = await journal.rows(request);
      if (!page.ok) return page;
      const rows = page.value.rows.map((row) => {
        if ('seq' in row) return withFinding(row, inspections);
        const { request: asked, answer } = row;
        return {
          ...row,
          request: withFinding(asked, inspections),
          ...(answer === undefined ? {} : { answer: withFinding(answer, inspections) }),
        };
      });
      return { ok: true, value: { ...page.value, rows } };
    },
  };
}

/** The very same object when it is no row, or nothing was found in it. */
export function withFinding<T>(value: T, inspections: Pick<Marks, 'shelf'>): T {
  if (!isRow(value)) return value;
  const finding = inspections.shelf.severityAt(value.session, value.seq);
  return finding === undefined ? value : { ...value, finding };
}

function isRow<T>(value: T): value is T & FrameSummary {
  return typeof value === 'object' && value !== null && 'n' in value && 'seq' in value && 'session' in value;
}
