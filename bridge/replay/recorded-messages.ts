import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { FrameHead } from '../../protocol/frame.ts';
import type { MessageHead } from '../../protocol/mcp/message-head.ts';
import { type Scan, scanPayload } from '../../protocol/mcp/scan.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { FrameSource } from '../inspection/frame-source.ts';

/** A message of a recorded session. */
export interface RecordedMessage {
  seq: number;
  head: FrameHead;
  /** Of the only message in the frame; undefined: there are several, or it cannot be read. */
  message: MessageHead | undefined;
  form: Scan['form'];
  /** undefined: no text in UTF-8. */
  text: string | undefined;
  payload: Uint8Array;
}

/** A message of ours that was answered, or asked for an answer. */
export interface RecordedExchange {
  asked: RecordedMessage;
  answer: RecordedMessage | undefined;
}

export interface RecordedTalk {
  /** In the order they were written. */
  messages: RecordedMessage[];
  /** By seq of the request, ours and the server's. */
  exchanges: Map<number, RecordedExchange>;
}

/** Bytes of messages held at once, and frames looked at. */
const MOST_BYTES = 128 * 1024 * 1024;
const MOST_FRAMES = 500_000;
/** Frames read in one turn: whoever waits for the bridge waits for no more than these, or this long. */
const STEP_FRAMES = 200;
const STEP_MS = 15;

/** All messages of a session, from its file: also one of another run, and where there is no index. */
export async function readTalk(sessionsFolder: string, session: string): Promise<Outcome<RecordedTalk>> {
  const source = new FrameSource(join(sessionsFolder, session), session);
  const reading = new TalkReading();
  for (;;) {
    let frames = 0;
    const until = performance.now() + STEP_MS;
    let end: 'paused' | 'end';
    try {
      end = source.read(({ frame: { seq, head, payload } }) => {
        reading.take(seq, head, payload);
        return ++frames < STEP_FRAMES && performance.now() < until && reading.tooMuch === undefined;
      });
    } catch (error) {
      return { ok: false, problem: unreadable(session, error as Error) };
    }
    if (reading.tooMuch !== undefined) return { ok: false, problem: reading.tooMuch };
    if (end === 'end') return { ok: true, value: reading.talk };
    await setImmediate();
  }
}

/** Puts messages beside their answers as they are read. */
class TalkReading {
  readonly talk: RecordedTalk = { messages: [], exchanges: new Map() };
  tooMuch: Problem | undefined;
  #waiting = { server: new Map<string, RecordedExchange[]>(), client: new Map<string, RecordedExchange[]>() };
  #frames = 0;
  #bytes = 0;

  take(seq: number, head: FrameHead, payload: Uint8Array | undefined): void {
    this.#frames++;
    if (this.#frames > MOST_FRAMES || this.#bytes > MOST_BYTES) this.tooMuch ??= TOO_MUCH;
    if (payload === undefined || payload.length === 0 || head.leg !== 'server') return;
    if (head.channel === 'stderr') return;
    const scan = scanPayload(head.channel, payload);
    if (head.toward === 'client' && scan.messages.length === 0) return;
    this.#bytes += payload.length;
    const copy = Uint8Array.from(payload);
    const message = scan.form === 'single' ? scan.messages[0] : undefined;
    const recorded = { seq, head, message, form: scan.form, text: textOf(copy), payload: copy };
    this.talk.messages.push(recorded);
    for (const one of scan.messages) this.#pair(recorded, one);
  }

  #pair(recorded: RecordedMessage, { kind, rpcId }: MessageHead): void {
    if (rpcId === undefined) return;
    const { toward } = recorded.head;
    const key = idKey(rpcId);
    if (kind === 'request') {
      const exchange = { asked: recorded, answer: undefined };
      this.talk.exchanges.set(recorded.seq, exchange);
      const waiting = this.#waiting[toward].get(key);
      if (waiting === undefined) this.#waiting[toward].set(key, [exchange]);
      else waiting.push(exchange);
    } else if (kind === 'result' || kind === 'error') {
      const asked = this.#waiting[toward === 'client' ? 'server' : 'client'].get(key);
      const first = asked?.shift();
      if (first !== undefined) first.answer = recorded;
    }
  }
}

function textOf(payload: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
  } catch {
    // TypeError: bytes that are no UTF-8, sent on purpose or by a broken server.
    return undefined;
  }
}

function unreadable(session: string, error: Error): Problem {
  return {
    code: 'not-read',
    message: `Session ${session.slice(0, 40)} could not be read: ${error.message}.`,
    hint: 'It may have been deleted, or the disk is failing.',
  };
}

const TOO_MUCH: Problem = {
  code: 'too-large',
  message: `Sessions of more than ${MOST_FRAMES.toLocaleString('en')} frames or ${MOST_BYTES / 1024 / 1024} MiB of messages are not replayed.`,
  hint: 'Replay single frames of it instead.',
};
