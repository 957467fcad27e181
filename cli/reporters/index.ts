import type { Format } from '../gate-options.ts';
import type { Report } from '../report.ts';
import { asText } from './text.ts';

/** A report in one of its forms. Lines are made harmless by the terminal they are printed on. */
export function linesOf(
  format: Format,
  report: Report,
  build: string,
  hash: (text: string) => string,
): Iterable<string> {
  void build;
  void hash;
  void format;
  return asText(report);
}
