import { jsonEscapes, UNSEEN } from '../protocol/unseen.ts';

/**
 * JSON text for a terminal: the same value, in which nothing is left that a terminal, a log or a CI
 * system acts on. Unseen characters become `\u` escapes, line ends outside strings become spaces.
 */
export function safeJson(text: string): string {
  return text
    .replace(/\\([\s\S])/g, (whole, one: string) => (one === '\\' ? '\\u005c' : whole))
    .replace(/[\r\n\t]/g, ' ')
    .replace(/##(?=[\w-]*\[)/g, '#\\u0023')
    .replace(UNSEEN, jsonEscapes);
}
