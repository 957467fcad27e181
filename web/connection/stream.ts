import { BUILD } from '../../protocol/build.ts';
import type { BridgeMessage, ClientMessage } from '../../protocol/stream.ts';
import { STREAM_PATH, STREAM_PROTOCOL, STREAM_SUBPROTOCOL } from '../../protocol/stream-names.ts';

/** How things stand with the bridge. Times are ms since the epoch. */
export type Link =
  | { kind: 'opening' }
  | { kind: 'live' }
  | { kind: 'lost'; since: number; nextTry: number }
  /** The bridge is of another build: only a reload helps. */
  | { kind: 'outdated'; reason: string }
  /** The bridge does not know this page (any more). */
  | { kind: 'signed-out' };

export interface StreamListener {
  link(link: Link): void;
  /** Everything that arrived since the last call, in order; frames events already joined. */
  messages(messages: BridgeMessage[]): void;
}

const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;
const HIDDEN_BATCH = 250;

type Frames = Extract<BridgeMessage, { kind: 'frames' }>;
/** Rows of joined frames events beyond this are left to be fetched when they are looked at. */
const MOST_ROWS = 200;

function joinFrames(a: Frames, b: Frames): Frames {
  return {
    kind: 'frames',
    after: a.after,
    upTo: b.upTo,
    count: a.count + b.count,
    rows: [...a.rows, ...b.rows].slice(-MOST_ROWS),
  };
}

/**
 * The page's end of the stream. Connects again by itself for as long as it lives, goes on where it
 * was, and hands over what arrived once per animation frame, so that a flood costs no more than a drop.
 */
export class Stream {
  #listener: StreamListener;
  #token: string;
  #isStillSignedIn: () => Promise<boolean>;
  #socket: WebSocket | undefined;
  #run: string | undefined;
  #seen: number | undefined;
  #waiting: BridgeMessage[] = [];
  #isPlanned = false;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #wait = FIRST_WAIT;
  #lostAt: number | undefined;
  #isOver = false;

  constructor(token: string, isStillSignedIn: () => Promise<boolean>, listener: StreamListener) {
    this.#token = token;
    this.#isStillSignedIn = isStillSignedIn;
    this.#listener = listener;
  }

  open(): void {
    if (this.#isOver || this.#socket !== undefined) return;
    clearTimeout(this.#retry);
    const address = `ws://${location.host}${STREAM_PATH}`;
    const socket = new WebSocket(address, [STREAM_SUBPROTOCOL, `token.${this.#token}`]);
    this.#socket = socket;
    socket.onopen = () => {
      const known = this.#run === undefined ? {} : { run: this.#run, seen: this.#seen };
      this.#send({ kind: 'hello', build: BUILD, protocol: STREAM_PROTOCOL, ...known });
    };
    socket.onmessage = ({ data }: MessageEvent<string>) => this.#hear(JSON.parse(data) as BridgeMessage);
    socket.onclose = () => {
      if (this.#socket !== socket) return;
      this.#socket = undefined;
      void this.#onClose();
    };
  }

  /** At once, instead of when the wait is over. */
  tryNow(): void {
    this.#wait = FIRST_WAIT;
    this.open();
  }

  close(): void {
    this.#isOver = true;
    clearTimeout(this.#retry);
    this.#socket?.close();
  }

  #send(message: ClientMessage): void {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }

  #hear(message: BridgeMessage): void {
    if (message.kind === 'reload') {
      this.#end({ kind: 'outdated', reason: message.reason });
      return;
    }
    if (message.kind === 'hello') {
      this.#run = message.run;
      if (!message.resumed) this.#seen = message.snapshot.head;
      this.#wait = FIRST_WAIT;
      this.#lostAt = undefined;
    }
    if (message.kind === 'frames' && !this.#follows(message)) return;
    const last = this.#waiting[this.#waiting.length - 1];
    if (message.kind === 'frames' && last?.kind === 'frames')
      this.#waiting[this.#waiting.length - 1] = joinFrames(last, message);
    else this.#waiting.push(message);
    this.#plan();
  }

  /** A gap or an overlap means that one side lost count: start anew from a snapshot. */
  #follows(frames: Frames): boolean {
    if (frames.after === this.#seen) {
      this.#seen = frames.upTo;
      return true;
    }
    this.#run = this.#seen = undefined;
    this.#socket?.close();
    return false;
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    // A hidden page gets no animation frames.
    if (document.visibilityState === 'hidden') setTimeout(() => this.#deliver(), HIDDEN_BATCH);
    else requestAnimationFrame(() => this.#deliver());
  }

  #deliver(): void {
    this.#isPlanned = false;
    const messages = this.#waiting;
    this.#waiting = [];
    if (messages.some((message) => message.kind === 'hello')) this.#listener.link({ kind: 'live' });
    this.#listener.messages(messages);
    for (const message of messages)
      if (message.kind === 'frames') this.#send({ kind: 'taken', upTo: message.upTo });
  }

  async #onClose(): Promise<void> {
    if (this.#isOver) return;
    this.#lostAt ??= Date.now();
    const nextTry = Date.now() + this.#wait;
    this.#listener.link({ kind: 'lost', since: this.#lostAt, nextTry });
    this.#retry = setTimeout(() => this.open(), this.#wait);
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
    // A refused upgrade and a dead bridge look the same to a WebSocket; a plain request tells them apart.
    if (!(await this.#isStillSignedIn())) this.#end({ kind: 'signed-out' });
  }

  #end(link: Link): void {
    if (this.#isOver) return;
    this.close();
    this.#listener.link(link);
  }
}
