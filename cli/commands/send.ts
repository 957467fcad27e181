import { resolve } from 'node:path';
import type { Conversation, RawExchange } from '../../bridge/index.ts';
import type { SendText } from '../../protocol/craft.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { MOST_WIRE_BYTES } from '../../protocol/raw/limits.ts';
import { USUAL_HTTP, USUAL_STDIO } from '../../protocol/raw/to-wire.ts';
import { refuse } from '../chosen.ts';
import { fileBytes } from '../file-bytes.ts';
import { beginCommand, withTarget } from '../opening.ts';
import type { OpenOptions } from '../options.ts';
import { safeJson } from '../safe-json.ts';
import type { Sending } from '../send-options.ts';
import type { Surroundings } from '../surroundings.ts';

/** ms; --timeout is about the answer, and may be short. */
const READY_WITHIN = 30_000;
const AS_WRITTEN = { rpcId: 'as-written', meta: 'as-written' } as const;

/**
 * `send`: the bytes of a file to a target, and what came back. Answers the exit code: 0 answered, 1 an error
 * or nothing within the time, 2 it could not be done.
 */
export async function sendCommand(
  { sending, options }: { sending: Sending; options: OpenOptions },
  here: Surroundings,
): Promise<number> {
  const { terminal } = here;
  const note = (words: string): void => terminal.note(`mcp-sec-inspect: ${words}`);
  const failed = beginCommand(options.notes, here);
  // Before anything is started: what cannot be read needs no server.
  const bytes = await bytesOf(sending.raw, here);
  if (!bytes.ok) return failed(bytes.problem);
  const head = sending.head === undefined ? undefined : await headOf(sending.head, here);
  if (head?.ok === false) return failed(head.problem);
  const ready = { timeout: Math.max(sending.timeout, READY_WITHIN) };
  return withTarget(options, here, failed, ready, async ({ conversation }) => {
    const text = await textFor(conversation, bytes.value, head?.value, sending);
    if (!text.ok) return failed(text.problem);
    const exchange = await conversation.raw.exchange(text.value, sending.timeout);
    if (!exchange.ok) return failed(exchange.problem);
    for (const words of exchange.value.sent.notes) note(words);
    if (sending.json) await terminal.printAll([safeJson(asJson(exchange.value))]);
    else
      for (const { row, text: came, isCut } of exchange.value.came) {
        const lines = came.replace(/\r?\n$/, '').split(/\r?\n/);
        if (row.channel === 'stderr') for (const line of lines) terminal.note(line);
        else await terminal.printAll(lines);
        if (isCut) note(`Frame ${row.seq} goes on: ${row.bytes} bytes are in the recording.`);
      }
    return judge(exchange.value, sending.timeout, note);
  });
}

/** The bytes as a text to send: they are the message, in the form that was asked for. */
async function textFor(
  { session, raw }: Conversation,
  bytes: Buffer,
  head: string | undefined,
  { framing }: Sending,
): Promise<Outcome<SendText>> {
  const { stdio, http, onlyStdio, onlyHttp, parts, pause, isWhole } = framing;
  const writes = { ...(parts === undefined ? {} : { parts }), ...(pause === undefined ? {} : { pause }) };
  const hex = { text: bytes.toString('hex'), form: 'hex', how: AS_WRITTEN } as const;
  if (session().transport === 'stdio') {
    const foreign = onlyHttp[0] ?? (head === undefined ? undefined : '--head');
    if (foreign !== undefined) return notFor(foreign, 'HTTP', 'is a process');
    const wire = { ...USUAL_STDIO, ...stdio, ...writes };
    if (stdio.encoding === undefined) return { ok: true, value: { ...hex, wire } };
    const text = decoded(bytes);
    return text.ok ? { ok: true, value: { text: text.value, how: AS_WRITTEN, wire } } : text;
  }
  const [foreign] = onlyStdio;
  if (foreign !== undefined) return notFor(foreign, 'a process', 'is reached over HTTP');
  const isAsked = isWhole || head !== undefined || Object.keys({ ...http, ...writes }).length > 0;
  if (!isAsked) return { ok: true, value: hex };
  let form = USUAL_HTTP;
  if (head !== undefined) form = { ...USUAL_HTTP, head };
  else if (!isWhole) {
    const usual = await raw.usualForm(hex);
    if (!usual.ok) return usual;
    if (usual.value.wire.kind === 'http') form = usual.value.wire;
  }
  return { ok: true, value: { ...hex, wire: { ...form, ...http, ...writes } } };
}

function judge({ sent, state, came }: RawExchange, timeout: number, note: (words: string) => void): number {
  if (state?.problem !== undefined && state.outcome !== 'http') note(state.problem.message);
  switch (state?.outcome) {
    case 'result':
      return 0;
    case 'http':
      return (state.answer?.status ?? 500) < 400 ? 0 : 1;
    case undefined: {
      if (sent.rpcId !== undefined) {
        note(`No answer to the request ${sent.rpcId.slice(0, 60)} within ${timeout / 1000} s.`);
        return 1;
      }
      const answers = came.filter(({ row }) => row.channel !== 'stderr');
      if (answers.length === 0) note(`Nothing came back within ${timeout / 1000} s.`);
      return answers.length === 0 || answers.some(({ row }) => row.kind === 'error') ? 1 : 0;
    }
    default:
      return 1;
  }
}

function asJson({ sent, state, came }: RawExchange): string {
  return JSON.stringify({
    request: sent.request,
    ...(sent.rpcId === undefined ? {} : { rpcId: sent.rpcId }),
    outcome: state?.outcome ?? (came.length === 0 ? 'nothing' : 'came'),
    notes: sent.notes,
    came: came.map(({ row, text, isCut }) => ({
      frame: row.seq,
      channel: row.channel,
      kind: row.kind,
      ...(row.status === undefined ? {} : { status: row.status }),
      bytes: row.bytes,
      text,
      ...(isCut ? { isCut } : {}),
    })),
  });
}

async function bytesOf(
  file: string,
  { cwd, stdin }: Pick<Surroundings, 'cwd' | 'stdin'>,
): Promise<Outcome<Buffer>> {
  if (file === '-') return all(stdin);
  return fileBytes(resolve(cwd, file), MOST_WIRE_BYTES);
}

/** Start line and header lines. They are sent as UTF-8, so that bytes of another encoding would not arrive as they are. */
async function headOf(file: string, here: Pick<Surroundings, 'cwd' | 'stdin'>): Promise<Outcome<string>> {
  const bytes = await bytesOf(file, here);
  if (!bytes.ok) return bytes;
  if (bytes.value.length === 0)
    return refuse(
      'bad-head',
      `The head in ${file} is empty.`,
      'It begins with a start line: POST /mcp HTTP/1.1',
    );
  const text = decoded(bytes.value);
  if (text.ok) return text;
  return refuse(
    'not-utf8',
    `The head in ${file} is not UTF-8.`,
    'Put head and body into one file, and send it with --framing whole.',
  );
}

async function all(stdin: NodeJS.ReadStream): Promise<Outcome<Buffer>> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of stdin) {
    const chunk = Buffer.from(part as Uint8Array);
    bytes += chunk.length;
    if (bytes > MOST_WIRE_BYTES)
      return refuse(
        'too-large',
        `Standard input is over ${MOST_WIRE_BYTES / 1024 / 1024} MiB.`,
        'Send less at once.',
      );
    parts.push(chunk);
  }
  return { ok: true, value: Buffer.concat(parts) };
}

/** Only what is text can be written in another encoding. */
function decoded(bytes: Buffer): Outcome<string> {
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    // TypeError: not UTF-8.
    return refuse(
      'not-utf8',
      'The file is not UTF-8, so it cannot be written as UTF-16.',
      'Leave utf-16 out.',
    );
  }
}

function notFor(word: string, what: string, is: string): Outcome<never> {
  return refuse('bad-option', `${word} is for ${what}; this target ${is}.`, 'Leave it out.');
}
