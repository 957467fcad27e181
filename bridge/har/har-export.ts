import type { FrameDetail, RawHeader } from '../../protocol/frame.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Journal } from '../journal/journal.ts';
import { Channels } from '../archive/masking/channels.ts';
import type { Masking } from '../secrets/masking.ts';
import { HarMask } from './har-mask.ts';

/** Bytes of one body in the file; more is left out, and its entry says so. */
const MOST_BODY = 8 * 1024 * 1024;
/** Frames whose numbers are held for one answer: a stream may last for days. */
const MOST_PARTS = 100_000;

export interface HarOptions {
  journal: Pick<Journal, 'session' | 'frames' | 'frame' | 'bytes'>;
  masking: Pick<Masking, 'known'>;
  build: string;
}

/** A request over HTTP and the numbers of the frames that answered it. */
interface Exchange {
  request: number;
  head: number | undefined;
  parts: number[];
}

interface Body {
  bytes: Uint8Array;
  size: number;
}

/** The HTTP of a session as HAR 1.2, for tools that know nothing of MCP. What is secret, or looks it, is masked. */
export class HarExport {
  #o: HarOptions;

  constructor(options: HarOptions) {
    this.#o = options;
  }

  write(id: string): Outcome<{ name: string; bytes: AsyncIterable<Uint8Array> }> {
    const session = this.#o.journal.session(id);
    if (session === undefined)
      return { ok: false, problem: { code: 'no-such-session', message: `There is no session ${id}.` } };
    if (session.transport === 'stdio')
      return {
        ok: false,
        problem: {
          code: 'not-over-http',
          message: `Session ${session.number} went over stdio: there is no HTTP in it.`,
          hint: 'Export it as a session file instead.',
        },
      };
    return { ok: true, value: { name: `session-${session.number}.har`, bytes: this.#lines(session) } };
  }

  async *#lines(session: Session): AsyncGenerator<Uint8Array> {
    const creator = { name: 'mcp-sec-inspect', version: this.#o.build };
    const comment = `Session ${session.number}. Known secrets, credentials and what looks like one are replaced by * of the same length.`;
    yield line(
      `{"log":{"version":"1.2","creator":${JSON.stringify(creator)},"comment":${JSON.stringify(comment)},"pages":[],"entries":[`,
    );
    let isFirst = true;
    const mask = new HarMask(this.#o.masking.known());
    for (const exchange of await this.#exchanges(session, mask)) {
      const entry = await this.#entry(session, exchange, mask);
      if (entry === undefined) continue;
      yield line(`${isFirst ? '' : ','}${JSON.stringify(entry)}`);
      isFirst = false;
    }
    yield line(']}}');
  }

  /** Only numbers are held; bodies are read when their entry is written. */
  async #exchanges({ id }: Session, mask: HarMask): Promise<Exchange[]> {
    const found = new Map<number, Exchange>();
    // Numbers of frames may have gaps, where something was lost or left out.
    for await (const { seq, head } of this.#o.journal.frames(id)) {
      const { http, toward, answers } = head;
      if (http !== undefined) mask.meet(http);
      if (http !== undefined && toward === 'server')
        found.set(seq, { request: seq, head: undefined, parts: [] });
      const exchange = answers === undefined ? undefined : found.get(answers);
      if (exchange === undefined) continue;
      // 1xx goes before the answer and is none.
      if (http?.status !== undefined && http.status >= 200) exchange.head ??= seq;
      if (exchange.parts.length < MOST_PARTS) exchange.parts.push(seq);
    }
    return [...found.values()];
  }

  async #entry(
    { id, reachedBy }: Session,
    { request, head, parts }: Exchange,
    mask: HarMask,
  ): Promise<object | undefined> {
    const asked = await this.#o.journal.frame(id, request);
    const answered = head === undefined ? undefined : await this.#o.journal.frame(id, head);
    const last = parts.length === 0 ? undefined : await this.#o.journal.frame(id, parts.at(-1)!);
    if (asked?.head.http === undefined) return undefined;
    const { startLine, headers } = mask.head(asked.head.http);
    const [method = '', path = '/'] = startLine.split(' ');
    const began = asked.head.mono;
    const wait = Math.max(0, (answered?.head.firstByte ?? answered?.head.mono ?? began) - began);
    const time = Math.max(wait, (last?.head.mono ?? began) - began);
    const posted = await this.#body(id, [asked], mask);
    const details = answered === undefined ? [] : [answered];
    for (const seq of parts) {
      if (seq === head) continue;
      const part = await this.#o.journal.frame(id, seq);
      if (part !== undefined && part.head.http === undefined) details.push(part);
    }
    return {
      startedDateTime: new Date(asked.head.wall).toISOString(),
      time,
      request: {
        method,
        url: mask.text(urlOf(reachedBy, path, headers)),
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: named(headers),
        queryString: queryOf(path),
        ...(posted.size === 0 ? {} : { postData: postData(posted, valueOf(headers, 'content-type')) }),
        headersSize: asked.head.http.bodyAt,
        bodySize: posted.size,
      },
      response: await this.#response(id, answered, details, mask),
      cache: {},
      timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive: time - wait },
    };
  }

  async #response(
    id: string,
    answered: FrameDetail | undefined,
    details: FrameDetail[],
    mask: HarMask,
  ): Promise<object> {
    const recorded = answered?.head.http;
    if (recorded === undefined)
      return {
        ...{ status: 0, statusText: '', httpVersion: '', cookies: [], headers: [], redirectURL: '' },
        content: { size: 0, mimeType: 'x-unknown' },
        ...{ headersSize: -1, bodySize: -1, comment: 'No answer was recorded.' },
      };
    const http = mask.head(recorded);
    const body = await this.#body(id, details, mask);
    const [version = '', , ...words] = http.startLine.split(' ');
    return {
      status: recorded.status ?? 0,
      statusText: words.join(' '),
      httpVersion: version,
      cookies: [],
      headers: named(http.headers),
      content: content(body, valueOf(http.headers, 'content-type')),
      redirectURL: valueOf(http.headers, 'location'),
      headersSize: recorded.bodyAt,
      bodySize: body.size,
    };
  }

  /** Of the frames together: what a message was read from, or what came after the head. Masked. */
  async #body(id: string, details: readonly FrameDetail[], mask: HarMask): Promise<Body> {
    const found: Uint8Array[] = [];
    let [size, held] = [0, 0];
    const forms = new Channels();
    for (const { summary, head, payload, payloadBytes } of details) {
      // An event of a stream is shown as it came, with its fields.
      const isRaw = head.sse !== undefined || payload.kind === 'none';
      const { isPacked } = forms.meet(head);
      const from = isRaw ? (head.http?.bodyAt ?? 0) : 0;
      const total = (isRaw ? summary.bytes : payloadBytes) - from;
      size += Math.max(0, total);
      const most = Math.min(total, MOST_BODY - held);
      // Nobody sees what is in a packed body.
      if (most <= 0 || (isRaw && isPacked)) continue;
      const read = await this.#o.journal.bytes(id, summary.seq, isRaw ? 'raw' : 'payload', from, from + most);
      if (!read.ok) continue;
      const bytes = Uint8Array.from(read.value.bytes);
      held += bytes.length;
      found.push(bytes);
    }
    const bytes = Buffer.concat(found);
    await mask.bytes(bytes);
    return { bytes, size };
  }
}

const line = (text: string): Uint8Array => Buffer.from(`${text}\n`, 'utf8');

const named = (headers: readonly RawHeader[]): { name: string; value: string }[] =>
  headers.map(([name, value]) => ({ name, value }));

const valueOf = (headers: readonly RawHeader[], wanted: string): string =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';

function textOf({ bytes }: Body): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  return Buffer.from(text, 'utf8').equals(bytes) ? text : undefined;
}

const cut = ({ bytes, size }: Body): { comment?: string } =>
  size > bytes.length ? { comment: `${size - bytes.length} more bytes are left out.` } : {};

function content(body: Body, mimeType: string): object {
  const text = textOf(body);
  const said =
    text === undefined ? { text: Buffer.from(body.bytes).toString('base64'), encoding: 'base64' } : { text };
  return { size: body.size, mimeType: mimeType === '' ? 'x-unknown' : mimeType, ...said, ...cut(body) };
}

/** HAR has no encoding for what is posted: bytes that are no text are marked as our own. */
function postData(body: Body, mimeType: string): object {
  const text = textOf(body);
  const said =
    text === undefined ? { text: Buffer.from(body.bytes).toString('base64'), _encoding: 'base64' } : { text };
  return { mimeType: mimeType === '' ? 'x-unknown' : mimeType, ...said, ...cut(body) };
}

/** The query as text: what does not parse is kept as it stands. */
function queryOf(path: string): { name: string; value: string }[] {
  const at = path.indexOf('?');
  if (at < 0) return [];
  return [...new URLSearchParams(path.slice(at + 1))].map(([name, value]) => ({ name, value }));
}

function urlOf(reachedBy: string, path: string, headers: readonly RawHeader[]): string {
  if (/^https?:\/\//i.test(path)) return path;
  if (URL.canParse(reachedBy)) {
    const { protocol, host } = new URL(reachedBy);
    if (/^https?:$/.test(protocol)) return `${protocol}//${host}${path}`;
  }
  return `http://${valueOf(headers, 'host')}${path}`;
}
