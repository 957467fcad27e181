import { escapeLine } from './escape-line.ts';

export { escapeLine };

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
  /** How something stands, where somebody watches: one line that the next one takes the place of. Empty: none. */
  status(line: string): void;
  /** A question whose answer follows on the same line: standard error, no line end. */
  ask(question: string): void;
}

type Out = Pick<NodeJS.WritableStream, 'write' | 'on' | 'off'> & { isTTY?: boolean; columns?: number };

const CLEAR_LINE = '\r\u001b[K';
/** ms between two of them: a terminal is no film. */
const STATUS_EVERY = 100;

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

/** The last line of a terminal, written over; nothing where it would pile up in a file. */
class StatusLine {
  #err: Out;
  #isShown = false;
  #last = 0;

  constructor(err: Out) {
    this.#err = err;
  }

  show(line: string): void {
    if (line === '') return this.clear();
    const now = performance.now();
    if (this.#err.isTTY !== true || (this.#isShown && now - this.#last < STATUS_EVERY)) return;
    this.#last = now;
    this.#isShown = true;
    // A line that wraps could not be written over.
    this.#err.write(`${CLEAR_LINE}${escapeLine(line).slice(0, Math.max(20, (this.#err.columns ?? 80) - 1))}`);
  }

  clear(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#err.write(CLEAR_LINE);
  }
}

export function createTerminal(out: Out, err: Out): Terminal {
  // EPIPE or EIO: whoever read it is gone, the bridge is not.
  let isGone = false;
  for (const stream of [out, err]) stream.on('error', () => {});
  for (const event of ['error', 'close']) out.on(event, () => (isGone = true));
  const watched = new StatusLine(err);
  return {
    print(line) {
      watched.clear();
      out.write(`${escapeLine(line)}\n`);
    },
    printAll(lines) {
      watched.clear();
      return writeAll(out, lines, () => isGone);
    },
    note(line) {
      watched.clear();
      err.write(`${escapeLine(line)}\n`);
    },
    status: (line) => watched.show(line),
    ask(question) {
      watched.clear();
      err.write(`${escapeLine(question)} `);
    },
  };
}
