import type { RowsPage, RowsRequest } from '../../protocol/api.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Annotations } from '../annotations/annotations.ts';
import type { Journal } from '../journal/journal.ts';
import type { Inspections } from './inspections.ts';

/** What is known of a frame besides what was recorded. */
export interface Marks {
  inspections: Pick<Inspections, 'shelf' | 'loaded'>;
  annotations: Pick<Annotations, 'at' | 'loaded'>;
}

/** The journal as pages see it: rows carry the worst that was found in them and what a person put on them. */
export function markedJournal(
  journal: Journal,
  marks: Marks,
): Pick<Journal, 'rows' | 'methods' | 'frame' | 'bytes'> {
  return {
    bytes: (...place) => journal.bytes(...place),
    async frame(session, seq) {
      const detail = await journal.frame(session, seq);
      return detail === undefined ? undefined : { ...detail, summary: withMarks(detail.summary, marks) };
    },
    async methods(q) {
      await known(q, marks);
      return journal.methods(q);
    },
    async rows(request: RowsRequest): Promise<Outcome<RowsPage>> {
      await known(request.q, marks);
      const page = await journal.rows(request);
      if (!page.ok) return page;
      const rows = page.value.rows.map((row) => {
        if ('seq' in row) return withMarks(row, marks);
        const { request: asked, answer } = row;
        return {
          ...row,
          request: withMarks(asked, marks),
          ...(answer === undefined ? {} : { answer: withMarks(answer, marks) }),
        };
      });
      return { ok: true, value: { ...page.value, rows } };
    },
  };
}

/** The index knows of findings and annotations what it was told: first all of them are read. */
async function known(q: string, { inspections, annotations }: Marks): Promise<void> {
  if (/finding:/i.test(q)) await inspections.loaded();
  if (/marked:|colour:|note~|annotated/i.test(q)) await annotations.loaded();
}

/** The very same object when it is no row, or there is nothing to say of it. */
export function withMarks<T>(value: T, { inspections, annotations }: Marks): T {
  if (!isRow(value)) return value;
  const finding = inspections.shelf.severityAt(value.session, value.seq);
  const annotation = annotations.at(value.session, value.seq);
  if (finding === undefined && annotation === undefined) return value;
  return {
    ...value,
    ...(finding === undefined ? {} : { finding }),
    ...(annotation === undefined ? {} : { annotation }),
  };
}

function isRow<T>(value: T): value is T & FrameSummary {
  return typeof value === 'object' && value !== null && 'n' in value && 'seq' in value && 'session' in value;
}
