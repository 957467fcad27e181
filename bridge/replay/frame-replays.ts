import type { SendText, SentText } from '../../protocol/craft.ts';
import type { FrameDetail } from '../../protocol/frame.ts';
import { scanPayload } from '../../protocol/mcp/scan.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import { Dependencies } from '../../protocol/replay/dependencies.ts';
import type { ReplayFrame } from '../../protocol/replay.ts';
import type { Session } from '../../protocol/session.ts';
import type { Target } from '../../protocol/target.ts';
import type { Journal } from '../journal/journal.ts';
import type { Masking } from '../secrets/masking.ts';
import type { Profile } from '../session/profile.ts';
import { isElsewhere } from './elsewhere.ts';
import { foreignHead } from './foreign-head.ts';
import { sendable } from './sendable.ts';

export interface FrameReplaysOptions {
  journal: Pick<Journal, 'frame' | 'bytes' | 'session'>;
  profiles: readonly Profile[];
  live(session: string): Session | undefined;
  target(key: string): Target | undefined;
  send(session: string, text: SendText): Promise<Outcome<SentText>>;
  masking: Pick<Masking, 'bytes' | 'text'>;
}

/** Longer ones are not held in memory to be sent once more. */
const MOST_BYTES = 16 * 1024 * 1024;
const STEP = 4 * 1024 * 1024;
const AS_WRITTEN = { rpcId: 'as-written', meta: 'as-written' } as const;

interface Recorded {
  session: Session;
  detail: FrameDetail;
  raw: Uint8Array;
  payload: Uint8Array;
}

/** Sends one recorded message of ours once more, into a session that is live. */
export class FrameReplays {
  #o: FrameReplaysOptions;

  constructor(options: FrameReplaysOptions) {
    this.#o = options;
  }

  async send(into: string, { session, frame, mode }: ReplayFrame): Promise<Outcome<SentText>> {
    const live = this.#o.live(into);
    if (live === undefined) return refuse(notLive(into));
    const recorded = await this.#read(session, frame);
    if (!recorded.ok) return recorded;
    const { detail } = recorded.value;
    const secret = isElsewhere(recorded.value.session, live) ? this.#secretIn(recorded.value) : undefined;
    if (secret !== undefined) return refuse(holdsSecret(secret, live));
    const made = mode === 'adapted' ? this.#adapted(recorded.value, live) : this.#exact(recorded.value, live);
    if (!made.ok) return made;
    const { text, notes } = made.value;
    if ((detail.head.masked?.length ?? 0) > 0)
      notes.push(
        'Filler was sent in the place of secrets that were taken out before the session was exported.',
      );
    const sent = await this.#o.send(into, text);
    return sent.ok ? { ok: true, value: { ...sent.value, notes: [...notes, ...sent.value.notes] } } : sent;
  }

  /** Name of a known secret in what is sent of it to another target, whose head is made anew. */
  #secretIn({ detail, raw, payload }: Recorded): string | undefined {
    const body = raw.subarray(detail.head.http?.bodyAt ?? 0);
    for (const bytes of [body, payload]) {
      const [found] = this.#o.masking.bytes(Uint8Array.from(bytes));
      if (found !== undefined) return found.name;
    }
    return undefined;
  }

  async #read(session: string, frame: number): Promise<Outcome<Recorded>> {
    const { journal } = this.#o;
    const known = this.#o.live(session) ?? journal.session(session);
    const detail = await journal.frame(session, frame);
    if (known === undefined || detail === undefined) return refuse(noFrame(session, frame));
    const { head, summary, payloadBytes } = detail;
    if (head.toward !== 'server' || head.leg !== 'server') return refuse(notOurs(frame));
    if (summary.bytes > MOST_BYTES || payloadBytes > MOST_BYTES) return refuse(TOO_LARGE);
    const raw = await this.#bytes(session, frame, 'raw');
    if (!raw.ok) return raw;
    const payload = await this.#bytes(session, frame, 'payload');
    if (!payload.ok) return payload;
    return { ok: true, value: { session: known, detail, raw: raw.value, payload: payload.value } };
  }

  async #bytes(session: string, frame: number, part: 'raw' | 'payload'): Promise<Outcome<Uint8Array>> {
    const parts: Uint8Array[] = [];
    for (let from = 0; ; from += STEP) {
      const read = await this.#o.journal.bytes(session, frame, part, from, from + STEP);
      if (!read.ok) return read;
      parts.push(Uint8Array.from(read.value.bytes));
      if (from + STEP >= read.value.total) return { ok: true, value: Buffer.concat(parts) };
    }
  }

  #adapted({ detail, payload }: Recorded, live: Session): Outcome<{ text: SendText; notes: string[] }> {
    if (payload.length === 0) return refuse(NO_MESSAGE);
    const { head } = detail;
    const scan = scanPayload(head.channel, payload);
    const [only] = scan.messages;
    const message = scan.form === 'single' ? only : undefined;
    let text: string | undefined;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
    } catch {
      // TypeError: bytes that are no UTF-8, sent as they are.
    }
    const kind =
      message?.kind === 'request' || message?.kind === 'notification' ? message.kind : 'as-it-stands';
    const { profiles } = this.#o;
    const profile = profiles.find(({ id }) => id === live.profile) ?? profiles[0]!;
    const recorded = {
      seq: detail.summary.seq,
      head,
      message,
      form: scan.form,
      text,
      payload,
      kind,
    } as const;
    const made = sendable(recorded, live, profile, new Dependencies());
    const notes = [...made.notes];
    if (kind === 'as-it-stands')
      notes.push('This is no single request or notification: sent as it was recorded.');
    return { ok: true, value: { text: made.text, notes } };
  }

  #exact(recorded: Recorded, live: Session): Outcome<{ text: SendText; notes: string[] }> {
    const { detail, raw, payload } = recorded;
    const isHttp = live.transport !== 'stdio' && live.transport !== 'recording';
    const wasHttp = detail.head.http !== undefined;
    if (isHttp && wasHttp) return this.#request(recorded, live);
    const text = (bytes: Uint8Array): Pick<SendText, 'text' | 'form' | 'how'> => ({
      text: Buffer.from(bytes).toString('hex'),
      form: 'hex',
      how: AS_WRITTEN,
    });
    if (!isHttp && !wasHttp) {
      const wire = { kind: 'stdio', encoding: 'utf-8', bom: false, end: 'none', parts: 1, pause: 0 } as const;
      return { ok: true, value: { text: { ...text(raw), wire }, notes: [] } };
    }
    if (payload.length === 0) return refuse(NO_MESSAGE);
    const notes = [
      isHttp
        ? 'Recorded on stdio and sent over HTTP: the bytes of the message, with the headers of the new session.'
        : 'Recorded over HTTP and sent on stdio: the bytes of the message and a line end, without its headers.',
    ];
    return { ok: true, value: { text: text(payload), notes } };
  }

  /** The same request to the same target; to another one without what only the old one may see. */
  #request({ session, detail, raw }: Recorded, live: Session): Outcome<{ text: SendText; notes: string[] }> {
    const wire = {
      kind: 'http',
      head: '',
      lineEnd: 'crlf',
      length: 'as-written',
      targetHeaders: false,
      parts: 1,
      pause: 0,
    } as const;
    if (!isElsewhere(session, live)) {
      const whole = { text: Buffer.from(raw).toString('hex'), form: 'hex', how: AS_WRITTEN } as const;
      return { ok: true, value: { text: { ...whole, wire }, notes: [] } };
    }
    const spec = this.#o.target(live.target)?.spec;
    const before = this.#o.target(session.target)?.spec;
    if (spec === undefined || !('url' in spec) || detail.head.http === undefined)
      return refuse({ code: 'no-such-target', message: 'The target of this session was forgotten.' });
    const configured =
      before !== undefined && 'headers' in before ? before.headers.map(({ name }) => name) : undefined;
    const holdsSecret = (text: string): boolean => this.#o.masking.text(text) !== text;
    const { head, notes } = foreignHead(detail.head.http, spec.url, { configured, holdsSecret });
    const body = raw.subarray(detail.head.http.bodyAt);
    const text = { text: Buffer.from(body).toString('hex'), form: 'hex', how: AS_WRITTEN } as const;
    return { ok: true, value: { text: { ...text, wire: { ...wire, head, targetHeaders: true } }, notes } };
  }
}

function refuse(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

function notLive(session: string): Problem {
  return {
    code: 'not-live',
    message: `Session ${session.slice(0, 40)} is not live.`,
    hint: 'Connect to its target again.',
  };
}

function noFrame(session: string, frame: number): Problem {
  return { code: 'no-such-frame', message: `No frame ${session.slice(0, 40)}/${frame} is recorded.` };
}

function notOurs(frame: number): Problem {
  return {
    code: 'not-replayable',
    message: `Frame ${frame} came from the server.`,
    hint: 'Only what was sent to a server can be sent again. Choose the request it answers.',
  };
}

function holdsSecret(name: string, { targetName }: Session): Problem {
  return {
    code: 'holds-secret',
    message: `A kept secret (${name.slice(0, 80)}) stands in this message, and “${targetName.slice(0, 80)}” is another target than it was for. Nothing was sent.`,
    hint: 'Take it into Craft, and write {{env:NAME}} or what this target may see in its place.',
  };
}

const NO_MESSAGE: Problem = {
  code: 'not-replayable',
  message: 'This frame carries no MCP message that could be sent otherwise.',
  hint: 'Send the same bytes into a session over HTTP.',
};
const TOO_LARGE: Problem = {
  code: 'too-large',
  message: `Frames of more than ${MOST_BYTES / 1024 / 1024} MiB are not sent again.`,
};
