import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';

/** How much a body may grow. The ratio counts only once `free` bytes have come out. */
export interface InflateLimits {
  ratio: number;
  free: number;
  most: number;
}

export const INFLATE_LIMITS: InflateLimits = { ratio: 200, free: 1024 * 1024, most: 256 * 1024 * 1024 };

type Coding = 'gzip' | 'deflate' | 'br' | 'zstd';

// zstd came with Node 22.15; the types are those of the oldest Node that is supported.
const { createZstdDecompress } = zlib as { createZstdDecompress?: () => Transform };

/** For Accept-Encoding: only what this Node can undo. */
export const READABLE_CODINGS: readonly Coding[] =
  createZstdDecompress === undefined ? ['gzip', 'deflate', 'br'] : ['gzip', 'deflate', 'br', 'zstd'];

const MOST_CODINGS = 3;

/** `undefined`: sent as it is. `unreadable`: sentence naming what is not undone. */
export function readCodings(
  contentEncoding: readonly string[],
): { codings: Coding[] } | { unreadable: string } {
  const names = contentEncoding.flatMap((value) => value.split(','));
  const wanted = names
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity');
  const codings: Coding[] = [];
  for (const name of wanted) {
    const coding = READABLE_CODINGS.find((known) => known === (name === 'x-gzip' ? 'gzip' : name));
    if (coding === undefined) return { unreadable: name };
    codings.push(coding);
  }
  if (codings.length > MOST_CODINGS) return { unreadable: `${codings.length} encodings, one over the other` };
  return { codings };
}

/**
 * Undoes one Content-Encoding (RFC 9110, section 8.4.1), never further than the limits allow. What
 * comes out goes to `take` as it comes; `problem` says why nothing comes any more.
 */
class Inflater {
  #coding: Coding;
  #limits: InflateLimits;
  #take: (bytes: Buffer) => void;
  #bytesOfWire: () => number;
  #stream: (Transform & { bytesWritten?: number }) | undefined;
  #bytesIn = 0;
  #bytesOut = 0;
  #hasEnded = false;
  #problem: string | undefined;
  /** Lets go of whoever waits for a write when the stream fails in the middle of it. */
  #release: () => void = () => {};

  /** `bytesOfWire`: what the ratio is measured against, when it is not what is written here. */
  constructor(
    coding: Coding,
    limits: InflateLimits,
    take: (bytes: Buffer) => void,
    bytesOfWire: () => number = () => this.#bytesIn,
  ) {
    this.#coding = coding;
    this.#limits = limits;
    this.#take = take;
    this.#bytesOfWire = bytesOfWire;
  }

  get problem(): string | undefined {
    return this.#problem;
  }

  get bytesOut(): number {
    return this.#bytesOut;
  }

  /** Resolves when everything these bytes give has been taken. Never rejects. */
  write(bytes: Buffer): Promise<void> {
    if (bytes.length === 0 || this.#problem !== undefined) return Promise.resolve();
    this.#bytesIn += bytes.length;
    if (this.#hasEnded) return Promise.resolve();
    const stream = (this.#stream ??= this.#open(bytes[0]!));
    return this.#settle((done) => stream.write(bytes, () => done()));
  }

  /** No more bytes. A body that stops in the middle is a problem. */
  async end(): Promise<void> {
    const stream = this.#stream;
    if (stream === undefined || this.#problem !== undefined) return;
    if (!this.#hasEnded) {
      await this.#settle((done) => {
        stream.once('end', done);
        stream.end();
      });
    }
    // Node stops at the end of the compressed data and says nothing of what follows.
    const unread = this.#bytesIn - (stream.bytesWritten ?? this.#bytesIn);
    if (this.#problem === undefined && unread > 0)
      this.#problem = `${unread} bytes after the end of the ${this.#coding} data`;
    stream.destroy();
  }

  /** Lets go of memory when the answer was given up. */
  close(): void {
    this.#stream?.destroy();
    this.#release();
  }

  #settle(start: (done: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      this.#release = resolve;
      start(resolve);
    });
  }

  #open(firstByte: number): Transform {
    const stream = createInflater(this.#coding, firstByte);
    stream.on('data', (bytes: Buffer) => this.#grow(bytes));
    // Comes by itself, and instead of the write's callback, when bytes follow the compressed data.
    stream.on('end', () => {
      this.#hasEnded = true;
      this.#release();
    });
    stream.on('error', (error) => {
      this.#stop(
        `not valid ${this.#coding}, read up to byte ${this.#bytesOut.toLocaleString('en')} of what it holds: ${error.message}`,
      );
    });
    return stream;
  }

  #grow(bytes: Buffer): void {
    if (this.#problem !== undefined) return;
    const { ratio, free, most } = this.#limits;
    const grown = this.#bytesOut + bytes.length;
    const isBomb = grown > free && grown > ratio * this.#bytesOfWire();
    if (isBomb || grown > most) {
      const why = isBomb ? `it had grown more than ${ratio} times` : `that is the most that is inflated`;
      this.#stop(`inflation stopped at ${this.#bytesOut.toLocaleString('en')} bytes: ${why}`);
      return;
    }
    this.#bytesOut = grown;
    this.#take(bytes);
  }

  #stop(problem: string): void {
    this.#problem ??= problem;
    this.#stream?.destroy();
    this.#release();
  }
}

function createInflater(coding: Coding, firstByte: number): Transform {
  switch (coding) {
    case 'gzip':
      return zlib.createGunzip();
    case 'deflate':
      // "deflate" means zlib data, but some servers send it bare; the first byte tells (RFC 1950).
      return (firstByte & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw();
    case 'br':
      return zlib.createBrotliDecompress();
    case 'zstd':
      return createZstdDecompress!();
  }
}

/** Several encodings, the last one named undone first. Same promises as one. */
export class InflaterChain {
  #inflaters: Inflater[] = [];
  #pending: Buffer[][] = [];
  #bytesIn = 0;

  constructor(codings: readonly Coding[], limits: InflateLimits, take: (bytes: Buffer) => void) {
    const order = [...codings].reverse();
    order.forEach((coding, at) => {
      const isLast = at === order.length - 1;
      const pending: Buffer[] = [];
      this.#pending.push(pending);
      // One over the other they would multiply: all are measured against the bytes that came over the wire.
      const wire = (): number => this.#bytesIn;
      this.#inflaters.push(
        new Inflater(coding, limits, isLast ? take : (bytes) => pending.push(bytes), wire),
      );
    });
  }

  get problem(): string | undefined {
    return this.#inflaters.find(({ problem }) => problem !== undefined)?.problem;
  }

  async write(bytes: Buffer): Promise<void> {
    this.#bytesIn += bytes.length;
    await this.#pass(0, [bytes]);
  }

  async end(): Promise<void> {
    for (const [at, inflater] of this.#inflaters.entries()) {
      await inflater.end();
      await this.#pass(at + 1, this.#pending[at]!.splice(0));
    }
  }

  close(): void {
    for (const inflater of this.#inflaters) inflater.close();
  }

  async #pass(from: number, parts: Buffer[]): Promise<void> {
    let next = parts;
    for (let at = from; at < this.#inflaters.length; at++) {
      for (const part of next) await this.#inflaters[at]!.write(part);
      next = this.#pending[at]!.splice(0);
    }
  }
}
