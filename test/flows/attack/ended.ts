import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'vitest';

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

interface How {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  input?: string;
  /** Another user, where this one may become them. */
  uid?: number;
  /** Ctrl-C as soon as this is in what it printed. */
  stopsAt?: RegExp;
}

/** Runs a program to its end, without keeping this process from answering what it asks. */
export async function ended(program: string, args: string[], how: How): Promise<Ended & { raw: Buffer[] }> {
  const child = spawn(program, args, {
    cwd: how.cwd,
    env: how.env ?? { PATH: process.env['PATH'], HOME: how.cwd, TMPDIR: process.env['TMPDIR'] },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(how.uid !== undefined && { uid: how.uid, gid: how.uid }),
  });
  // It may end without reading.
  child.stdin.on('error', () => {});
  if (how.stopsAt === undefined) child.stdin.end(how.input ?? '');
  const parts: [Buffer[], Buffer[]] = [[], []];
  for (const [stream, to] of [
    [child.stdout, parts[0]],
    [child.stderr, parts[1]],
  ] as const)
    stream.on('data', (part: Buffer) => {
      to.push(part);
      if (how.stopsAt?.test(Buffer.concat(to).toString()) === true) child.kill('SIGINT');
    });
  const [code] = (await once(child, 'close')) as [number | null];
  const raw = parts.map((part) => Buffer.concat(part));
  return { code, out: raw[0]!.toString(), err: raw[1]!.toString(), raw };
}

const UNSEEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u034f\u115f\u1160\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u;

/**
 * No byte that a terminal, a log or a CI system acts on, and nothing that a person does not see. Written
 * anew here, and not taken from what escapes.
 */
export function expectHarmless(bytes: Buffer, where: string): void {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const acting = [...text].filter((char) => char !== '\n' && UNSEEN.test(char));
  expect(
    acting.map((char) => char.codePointAt(0)!.toString(16)),
    where,
  ).toEqual([]);
  const commands = text.split('\n').filter((line) => /^\s*::/.test(line) || /##[\w-]*\[/.test(line));
  expect(commands, where).toEqual([]);
}
