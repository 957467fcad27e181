import { setMaxListeners } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { AnswerEnd } from './answer.ts';
import { connectProblem, type Attempt } from './connect-problem.ts';
import { Connection } from './connection.ts';
import type { HttpLimits } from './http-limits.ts';
import { hostOf, portOf, proxyAuthorization } from './proxy.ts';
import { writeRequest } from './request.ts';
import { secure, type TlsTrust } from './tls.ts';
import type { Wire } from './transport.ts';

export interface DialOptions {
  target: URL;
  proxy: URL | undefined;
  trust: TlsTrust;
  /** PEM text that replaces the built-in authorities. */
  authorities: string | undefined;
  limits: HttpLimits;
  wire: Wire;
  /** Of the connection; the CONNECT exchange is recorded on its channels of the stream `connect`. */
  number: number;
  /**
   * For bytes as somebody wrote them: through a proxy it is a tunnel to the target itself, over plain HTTP too, and
   * it can be written to when the server has said all it has to say.
   */
  isDirect?: boolean;
}

/** A connection over which requests can be sent; `note` says how the server was reached. */
export interface Dialled {
  socket: Socket;
  note: string;
  certificateKey?: string;
}

/**
 * Connects to a target, through its proxy when there is one, and secures the connection for https.
 * Over plain HTTP a proxy is not asked for a tunnel, unless the connection has to be direct: it gets requests
 * with the absolute address.
 */
export async function dial(options: DialOptions, signal: AbortSignal): Promise<Outcome<Dialled>> {
  const { target, proxy, limits } = options;
  // A race dials many times at once, and each listens for the end.
  setMaxListeners(0, signal);
  const attempt: Attempt = { address: `${target.hostname}:${portOf(target)}`, url: target.href };
  if (proxy !== undefined) attempt.proxy = proxy.host;
  const underway: { socket?: Socket; stage: string } = { stage: 'a TCP connection' };
  let giveUp: (problem: Problem) => void = () => {};
  const givenUp = new Promise<Problem>((resolve) => (giveUp = resolve));
  const timer = setTimeout(() => {
    giveUp({
      code: 'connect-timeout',
      message: `${attempt.address}: no answer within ${limits.connect / 1000} s while waiting for ${underway.stage}.`,
      hint:
        underway.stage === 'TLS'
          ? 'The server took the connection and does not speak TLS on it: it may be stuck, or serve plain http://.'
          : 'A firewall may drop it silently, or the server is stuck; check host, port and VPN, then connect again.',
    });
  }, limits.connect);
  const cancel = (): void =>
    giveUp({ code: 'cancelled', message: `Connecting to ${attempt.address} was cancelled.` });
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    const reached = reach(options, underway).then(
      (value): Outcome<Dialled> => value,
      (error: unknown): Outcome<Dialled> => ({ ok: false, problem: connectProblem(error, attempt) }),
    );
    const first = await Promise.race([
      reached,
      givenUp.then((problem): Outcome<Dialled> => ({ ok: false, problem })),
    ]);
    if (!first.ok) underway.socket?.destroy();
    return first;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

async function reach(
  options: DialOptions,
  underway: { socket?: Socket; stage: string },
): Promise<Outcome<Dialled>> {
  const { target, proxy, trust, authorities, isDirect } = options;
  const door = proxy ?? target;
  let socket = await connectTcp(hostOf(door), portOf(door), underway, isDirect === true);
  const notes = [`${socket.remoteAddress ?? hostOf(door)}:${socket.remotePort ?? portOf(door)}`];
  if (proxy !== undefined) {
    notes.push(`proxy ${proxy.host}`);
    if (proxy.protocol === 'https:') {
      underway.stage = 'TLS with the proxy';
      socket = underway.socket = (await secure(socket, hostOf(proxy), { verify: true }, undefined)).socket;
    }
  }
  const isSecure = target.protocol === 'https:';
  if (!isSecure && (proxy === undefined || isDirect !== true))
    return { ok: true, value: { socket, note: notes.join(', ') } };
  if (proxy !== undefined) {
    underway.stage = 'the tunnel of the proxy';
    const refused = await openTunnel(socket, proxy, options);
    if (refused !== undefined) return { ok: false, problem: refused };
  }
  if (!isSecure) return { ok: true, value: { socket, note: notes.join(', ') } };
  underway.stage = 'TLS';
  const secured = await secure(socket, hostOf(target), trust, authorities);
  underway.socket = secured.socket;
  notes.push(secured.note);
  const { certificateKey } = secured;
  return {
    ok: true,
    value: {
      socket: secured.socket,
      note: notes.join(', '),
      ...(certificateKey === undefined ? {} : { certificateKey }),
    },
  };
}

function connectTcp(
  host: string,
  port: number,
  underway: { socket?: Socket },
  allowHalfOpen: boolean,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, allowHalfOpen });
    underway.socket = socket;
    // Stays: between two owners an error of the socket must not end the process.
    socket.on('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

/** CONNECT (RFC 9110, section 9.3.6), recorded like any other exchange. */
async function openTunnel(socket: Socket, proxy: URL, options: DialOptions): Promise<Problem | undefined> {
  const { target, wire, limits, number } = options;
  const address = `${target.hostname}:${portOf(target)}`;
  const credentials = proxyAuthorization(proxy);
  const request = writeRequest({
    method: 'CONNECT',
    address,
    headers: [
      ['Host', address],
      ...(credentials === undefined ? [] : [['Proxy-Authorization', credentials] as [string, string]]),
    ],
    origin: { author: 'client' },
  });
  if (!request.ok) return request.problem;
  const connection = new Connection({ socket, number, stream: '.connect', wire, limits });
  const end = await new Promise<AnswerEnd>((resolve) => {
    connection.exchange(request.value, { ended: resolve });
  });
  const status = end.head?.status;
  if (end.missing === undefined && status !== undefined && status >= 200 && status < 300) {
    connection.detach();
    return undefined;
  }
  const said = end.missing === undefined ? `${status}` : end.missing;
  return {
    code: 'proxy-refused',
    message: `The proxy ${proxy.host} did not open a tunnel to ${address}: ${said}.`,
    hint:
      status === 407
        ? 'It wants credentials: set HTTPS_PROXY to http://user:password@host:port.'
        : `Its whole answer is recorded. To reach the target directly, name ${target.hostname} in NO_PROXY.`,
  };
}
