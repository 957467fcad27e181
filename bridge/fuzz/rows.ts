import { againstControl } from '../../fuzz/against-control.ts';
import { clusterOf, errorOf } from '../../fuzz/cluster.ts';
import type { FuzzCase } from '../../fuzz/cases.ts';
import type { FuzzCaseRow } from '../../protocol/fuzz.ts';
import type { CaseTable } from './case-table.ts';
import type { Judged } from './judge.ts';
import type { Tried } from './trial.ts';

const MOST_SHOWN = 200;

/** A case as a line of the table. */
export function rowOf(
  one: FuzzCase,
  { made, exchange, seen }: Tried,
  judged: Judged | undefined,
  table: CaseTable,
  words?: string,
): FuzzCaseRow {
  const { heard, session, request, answer } = exchange;
  const { outcome, code, ms, bytes } = heard;
  const shape = clusterOf(heard, made.text);
  const error = errorOf(heard, made.text);
  if (error !== undefined) table.error(error);
  const against = words ?? againstControl(heard, seen.control);
  const isAnswered = outcome === 'ok' || outcome === 'tool-error' || outcome === 'error';
  return {
    ...namesOf(one),
    shown: apart(made.value.slice(0, MOST_SHOWN)),
    outcome,
    cluster: table.clusterOf(shape.key, shape.words),
    ...(code === undefined ? {} : { code }),
    ...(isAnswered ? { ms: Math.round(ms * 10) / 10, bytes } : {}),
    ...(against === undefined ? {} : { against }),
    ...(judged === undefined
      ? {}
      : {
          oracle: judged.oracle.meta.id,
          severity: judged.hit.severity ?? made.made.severity ?? one.strategy.meta.severity,
        }),
    ...(request === 0 ? {} : { session, request }),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** A case that was not sent, and why. */
export function skippedRow(one: FuzzCase, why: string, table: CaseTable): FuzzCaseRow {
  return {
    ...namesOf(one),
    shown: '',
    outcome: 'not-sent',
    against: why,
    cluster: table.clusterOf(`not-sent ${why}`, `not sent: ${why}`),
  };
}

/** A part of a text holds all of it in memory: of a MiB, for as long as there is the row. */
function apart(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

function namesOf({
  n,
  subject,
  position,
  strategy,
  payload,
}: FuzzCase): Pick<FuzzCaseRow, 'n' | 'subject' | 'at' | 'strategy' | 'payload'> {
  return { n, subject: subject.name, at: position?.at ?? '', strategy: strategy.meta.id, payload };
}
