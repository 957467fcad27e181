import type { Problem } from '../../protocol/problem.ts';
import type { MessageHead } from '../../protocol/mcp/message-head.ts';
import { scanMessage } from '../../protocol/mcp/scan.ts';
import { idKey } from '../../protocol/mcp/summary.ts';
import type { CloseReport, Outgoing, Sent, Transport, TransportContext, WireHead } from './transport.ts';

/** One message of a recorded session, read back from wherever it is kept. */
export interface RecordedMessage {
  toward: 'server' | 'client';
  bytes: Uint8Array;
}

interface Exchange {
  method: string;
  params: string;
  answers: Uint8Array[];
  used: number;
}

const TO_SERVER: WireHead = { channel: 'stdin', toward: 'server', author: 'client' };
const FROM_RECORDING: WireHead = { channel: 'stdout', toward: 'client', author: 'import' };
const FROM_US: WireHead = { channel: 'stdout', toward: 'client', author: 'host' };

/**
 * A recorded session in the place of its server: a request that was made then is answered as it was
 * then (the id is the new one), anything else with an error that says so. Frames from the recording
 * have the author `import`; nothing is spawned and no socket opened.
 */
export function createRecording(
  read: () => Promise<RecordedMessage[] | Problem>,
  context: TransportContext,
): Transport {
  return new Recording(read, context);
}

class Recording implements Transport {
  readonly kind = 'recording';
  #read: () => Promise<RecordedMessage[] | Problem>;
  #context: TransportContext;
  #exchanges = new Map<string, Exchange>();

  constructor(read: () => Promise<RecordedMessage[] | Problem>, context: TransportContext) {
    this.#read = read;
    this.#context = context;
  }

  async open(): Promise<Problem | undefined> {
    const messages = await this.#read();
    if (!Array.isArray(messages)) return messages;
    const waiting = new Map<string, Exchange>();
    for (const { toward, bytes } of messages) {
      const message = scanMessage(bytes).messages[0];
      if (message?.rpcId === undefined) continue;
      if (toward === 'server' && message.kind === 'request') {
        const exchange = this.#exchangeFor(message, bytes);
        waiting.set(idKey(message.rpcId), exchange);
      } else if (toward === 'client' && (message.kind === 'result' || message.kind === 'error')) {
        waiting.get(idKey(message.rpcId))?.answers.push(bytes);
      }
    }
    this.#context.tell({
      kind: 'connected',
      note: `${this.#exchanges.size} different requests are in the recording`,
    });
    return undefined;
  }

  send(outgoing: Outgoing): Promise<Sent> {
    const { wire } = this.#context;
    const line = Buffer.concat([outgoing.message, Buffer.from('\n')]);
    const frame = wire.record({ ...TO_SERVER, author: outgoing.author }, line, {
      kind: 'slice',
      from: 0,
      to: line.length - 1,
    });
    outgoing.recorded?.(frame);
    wire.flush();
    this.#answer(outgoing.message);
    return Promise.resolve({ frame, done: Promise.resolve({ kind: 'written' }), abort() {} });
  }

  close(): Promise<CloseReport> {
    return Promise.resolve({ steps: [] });
  }

  #exchangeFor(message: MessageHead, bytes: Uint8Array): Exchange {
    const params = paramsText(bytes);
    const key = `${message.method ?? ''}\n${params}`;
    const known = this.#exchanges.get(key);
    if (known !== undefined) return known;
    const exchange: Exchange = { method: message.method ?? '', params, answers: [], used: 0 };
    this.#exchanges.set(key, exchange);
    return exchange;
  }

  #answer(bytes: Uint8Array): void {
    const message = scanMessage(bytes).messages[0];
    if (message?.kind !== 'request' || message.rpcId === undefined) return;
    const exchange =
      this.#exchanges.get(`${message.method ?? ''}\n${paramsText(bytes)}`) ??
      this.#same(message.method ?? '');
    const recorded = exchange?.answers[Math.min(exchange.used, exchange.answers.length - 1)];
    if (exchange === undefined || recorded === undefined) {
      const text = `{"jsonrpc":"2.0","id":${message.rpcId},"error":{"code":-32000,"message":"not in the recording"}}\n`;
      this.#tell(FROM_US, Buffer.from(text));
      return;
    }
    exchange.used++;
    this.#tell(FROM_RECORDING, Buffer.concat([withId(recorded, message.rpcId), Buffer.from('\n')]));
  }

  /** What opens a session is answered whatever its parameters: we may call ourselves differently today. */
  #same(method: string): Exchange | undefined {
    if (method !== 'initialize' && method !== 'server/discover' && !method.endsWith('/list'))
      return undefined;
    return [...this.#exchanges.values()].find(
      (exchange) => exchange.method === method && !exchange.params.includes('"cursor"'),
    );
  }

  #tell(head: WireHead, line: Buffer): void {
    const { wire } = this.#context;
    wire.record(head, line, { kind: 'slice', from: 0, to: line.length - 1 });
    wire.flush();
  }
}

/** Parameters as compared: without `_meta`, which differs from call to call. */
function paramsText(bytes: Uint8Array): string {
  try {
    const { params } = JSON.parse(Buffer.from(bytes).toString()) as { params?: unknown };
    return JSON.stringify(params, (key, value: unknown) => (key === '_meta' ? undefined : value)) ?? '';
  } catch {
    // SyntaxError: a message that was sent broken on purpose is compared as it is.
    return Buffer.from(bytes).toString('latin1');
  }
}

/** The recorded answer under another id; all other bytes stay. Answers whose id is not found are left alone. */
function withId(answer: Uint8Array, id: string): Buffer {
  const bytes = Buffer.from(answer);
  const range = topLevelId(bytes);
  if (range === undefined) return bytes;
  return Buffer.concat([bytes.subarray(0, range.from), Buffer.from(id), bytes.subarray(range.to)]);
}

function topLevelId(bytes: Buffer): { from: number; to: number } | undefined {
  let depth = 0;
  for (let i = 0; i < bytes.length; i++) {
    const c = bytes[i];
    if (c === 0x22) {
      const end = stringEnd(bytes, i);
      const isId = depth === 1 && bytes.toString('latin1', i + 1, end) === 'id';
      i = end;
      const rest = isId ? /^\s*:\s*/.exec(bytes.toString('latin1', end + 1, end + 64)) : null;
      if (rest !== null) return valueAt(bytes, end + 1 + rest[0].length);
    } else if (c === 0x7b || c === 0x5b) depth++;
    else if (c === 0x7d || c === 0x5d) depth--;
  }
  return undefined;
}

function valueAt(bytes: Buffer, from: number): { from: number; to: number } {
  if (bytes[from] === 0x22) return { from, to: stringEnd(bytes, from) + 1 };
  let to = from;
  while (to < bytes.length && !',} \t\r\n'.includes(String.fromCharCode(bytes[to]!))) to++;
  return { from, to };
}

function stringEnd(bytes: Buffer, start: number): number {
  let i = start + 1;
  while (i < bytes.length && bytes[i] !== 0x22) i += bytes[i] === 0x5c ? 2 : 1;
  return i;
}
