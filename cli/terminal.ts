import { UNSEEN } from '../protocol/unseen.ts';

/** Everything a terminal, a log or a CI system could take for more than text, and what looks like our own escapes. */
const UNSAFE = new RegExp(`${UNSEEN.source}|\\\\(?=u\\{)`, UNSEEN.flags);

/**
 * One line of harmless text: control, bidi, zero-width and other unseen characters as `\u{…}`, so that no
 * escape sequence and no second line can come out of it. A backslash that would look like one of ours is
 * written `\u{5C}`. What CI systems read as commands (`::x` and `##x[` at a line's start) is broken up.
 */
export function escapeLine(text: string): string {
  return text
    .replace(UNSAFE, codePoint)
    .replace(/^(\s*):(?=:)/u, '$1\\u{3A}')
    .replace(/##(?=[\w-]*\[)/gu, '#\\u{23}');
}

function codePoint(char: string): string {
  return `\\u{${char.codePointAt(0)!.toString(16).toUpperCase()}}`;
}

/** An argument as a person would type it, for reading only: quoted unless it is plain. Not escaped: a Terminal does that. */
export function quoteArgument(text: string): string {
  return /^[\w@%+=:,./~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The two streams of the terminal; what goes out through here is escaped, whatever the streams are. */
export interface Terminal {
  /** The answer to the command: standard output. */
  print(line: string): void;
  /** Many lines of an answer, as fast as whoever reads takes them. */
  printAll(lines: Iterable<string>): Promise<void>;
  /** Everything else: standard error. */
  note(line: string): void;
  /** A question whose answer follows on the same line: standard error, no line end. */
  ask(question: string): void;
}

type Out = Pick<NodeJS.WritableStream, 'write' | 'on' | 'off'>;

/** Characters written at once. */
const CHUNK = 64 * 1024;

/** Ends early when nobody reads any more: a closed stream never drains. */
async function writeAll(out: Out, lines: Iterable<string>, isGone: () => boolean): Promise<void> {
  let held = '';
  const flush = async (): Promise<void> => {
    const isTaken = out.write(held);
    held = '';
    if (!isTaken)
      await new Promise<void>((resolve) => {
        const events = ['drain', 'error', 'close'];
        const done = (): void => {
          for (const event of events) out.off(event, done);
          resolve();
        };
        for (const event of events) out.on(event, done);
      });
  };
  for (const line of lines) {
    held += `${escapeLine(line)}\n`;
    if (held.length >= CHUNK) await flush();
    if (isGone()) return;
  }
  if (held !== '') await flush();
}

export function createTerminal(out: Out, err: Out): Terminal {
  // EPIPE or EIO: whoever read it is gone, the bridge is not.
  let isGone = false;
  for (const stream of [out, err]) stream.on('error', () => {});
  for (const event of ['error', 'close']) out.on(event, () => (isGone = true));
  return {
    print: (line) => void out.write(`${escapeLine(line)}\n`),
    printAll: (lines) => writeAll(out, lines, () => isGone),
    note: (line) => void err.write(`${escapeLine(line)}\n`),
    ask: (question) => void err.write(`${escapeLine(question)} `),
  };
}
