import type { Writable } from 'node:stream';
import type { Payload } from '../../protocol/frame.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { WireBytes } from '../../protocol/raw/to-wire.ts';
import { drip } from './drip.ts';
import type { Hold, Outgoing, SendResult, Sent, Wire, WireHead } from './transport.ts';

export interface StdinOptions {
  wire: Wire;
  /** As long as somebody may read from it. */
  stream(): Writable | undefined;
  /** The process is gone within so many ms. */
  gone(within: number): Promise<boolean>;
}

const STDIN: Omit<WireHead, 'author'> = { channel: 'stdin', toward: 'server' };
const NEWLINE = Buffer.from('\n');
/** Bytes that wait in memory for a server that does not read; what would come on top is refused. */
const MOST_QUEUED = 64 * 1024 * 1024;
/** ms in which a process that does not read any more is expected to have ended: how it did says more. */
const HOW_IT_ENDED = 700;

/** Bytes of one turn after which nothing more is waited for. */
const MOST_TOGETHER = 64 * 1024;

type Line = Pick<WireBytes, 'bytes' | 'at' | 'ends' | 'pause'>;

interface Waiting {
  bytes: Uint8Array;
  settle(result: SendResult): void;
}

interface Turn {
  to: Writable;
  lines: Waiting[];
  /** Of all lines. */
  bytes: number;
  /** Resolves when they are handed over. */
  over: Promise<void>;
  end(): void;
}

/**
 * The way to a process: one message after the other, each recorded before its first byte is written. The
 * frames are in the order of the bytes, so that nothing comes between the parts of a message.
 */
export class Stdin {
  #o: StdinOptions;
  /** The last write that was not taken at once: sending waits for it, so memory stays bounded. */
  #drained: Promise<void> | undefined;
  /** A message is written part by part. */
  #dripping: Promise<unknown> | undefined;
  /** Messages that are recorded and wait for their release, all of them written at once then. */
  #held: { hold: Hold; lines: Waiting[] } | undefined;
  /** Messages of this turn: each is recorded, and all are written in one go once it is over. */
  #turn: Turn | undefined;

  constructor(options: StdinOptions) {
    this.#o = options;
  }

  async send(outgoing: Outgoing): Promise<Sent> {
    const { wire, stream, gone } = this.#o;
    const line = lineOf(outgoing);
    if (!line.ok) return failed(line.problem);
    for (let before = this.#before(outgoing); before !== undefined; before = this.#before(outgoing))
      await before;
    const to = stream();
    if (to === undefined || !to.writable) {
      await gone(HOW_IT_ENDED);
      return failed(NO_READER);
    }
    if (to.writableLength > MOST_QUEUED) return failed(NOT_READING);
    const isUsual = outgoing.hold === undefined && line.value.ends.length === 1;
    if (!isUsual || this.#turn?.to !== to) this.letGo();
    const frame = this.#record(outgoing, line.value);
    // At once: whoever was told of the frame finds it announced.
    wire.flush();
    if (isUsual) {
      const { over, done } = this.#join(to, line.value.bytes);
      await over;
      return { frame, done, abort() {} };
    }
    return { frame, done: this.#write(to, line.value, outgoing.hold), abort() {} };
  }

  /** What was sent in this turn goes out now. */
  letGo(): void {
    const turn = this.#turn;
    if (turn === undefined) return;
    this.#turn = undefined;
    const [first, ...others] = turn.lines.map(({ bytes }) => bytes);
    if (first === undefined) return;
    const bytes = others.length === 0 ? first : Buffer.concat([first, ...others]);
    void this.#writeWhole(turn.to, bytes).then((result) => {
      for (const { settle } of turn.lines) settle(result);
    });
    turn.end();
  }

  /** Many are sent in one turn where many answers came in one. */
  #join(to: Writable, bytes: Uint8Array): { over: Promise<void>; done: Promise<SendResult> } {
    const turn = (this.#turn ??= this.#begin(to));
    const done = new Promise<SendResult>((settle) => turn.lines.push({ bytes, settle }));
    turn.bytes += bytes.length;
    if (turn.bytes >= MOST_TOGETHER) this.letGo();
    return { over: turn.over, done };
  }

  #begin(to: Writable): Turn {
    let end = (): void => {};
    const over = new Promise<void>((resolve) => (end = resolve));
    const turn: Turn = { to, lines: [], bytes: 0, over, end };
    // After all that goes on at once because of what has just come.
    process.nextTick(() => {
      if (this.#turn === turn) this.letGo();
    });
    return turn;
  }

  /** What has to be over before this may be recorded; asked until there is nothing, with no gap before the recording. */
  #before({ queues, hold }: Outgoing): Promise<unknown> | undefined {
    const { wire } = this.#o;
    if (wire.blocked) return new Promise<void>((resolve) => wire.whenUnblocked(resolve));
    if (this.#dripping !== undefined) return this.#dripping;
    if (this.#held !== undefined && this.#held.hold !== hold) return this.#held.hold.released;
    return queues === true ? undefined : this.#drained;
  }

  #record({ author, run, case: number, recorded }: Outgoing, { bytes, at }: Line): number {
    const head: WireHead = { ...STDIN, author };
    if (run !== undefined) head.run = run;
    if (number !== undefined) head.case = number;
    const payload: Payload = at === undefined ? { kind: 'none' } : { kind: 'slice', ...at };
    const frame = this.#o.wire.record(head, bytes, payload);
    recorded?.(frame);
    return frame;
  }

  #write(to: Writable, line: Line, hold: Hold | undefined): Promise<SendResult> {
    if (hold !== undefined) return this.#hold(line.bytes, hold);
    const dripped = drip(to, line).then(async ({ error, parts, bytes }): Promise<SendResult> => {
      if (error === undefined) return { kind: 'written' };
      await this.#o.gone(HOW_IT_ENDED);
      return { kind: 'failed', problem: brokenOff(parts, line, bytes) };
    });
    const turn = dripped.finally(() => {
      if (this.#dripping === turn) this.#dripping = undefined;
    });
    this.#dripping = turn;
    return turn;
  }

  #writeWhole(to: Writable, bytes: Uint8Array): Promise<SendResult> {
    return new Promise<SendResult>((resolve) => {
      const isTaken = to.write(bytes, (error) => {
        if (!error) resolve({ kind: 'written' });
        else void this.#o.gone(HOW_IT_ENDED).then(() => resolve({ kind: 'failed', problem: NO_READER }));
      });
      if (!isTaken) this.#waitForDrain(to);
    });
  }

  #hold(bytes: Uint8Array, hold: Hold): Promise<SendResult> {
    if (this.#held === undefined) {
      this.#held = { hold, lines: [] };
      void hold.released.then(() => this.#release());
    }
    const { lines } = this.#held;
    const done = new Promise<SendResult>((settle) => lines.push({ bytes, settle }));
    hold.ready();
    return done;
  }

  /** One write: the server finds all of them, or as many as its pipe holds, at its next reading. */
  #release(): void {
    const lines = this.#held?.lines ?? [];
    this.#held = undefined;
    const to = this.#o.stream();
    const written: Promise<SendResult> =
      to === undefined
        ? Promise.resolve({ kind: 'failed', problem: NO_READER })
        : this.#writeWhole(to, Buffer.concat(lines.map(({ bytes }) => bytes)));
    void written.then((result) => {
      for (const { settle } of lines) settle(result);
    });
  }

  #waitForDrain(to: Writable): void {
    this.#drained = new Promise<void>((resolve) => {
      const go = (): void => {
        to.off('drain', go);
        to.off('close', go);
        this.#drained = undefined;
        resolve();
      };
      to.on('drain', go);
      to.on('close', go);
    });
  }
}

/** Usual: the message and a newline, in one write. */
function lineOf({ message, exact }: Outgoing): Outcome<Line> {
  if (exact !== undefined) return exact.bytes([]);
  const bytes = Buffer.concat([message, NEWLINE]);
  const at = { from: 0, to: message.length };
  return { ok: true, value: { bytes, at, ends: [bytes.length], pause: 0 } };
}

function failed(problem: Problem): Sent {
  return { frame: 0, done: Promise.resolve({ kind: 'failed', problem }), abort() {} };
}

function brokenOff(parts: number, { bytes, ends }: Line, written: number): Problem {
  return {
    code: 'stdio-closed',
    message: `The server stopped reading after ${parts} of ${ends.length} parts: ${written} of ${bytes.length} bytes were handed over. Its process has ended or closed its standard input.`,
    hint: 'Its last words are in stderr; connect again to start it anew.',
  };
}

const NOT_READING: Problem = {
  code: 'stdio-not-reading',
  message: `The server has not read what was sent before: ${MOST_QUEUED / 1024 / 1024} MiB wait for it. This message was not sent.`,
  hint: 'Wait until it reads again, or stop the session.',
};

const NO_READER: Problem = {
  code: 'stdio-closed',
  message: 'The server does not read any more: its process has ended or closed its standard input.',
  hint: 'Its last words are in stderr; connect again to start it anew.',
};
