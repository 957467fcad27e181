import type { IncomingMessage } from 'node:http';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { BodyShape } from './route.ts';

/** A body's failure with the HTTP status that says it. */
export type BodyOutcome<Body> = { ok: true; value: Body } | { ok: false; status: number; problem: Problem };

/** Reads at most `most` bytes; more are refused without being kept. */
export function readBody(incoming: IncomingMessage, most: number): Promise<BodyOutcome<Buffer>> {
  const declared = Number(incoming.headers['content-length'] ?? 0);
  if (declared > most) return Promise.resolve(tooBig(most));
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (outcome: BodyOutcome<Buffer>) => {
      incoming.off('data', onChunk);
      incoming.off('end', onEnd);
      incoming.off('error', onGone);
      incoming.off('close', onGone);
      resolve(outcome);
    };
    const onChunk = (chunk: Buffer) => {
      size += chunk.length;
      if (size > most) {
        incoming.pause();
        settle(tooBig(most));
      } else chunks.push(chunk);
    };
    const onEnd = () => settle({ ok: true, value: Buffer.concat(chunks, size) });
    const onGone = () =>
      settle({ ok: false, status: 400, problem: { code: 'cut-off', message: 'The body ended too early.' } });
    incoming.on('data', onChunk);
    incoming.on('end', onEnd);
    incoming.on('error', onGone);
    incoming.on('close', onGone);
  });
}

function tooBig(most: number): BodyOutcome<never> {
  return {
    ok: false,
    status: 413,
    problem: { code: 'body-too-big', message: `This route takes at most ${most} bytes.` },
  };
}

/** JSON text of a body; an empty one counts as `{}`. */
export function parseJson(bytes: Buffer): Outcome<unknown> {
  if (bytes.length === 0) return { ok: true, value: {} };
  try {
    return {
      ok: true,
      value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown,
    };
  } catch (error) {
    // SyntaxError from JSON.parse, or TypeError from bytes that are not UTF-8.
    const why = error instanceof SyntaxError ? error.message : 'it is not UTF-8';
    return { ok: false, problem: { code: 'bad-json', message: `The body is not JSON: ${why}` } };
  }
}

/** Checks a parsed body against its schema and names the first place that does not fit. */
export function checkShape<Body>(shape: BodyShape<Body>, value: unknown): Outcome<Body> {
  const result = shape.safeParse(value);
  if (result.success) return { ok: true, value: result.data };
  const issue = result.error.issues[0];
  const place = issue?.path.map(String).join('.');
  const where = place === undefined || place === '' ? 'The body' : `\`${place}\` in the body`;
  return {
    ok: false,
    problem: { code: 'bad-body', message: `${where} does not fit: ${issue?.message ?? 'invalid input'}` },
  };
}
