import { isUtf8 } from 'node:buffer';
import * as z from 'zod/mini';
import { ARCHIVE_FORMAT, ARCHIVE_VERSION, ArchiveHead, ArchiveLine } from '../../protocol/archive.ts';
import { ArchiveProblem } from './archive-problem.ts';
import { notOurs } from './read-lines.ts';

/** The first line says what the file is; only then is anything else of it read. */
export function parseHead(line: Buffer, depth: number): ArchiveHead {
  const value = parse(line, depth, () => notOurs('its first line is not JSON'));
  const { kind, format, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  if (kind !== 'head' || format !== ARCHIVE_FORMAT) throw notOurs('its first line does not say so');
  if (version !== ARCHIVE_VERSION)
    throw new ArchiveProblem(
      'archive-version',
      `The file is of version ${typeof version === 'number' ? version : '?'}; this program reads version ${ARCHIVE_VERSION}.`,
      'Use the version of mcp-sec-inspect that wrote it, or a later one.',
    );
  const head = z.safeParse(ArchiveHead, value);
  if (!head.success) throw notOurs(`its first line does not fit: ${issueOf(head.error)}`);
  return head.data;
}

export function parseLine(line: Buffer, at: number, depth: number): ArchiveLine {
  const value = parse(line, depth, () => misfit(at, 'it is not JSON'));
  const known = z.safeParse(ArchiveLine, value);
  if (!known.success) throw misfit(at, issueOf(known.error));
  return known.data;
}

export function misfit(at: number, why: string): ArchiveProblem {
  return new ArchiveProblem('archive-line', `Line ${at} of the file does not fit: ${why}.`);
}

function parse(line: Buffer, depth: number, failed: () => ArchiveProblem): unknown {
  if (isDeeper(line, depth))
    throw new ArchiveProblem('archive-depth', `A line of the file is nested deeper than ${depth}.`);
  if (!isUtf8(line)) throw failed();
  try {
    return JSON.parse(line.toString('utf8')) as unknown;
  } catch {
    // SyntaxError.
    throw failed();
  }
}

/** Whether brackets outside of strings go deeper; looked at before anything is built of them. */
function isDeeper(line: Buffer, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < line.length; at++) {
    const byte = line[at]!;
    if (byte === 0x22) {
      at = stringEnd(line, at);
      if (at === -1) return false;
    } else if (byte === 0x5b || byte === 0x7b) {
      if (++depth > most) return true;
    } else if (byte === 0x5d || byte === 0x7d) depth--;
  }
  return false;
}

function stringEnd(line: Buffer, start: number): number {
  for (let at = line.indexOf(0x22, start + 1); at !== -1; at = line.indexOf(0x22, at + 1)) {
    let slashes = 0;
    while (line[at - 1 - slashes] === 0x5c) slashes++;
    if (slashes % 2 === 0) return at;
  }
  return -1;
}

function issueOf(error: z.core.$ZodError): string {
  const [issue] = error.issues;
  const place = issue?.path.map(String).join('.').slice(0, 100) ?? '';
  return `${place === '' ? '' : `${place}: `}${issue?.message ?? 'it has another shape'}`.slice(0, 300);
}
