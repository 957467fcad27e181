import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ArchiveProblem } from './archive-problem.ts';
import type { ArchiveLimits } from './limits.ts';

const GZIP = [0x1f, 0x8b];

/** Lines of a gzip stream, each with its line end; never more in memory than one line and a window. Throws ArchiveProblem. */
export async function* readLines(source: Readable, limits: ArchiveLimits): AsyncGenerator<Buffer> {
  const counted = { read: 0, inflated: 0 };
  const gunzip = createGunzip({ chunkSize: 64 * 1024 });
  let refused: ArchiveProblem | undefined;
  const checked = async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let head = Buffer.alloc(0);
    for await (const chunk of chunks) {
      counted.read += chunk.length;
      if (counted.read > limits.file)
        throw new ArchiveProblem('archive-too-big', `The file is longer than ${limits.file} bytes.`);
      if (head.length < GZIP.length) {
        head = Buffer.concat([head, chunk.subarray(0, GZIP.length)]);
        if (GZIP.some((byte, at) => at < head.length && head[at] !== byte)) throw notOurs('it is not gzip');
      }
      yield chunk;
    }
    if (counted.read < GZIP.length) throw notOurs(counted.read === 0 ? 'it is empty' : 'it is not gzip');
  };
  pipeline(source, checked, gunzip, (error) => {
    if (error instanceof ArchiveProblem) refused = error;
  });
  let rest: Buffer[] = [];
  let held = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      counted.inflated += chunk.length;
      refuseBomb(counted, limits);
      let from = 0;
      for (let end = chunk.indexOf(0x0a); end !== -1; end = chunk.indexOf(0x0a, from)) {
        const piece = chunk.subarray(from, end + 1);
        if (held + piece.length > limits.line) throw tooLong(limits);
        yield rest.length === 0 ? piece : Buffer.concat([...rest, piece]);
        rest = [];
        held = 0;
        from = end + 1;
      }
      if (from === chunk.length) continue;
      rest.push(chunk.subarray(from));
      held += chunk.length - from;
      if (held > limits.line) throw tooLong(limits);
    }
  } catch (error) {
    throw refused ?? readable(error);
  }
  if (held > 0) throw cutOff();
  // What is left after the last gzip member is neither inflated nor told of by zlib.
  if (gunzip.bytesWritten < counted.read)
    throw new ArchiveProblem('archive-tail', 'Something follows after the end of the file.');
}

function refuseBomb({ read, inflated }: { read: number; inflated: number }, limits: ArchiveLimits): void {
  if (inflated > limits.inflated)
    throw new ArchiveProblem(
      'archive-too-big',
      `Inflated, the file is longer than ${limits.inflated} bytes.`,
    );
  if (inflated > limits.ratioFrom && inflated > read * limits.ratio)
    throw new ArchiveProblem(
      'archive-bomb',
      `The file inflates to more than ${limits.ratio} times its length. No session file that was written here does.`,
    );
}

function readable(error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'Z_BUF_ERROR') return cutOff();
  if (code?.startsWith('Z_') === true)
    return new ArchiveProblem('archive-damaged', `The file cannot be inflated: ${message}.`);
  return error;
}

export function notOurs(why: string): ArchiveProblem {
  return new ArchiveProblem(
    'not-an-archive',
    `This is no session file: ${why}.`,
    'A session file is written by mcp-sec-inspect, with Export… or in the terminal.',
  );
}

export function cutOff(): ArchiveProblem {
  return new ArchiveProblem('archive-cut-off', 'The file ends before its end.', 'Copy it again, whole.');
}

function tooLong(limits: ArchiveLimits): ArchiveProblem {
  return new ArchiveProblem('archive-line', `A line of the file is longer than ${limits.line} bytes.`);
}
