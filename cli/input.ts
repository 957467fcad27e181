import { resolve } from 'node:path';
import type { Outcome } from '../protocol/problem.ts';
import { readJson } from '../protocol/json/read.ts';
import type { Input } from './ask-options.ts';
import { refuse } from './chosen.ts';
import { fileBytes } from './file-bytes.ts';
import type { Surroundings } from './surroundings.ts';

const LARGEST = 64 * 1024 * 1024;

/** The JSON text for a call, as it was given; undefined when none was. What is no JSON is refused with its place. */
export async function readInput(
  input: Input,
  { cwd, stdin }: Pick<Surroundings, 'cwd' | 'stdin'>,
): Promise<Outcome<string | undefined>> {
  if (input.from === 'nothing') return { ok: true, value: undefined };
  const text =
    input.from === 'text'
      ? { ok: true as const, value: input.text }
      : input.from === 'file'
        ? readFile(resolve(cwd, input.file))
        : await readAll(stdin);
  if (!text.ok) return text;
  const document = readJson(text.value);
  const [fault] = document.faults.filter(({ kind }) => kind !== 'repeated-key');
  if (fault === undefined) return text;
  const before = text.value.slice(0, fault.from).split('\n');
  return refuse(
    'not-json',
    `The input is not JSON: line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${fault.words}`,
    'Correct it; to send something that is no JSON on purpose, use Craft in the page.',
  );
}

function readFile(path: string): Outcome<string> {
  const bytes = fileBytes(path, LARGEST);
  return bytes.ok ? decode(bytes.value, path) : bytes;
}

async function readAll(stdin: NodeJS.ReadStream): Promise<Outcome<string>> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stdin) {
    const chunk = Buffer.from(part as Uint8Array);
    bytes += chunk.length;
    if (bytes > LARGEST) return tooLarge('Standard input');
    parts.push(chunk);
  }
  return decode(Buffer.concat(parts), 'Standard input');
}

function decode(bytes: Buffer, what: string): Outcome<string> {
  if (bytes.length > LARGEST) return tooLarge(what);
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    // TypeError: not UTF-8.
    return refuse('not-utf8', `${what} is not UTF-8.`, 'JSON is UTF-8 (RFC 8259 section 8.1).');
  }
}

function tooLarge(what: string): Outcome<never> {
  return refuse('too-large', `${what} is over ${LARGEST / 1024 / 1024} MiB.`, 'Send less at once.');
}
