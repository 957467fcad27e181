import type { FuzzReport } from '../../protocol/fuzz.ts';
import type { Format } from '../gate-options.ts';
import { isAtLeast } from '../report.ts';
import { safeJson } from '../safe-json.ts';
import { fuzzAsJunit } from './fuzz-junit.ts';
import { fuzzAsSarif } from './fuzz-sarif.ts';
import { fuzzAsText } from './fuzz-text.ts';

/** What a report is told with: our version, and sessions as a person says them. */
export interface Telling {
  build: string;
  numberOf(session: string): number | undefined;
}

/** A run in one of its forms. Texts quote the server: the terminal they are printed on makes every line harmless. */
export function fuzzLines(format: Format, report: FuzzReport, telling: Telling): Iterable<string> {
  switch (format) {
    case 'text':
      return fuzzAsText(report, telling);
    case 'json':
      return [safeJson(JSON.stringify({ exit: fuzzExitCode(report), ...report }))];
    case 'sarif':
      return [safeJson(fuzzAsSarif(report, telling.build, fuzzExitCode(report)))];
    case 'junit':
      return fuzzAsJunit(report);
  }
}

/** 1: something from medium on was found. 2: nothing was, and not all could be tried. */
export function fuzzExitCode({ run, findings }: FuzzReport): 0 | 1 | 2 {
  if (findings.some(({ severity }) => isAtLeast(severity, 'medium'))) return 1;
  return run.state === 'done' && run.problem === undefined && run.done > 0 ? 0 : 2;
}
