import type { Format } from '../gate-options.ts';
import { exitCodeOf, type Report } from '../report.ts';
import { safeJson } from '../safe-json.ts';
import { asJunit } from './junit.ts';
import { asSarif } from './sarif.ts';
import { asText } from './text.ts';

/** A report in one of its forms. The terminal it is printed on makes every line harmless once more. */
export function linesOf(
  format: Format,
  report: Report,
  build: string,
  hash: (text: string) => string,
): Iterable<string> {
  switch (format) {
    case 'text':
      return asText(report);
    case 'json':
      return [safeJson(JSON.stringify({ exit: exitCodeOf(report), ...report }))];
    case 'sarif':
      return [safeJson(asSarif(report, build, hash))];
    case 'junit':
      return asJunit(report);
  }
}
