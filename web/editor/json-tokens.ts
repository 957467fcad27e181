import { endOfNumber, endOfString, isWordUnit } from '../../protocol/json/lexemes.ts';

/** What a stretch of a line is drawn as; it goes on to the next one. */
export interface LineToken {
  from: number;
  kind: 'key' | 'string' | 'number' | 'literal' | 'mark' | 'comment' | 'broken' | 'blank';
}

/** A message on one line may be a megabyte: its tokens would be made anew with every letter that is typed. */
const LONGEST_TAKEN_APART = 50_000;

/** The tokens of one line of JSON. Only a comment can begin in a line above it. */
export function tokensOfLine(
  whole: string,
  startsInComment: boolean,
): { tokens: LineToken[]; endsInComment: boolean } {
  const line = whole.slice(0, LONGEST_TAKEN_APART);
  const tokens: LineToken[] = [];
  const put = (from: number, kind: LineToken['kind']) => {
    if (tokens.at(-1)?.kind !== kind) tokens.push({ from, kind });
  };
  let at = 0;
  let isInComment = startsInComment;
  while (at < line.length) {
    const c = line[at]!;
    if (isInComment || line.startsWith('/*', at)) {
      put(at, 'comment');
      const end = line.indexOf('*/', isInComment ? at : at + 2);
      isInComment = end === -1;
      at = end === -1 ? line.length : end + 2;
    } else if (line.startsWith('//', at)) {
      put(at, 'comment');
      at = line.length;
    } else if (c === '"') {
      const end = endOfString(line, at);
      put(
        at,
        isFollowedByColon(line, end) ? 'key' : line[end - 1] === '"' && end > at + 1 ? 'string' : 'broken',
      );
      at = end;
    } else if ('{}[]:,'.includes(c)) {
      put(at, 'mark');
      at++;
    } else if (isWordUnit(c.charCodeAt(0))) {
      const from = at;
      while (at < line.length && isWordUnit(line.charCodeAt(at))) at++;
      const word = line.slice(from, at);
      if (word === 'true' || word === 'false' || word === 'null') put(from, 'literal');
      else put(from, endOfNumber(line, from) === at ? 'number' : 'broken');
    } else {
      put(at, 'blank');
      at++;
    }
  }
  const last = tokens.at(-1);
  // What was cut in two is not broken: nothing is said of it.
  if (whole.length > line.length) {
    if (last?.kind === 'broken') last.kind = 'blank';
    put(line.length, 'blank');
  }
  return { tokens, endsInComment: isInComment };
}

function isFollowedByColon(line: string, at: number): boolean {
  while (at < line.length && ' \t\r'.includes(line[at]!)) at++;
  return line[at] === ':';
}
