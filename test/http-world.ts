import { expect } from 'vitest';
import type { Problem } from '../protocol/problem.ts';
import { createHttpTransport } from '../bridge/transport/http.ts';
import type { HttpOptions } from '../bridge/transport/streamable-http.ts';
import type { SendResult, Sent, Transport, TransportEvent } from '../bridge/transport/transport.ts';
import { MemoryWire, type KeptFrame } from './memory-wire.ts';
import type { RawServer } from './servers/raw-http/server.ts';

export interface HttpWorld {
  wire: MemoryWire;
  transport: Transport;
  events: TransportEvent[];
  problems(): Problem[];
  /** Sends a message and waits for the end of its answer. */
  ask(message: unknown, headers?: [string, string][]): Promise<{ sent: Sent; result: SendResult }>;
  /** Frames of the answers: everything towards the client that carries a message. */
  messages(): KeptFrame[];
}

/** Short waits: tests that need a longer one say so. */
const LIMITS = { linger: 150, retry: 20, retryFloor: 10, retryCeiling: 100, retries: 3 };

export function httpWorld(
  url: string,
  over: Partial<HttpOptions> & { kind?: 'streamable-http' | 'legacy-sse'; headers?: [string, string][] } = {},
): HttpWorld {
  const wire = new MemoryWire();
  const events: TransportEvent[] = [];
  const { kind = 'streamable-http', headers: handSet = [], limits = {}, ...rest } = over;
  const transport = createHttpTransport(kind, {
    url,
    tls: { verify: true },
    credentials: { headersFor: () => Promise.resolve(handSet) },
    context: { wire, tell: (event) => events.push(event) },
    limits: { ...LIMITS, ...limits },
    ...rest,
  });
  return {
    wire,
    transport,
    events,
    problems: () => events.flatMap((event) => (event.kind === 'problem' ? [event.problem] : [])),
    async ask(message, headers) {
      const bytes = typeof message === 'string' ? Buffer.from(message) : Buffer.from(JSON.stringify(message));
      const sent = await transport.send({
        message: bytes,
        author: 'client',
        ...(headers === undefined ? {} : { headers }),
      });
      return { sent, result: await sent.done };
    },
    messages: () => wire.frames.filter(({ head, message }) => head.toward === 'client' && message.length > 0),
  };
}

/** What the server saw is what the frames hold, byte for byte, on every connection and both ways. */
export async function expectExact(server: RawServer, { wire }: HttpWorld): Promise<void> {
  wire.flush();
  expect(server.seen.length).toBeGreaterThan(0);
  for (const [at] of server.seen.entries()) {
    const sent = wire.channel(`c${at + 1}>`);
    // What we wrote may still be on its way to the server.
    await until(() => server.seen[at]!.received.length >= sent.length);
    expectSame(sent, server.seen[at]!.received);
    expectSame(wire.channel(`c${at + 1}<`), server.seen[at]!.written);
  }
}

/** Without printing megabytes when they differ. */
export function expectSame(found: Buffer, wanted: Buffer): void {
  if (found.equals(wanted)) return;
  const at = found.findIndex((byte, place) => byte !== wanted[place]);
  const from = Math.max(0, at - 20);
  const around = (bytes: Buffer): string => JSON.stringify(bytes.toString('latin1', from, from + 80));
  expect.fail(
    `${found.length} bytes instead of ${wanted.length}, first difference at ${at}: ${around(found)} instead of ${around(wanted)}`,
  );
}

/** Resolves once `isSo`; the condition is looked at again after every frame and event. */
export async function until(isSo: () => boolean, within = 30_000): Promise<void> {
  const end = performance.now() + within;
  while (!isSo()) {
    if (performance.now() > end) expect.fail('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
