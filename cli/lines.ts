/** Standard input, line by line, for whoever asks for the next one. */
export interface Lines {
  /** The next line, or undefined when the input has ended. */
  next(): Promise<string | undefined>;
  /** Every later line that nobody waits for. */
  onLine(listener: (line: string) => void): void;
}

/** A line longer than this is nobody's typing. */
const MAX_LINE = 64 * 1024;

export function readLines(input: NodeJS.ReadStream): Lines {
  const waiting: ((line: string | undefined) => void)[] = [];
  const early: string[] = [];
  let listener: ((line: string) => void) | undefined;
  let hasEnded = false;
  let rest = '';
  const deliver = (line: string): void => {
    const next = waiting.shift();
    if (next !== undefined) next(line);
    else if (listener !== undefined) listener(line);
    else early.push(line);
  };
  const end = (): void => {
    hasEnded = true;
    for (const next of waiting.splice(0)) next(undefined);
  };
  input.setEncoding('utf8');
  input.on('data', (text: string) => {
    const parts = (rest + text).split(/\r?\n/);
    rest = (parts.pop() ?? '').slice(-MAX_LINE);
    for (const line of parts) deliver(line);
  });
  input.on('end', end);
  // EIO when the terminal is gone: SIGHUP follows and ends the bridge.
  input.on('error', end);
  return {
    next: () => {
      const line = early.shift();
      if (line !== undefined || hasEnded) return Promise.resolve(line);
      return new Promise((resolve) => waiting.push(resolve));
    },
    onLine: (then) => {
      listener = then;
      for (const line of early.splice(0)) then(line);
    },
  };
}
