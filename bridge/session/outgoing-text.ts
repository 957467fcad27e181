import type { SendText } from '../../protocol/craft.ts';
import { decodedText } from '../../protocol/mcp/meant.ts';
import { isAnswer, readMessageText, type MetaEntry } from '../../protocol/mcp/message-text.ts';
import { textOf } from '../../protocol/json/value.ts';
import type { Outcome } from '../../protocol/problem.ts';
import { readHex } from '../../protocol/raw/hex.ts';
import { MOST_WIRE_BYTES, tooLong } from '../../protocol/raw/limits.ts';
import { toWire, USUAL_STDIO, type ToWire } from '../../protocol/raw/to-wire.ts';
import type { WireForm } from '../../protocol/wire-form.ts';
import type { Exact } from '../transport/transport.ts';
import { compose, type Composed } from './compose.ts';

/** A text of a person's, ready to be handed to the transport. */
export interface OutgoingText extends Omit<Composed, 'text'> {
  message: Uint8Array;
  exact?: Exact;
}

export interface OutgoingTextContext {
  isHttp: boolean;
  takeId(): number;
  /** What every request of the revision carries in `_meta`. */
  meta(): readonly MetaEntry[];
}

const encoder = new TextEncoder();

/** What is sent of a text: as usual, as bytes, or exactly in the form it came with. */
export function outgoingText(
  sent: Pick<SendText, 'text' | 'form' | 'how' | 'wire'>,
  context: OutgoingTextContext,
): Outcome<OutgoingText> {
  const { text, form, wire } = sent;
  if (form !== 'hex' && text.length > MOST_WIRE_BYTES) return tooLong();
  // A process knows nothing of headers: bytes with a newline behind them are all there is to hex without a form.
  const exact = wire ?? (form === 'hex' && !context.isHttp ? USUAL_STDIO : undefined);
  if (exact !== undefined) return exactly(sent, exact, context);
  return form === 'hex' ? plainBytes(text) : asUsual(sent, context);
}

function asUsual(
  { text, how }: Pick<SendText, 'text' | 'how'>,
  context: OutgoingTextContext,
): Outcome<OutgoingText> {
  const { text: line, ...composed } = compose(text, how, {
    takeId: context.takeId,
    meta: how.meta === 'fill' ? context.meta() : [],
    isLine: !context.isHttp,
  });
  const message = encoder.encode(line);
  return message.length > MOST_WIRE_BYTES ? tooLong() : { ok: true, value: { ...composed, message } };
}

function plainBytes(text: string): Outcome<OutgoingText> {
  const bytes = readHex(text);
  if (!bytes.ok) return bytes;
  if (bytes.value.length > MOST_WIRE_BYTES) return tooLong();
  return { ok: true, value: { ...readBytes(bytes.value), message: bytes.value } };
}

function exactly(
  { text, form = 'text', how }: Pick<SendText, 'text' | 'form' | 'how'>,
  wire: WireForm,
  context: OutgoingTextContext,
): Outcome<OutgoingText> {
  if ((wire.kind === 'http') !== context.isHttp) return wrongKind(wire);
  // Line ends inside it are sent as they are: whoever chose a form chose them too.
  const usual = { takeId: context.takeId, meta: how.meta === 'fill' ? context.meta() : [], isLine: false };
  const composed = form === 'hex' ? undefined : compose(text, how, { ...usual, tellsSurrogates: false });
  const asked: ToWire = { text: composed?.text ?? text, form, wire };
  const made = toWire(asked);
  if (!made.ok) return made;
  const { message, notes } = made.value;
  const read = composed?.rpcId === undefined ? readBytes(message, composed?.text) : composed;
  const wantsTargetHeaders = wire.kind === 'http' && wire.targetHeaders;
  const known = composed ?? read;
  return {
    ok: true,
    value: {
      ...known,
      ...(read.rpcId === undefined ? {} : { rpcId: read.rpcId }),
      notes: [...(composed?.notes ?? []), ...(read === composed ? warnings(read) : read.notes), ...notes],
      message,
      exact: {
        wantsTargetHeaders,
        bytes: (targetHeaders) => (wantsTargetHeaders ? toWire({ ...asked, targetHeaders }) : made),
      },
    },
  };
}

/** What bytes are as a message: of several lines, the first that can be answered. */
function readBytes(bytes: Uint8Array, text = decodedText(bytes)): Omit<Composed, 'text'> {
  if (text.trim() === '') return { notes: ['There is no message in it: nothing is waited for.'] };
  if (/^\s*\[/.test(text))
    return { notes: ['A batch: its answers are recorded, none of them is waited for.'] };
  const whole = messageOf(text);
  if (whole !== undefined) return { ...whole, notes: warnings(whole) };
  if (!text.includes('\n')) return { notes: [NO_MESSAGE] };
  for (const line of text.split('\n')) {
    const first = messageOf(line);
    if (first?.rpcId === undefined) continue;
    const note = `Of the lines in it, the one with the id ${short(first.rpcId)} is waited for.`;
    return { ...first, notes: [note, ...warnings(first)] };
  }
  return { notes: [NO_MESSAGE] };
}

const NO_MESSAGE = 'This is not one JSON-RPC message that can be read: nothing is waited for.';

function messageOf(text: string): Omit<Composed, 'text' | 'notes'> | undefined {
  const message = readMessageText(text);
  if (message === undefined) return undefined;
  const { document, id, method } = message;
  const read: Omit<Composed, 'text' | 'notes'> = {};
  if (id !== undefined && !isAnswer(message)) read.rpcId = textOf(document, id);
  if (method !== undefined) read.method = method;
  return read;
}

function warnings({ rpcId, method }: Pick<Composed, 'rpcId' | 'method'>): string[] {
  return rpcId !== undefined && method?.startsWith('notifications/') === true
    ? ['A notification with an id: it is waited for, though by the specification nobody answers it.']
    : [];
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function wrongKind(wire: WireForm): Outcome<never> {
  const [is, wants] = wire.kind === 'http' ? ['a process', 'stdio'] : ['reached over HTTP', 'http'];
  return {
    ok: false,
    problem: {
      code: 'wrong-form',
      message: `This target is ${is}; a message to it cannot have a form for ${wire.kind === 'http' ? 'HTTP' : 'stdio'}.`,
      hint: `Give a form of the kind ${wants}, or none.`,
    },
  };
}
