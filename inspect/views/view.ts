/**
 * One way to read a string. `parsed`: as JSON means it. `plain`: NFKC, hidden characters out,
 * look-alikes folded, white space collapsed. `prose`: the same with line breaks. `markup`: the words of HTML or Markdown without its
 * tags, hidden ones too. `terminal`: what a terminal would show. What an encoded stretch stands for
 * is a text of its own.
 */
export interface View {
  readonly kind: 'parsed' | 'plain' | 'prose' | 'markup' | 'terminal';
  readonly text: string;
  /** The stretch of the parsed string that [from, to) of this view came from. */
  origin(from: number, to: number): { from: number; to: number };
}

export function parsedView(text: string): View {
  return { kind: 'parsed', text, origin: (from, to) => ({ from, to }) };
}
