import type { FuzzCaseRow, FuzzTab } from '../../protocol/fuzz.ts';

export function isIn(row: FuzzCaseRow, tab: FuzzTab): boolean {
  switch (tab) {
    case 'all':
      return true;
    case 'hits':
      return row.oracle !== undefined;
    case 'not-sent':
      return row.outcome === 'not-sent';
    case 'interesting':
      return (
        row.oracle !== undefined ||
        row.outcome === 'closed' ||
        row.outcome === 'no-answer' ||
        (row.against !== undefined && row.outcome !== 'not-sent')
      );
  }
}

/** Words of a query begin a word of the row, or stand inside one. */
export function hasWord(row: FuzzCaseRow, word: string): boolean {
  return (
    includes(row.subject, word) ||
    includes(row.at, word) ||
    includes(row.strategy, word) ||
    includes(row.payload, word) ||
    includes(row.shown, word) ||
    includes(row.outcome, word) ||
    includes(row.against, word) ||
    includes(row.oracle, word) ||
    includes(row.severity, word) ||
    String(row.n) === word ||
    (row.code !== undefined && String(row.code) === word)
  );
}

function includes(text: string | undefined, word: string): boolean {
  return text !== undefined && text.toLowerCase().includes(word);
}
