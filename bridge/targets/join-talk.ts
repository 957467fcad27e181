import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { OpenRequest } from '../bridge.ts';
import { connectLocally, type LocalPeer } from '../platform/local-socket.ts';

/** What a second start hands to the bridge that is already running on the same data directory. */
export interface JoinRequest {
  /** Absent: nothing to connect to, only a link is wanted. */
  open?: OpenRequest;
  /** Absolute path of a session file to be shown. */
  file?: string;
}

export interface JoinAnswer {
  link: string;
}

/** Raised when the two ends would misread each other. */
export const JOIN_PROTOCOL = 1;
const CONNECT_WITHIN = 1000;
const HELLO_WITHIN = 3000;
const ANSWER_WITHIN = 30_000;
/** A large file takes its time. */
const READ_WITHIN = 600_000;

type RandomBytes = (size: number) => Buffer;
type Answerer = (request: JoinRequest) => Promise<Outcome<JoinAnswer>>;

/** The bridge's end: proves itself, asks for proof, answers one request a connection. */
export class Door {
  #secret: string;
  #randomBytes: RandomBytes;
  #answer: Promise<Answerer>;
  /** From now on requests are answered; those that came before wait for it. */
  open!: (answer: Answerer) => void;

  constructor(secret: string, randomBytes: RandomBytes) {
    this.#secret = secret;
    this.#randomBytes = randomBytes;
    this.#answer = new Promise((resolve) => (this.open = resolve));
  }

  knock(peer: LocalPeer): void {
    void this.#talk(peer).finally(() => peer.end());
  }

  async #talk(peer: LocalPeer): Promise<void> {
    const hello = parseLine(await peer.next(HELLO_WITHIN));
    if (typeof hello?.['nonce'] !== 'string') return;
    const nonce = this.#randomBytes(16).toString('hex');
    const proof = prove(this.#secret, 'bridge', hello['nonce'], nonce);
    peer.send(JSON.stringify({ protocol: JOIN_PROTOCOL, nonce, proof }));
    const request = parseLine(await peer.next(HELLO_WITHIN));
    if (
      request === undefined ||
      !isProof(request['proof'], prove(this.#secret, 'joiner', hello['nonce'], nonce))
    )
      return;
    const answer = await this.#answer;
    // Both ends are the same build, so the shape is right; what is in it was typed by the same person.
    const outcome = await answer(
      typeof request['open'] === 'object' && request['open'] !== null
        ? { open: request['open'] as OpenRequest }
        : typeof request['file'] === 'string'
          ? { file: request['file'] }
          : {},
    );
    peer.send(JSON.stringify(outcome));
  }
}

/** undefined: nobody answers there, or not with proof that it knows the secret. */
export async function knockAt(
  socket: string,
  secret: string,
  randomBytes: RandomBytes,
): Promise<Answerer | undefined> {
  const peer = await connectLocally(socket, CONNECT_WITHIN);
  if (peer === undefined) return undefined;
  const nonce = randomBytes(16).toString('hex');
  peer.send(JSON.stringify({ protocol: JOIN_PROTOCOL, nonce }));
  const hello = parseLine(await peer.next(HELLO_WITHIN));
  const theirs = hello?.['nonce'];
  if (typeof theirs !== 'string' || !isProof(hello?.['proof'], prove(secret, 'bridge', nonce, theirs))) {
    peer.end();
    return undefined;
  }
  return async (request) => {
    peer.send(JSON.stringify({ ...request, proof: prove(secret, 'joiner', nonce, theirs) }));
    const answer = parseLine(await peer.next(request.file === undefined ? ANSWER_WITHIN : READ_WITHIN));
    peer.end();
    return readAnswer(answer) ?? { ok: false, problem: NO_ANSWER };
  };
}

const NO_ANSWER: Problem = {
  code: 'bridge-not-answering',
  message: 'The running bridge took the request and did not answer.',
  hint: 'Look at its terminal. It may have been stopped at this moment: start again.',
};

function readAnswer(answer: Record<string, unknown> | undefined): Outcome<JoinAnswer> | undefined {
  if (answer?.['ok'] === true) {
    const { link } = (answer['value'] ?? {}) as Partial<JoinAnswer>;
    return typeof link === 'string' ? { ok: true, value: { link } } : undefined;
  }
  const { code, message, hint } = (answer?.['problem'] ?? {}) as Partial<Problem>;
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  return { ok: false, problem: { code, message, ...(typeof hint === 'string' && { hint }) } };
}

/** One line as an object, if it is one. */
export function parseLine(line: string | undefined): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = line === undefined ? undefined : JSON.parse(line);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    // SyntaxError: not from this program.
    return undefined;
  }
}

/** Each end signs both nonces under its own name, so that neither proof serves as the other. */
function prove(secret: string, who: 'bridge' | 'joiner', joinerNonce: string, bridgeNonce: string): string {
  return createHmac('sha256', Buffer.from(secret, 'hex'))
    .update(JSON.stringify([who, joinerNonce, bridgeNonce]))
    .digest('hex');
}

function isProof(given: unknown, expected: string): boolean {
  const bytes = Buffer.from(typeof given === 'string' ? given : '');
  return bytes.length === expected.length && timingSafeEqual(bytes, Buffer.from(expected));
}
