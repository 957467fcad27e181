import { traceIn } from '../../protocol/spilled/trace.ts';
import type { Oracle } from '../oracle.ts';
import { plainOf } from '../reflection.ts';
import { isUsual } from '../said.ts';

/** A frame names a file and a line; few answers do. */
const MAY_HOLD = /\w:\d|line \d|\(\d/;
const MOST = 200_000;

export const stackTrace: Oracle = {
  meta: {
    id: 'stack-trace',
    title: 'The inside of the program is told',
    about: 'Frames of a stack trace stand in the answer, and in no usual one.',
    falseAlarm: 'The trace is of a program that the tool was asked to run or to read, and not of the server.',
    certainty: 'firm',
  },
  own: {
    finding: 'Tells the inside of the program when it fails',
    cwe: 'CWE-209',
    fix: 'Log the trace, and answer with a short message and a number to find it by.',
  },
  judge(seen) {
    const text = seen.heard.text.slice(0, MOST);
    if (!MAY_HOLD.test(text)) return undefined;
    const trace = traceIn(plainOf(text));
    if (trace === undefined || traceIn(plainOf(seen.sent.slice(0, MOST))) !== undefined) return undefined;
    if (isUsual(seen, (usual) => traceIn(plainOf(usual.slice(0, MOST))) !== undefined)) return undefined;
    return {
      says: `${trace.count} frames of a ${trace.language} stack trace are in the answer.`,
      severity: 'low',
    };
  },
};
