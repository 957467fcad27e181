import type { CopiedText } from '../../protocol/copied.ts';
import type { CopyFormatId } from '../../protocol/copy-formats.ts';
import type { FrameDetail } from '../../protocol/frame.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Target, TargetSpec } from '../../protocol/target.ts';
import { CREDENTIAL_HEADER } from '../archive/masking/secret-finders.ts';
import { SecretSearch } from '../archive/masking/secret-search.ts';
import { completePage } from '../journal/complete-page.ts';
import type { Journal } from '../journal/journal.ts';
import type { MaskedRange, Masking } from '../secrets/masking.ts';
import { looksSecret } from '../targets/secret-look.ts';
import { spokenSecrets } from '../targets/spoken-secrets.ts';
import type { CopySource } from './copy-source.ts';
import { cannot } from './formats/format.ts';
import { FORMATS } from './formats/index.ts';
import { requestIn } from './message-request.ts';
import { type Piece, plain, Variables } from './pieces.ts';

const MOST_BYTES = 1024 * 1024;
const SCHEME_ONLY = /^(?:[A-Za-z][A-Za-z0-9-]* +)?$/;
/** These say how long the body is, or belong to one connection: whoever sends it says that anew. */
const NOT_COPIED = /^(?:content-length|transfer-encoding)$/i;

export interface CopiesOptions {
  journal: Pick<Journal, 'session' | 'frame' | 'bytes' | 'rows'>;
  targets: { get(key: string): Target | undefined };
  masking: Pick<Masking, 'bytes'>;
}

/** Recorded requests as text that sends them again elsewhere. */
export class Copies {
  #o: CopiesOptions;

  constructor(options: CopiesOptions) {
    this.#o = options;
  }

  async copy(session: string, seq: number, as: CopyFormatId): Promise<Outcome<CopiedText>> {
    const format = FORMATS.find(({ id }) => id === as);
    if (format === undefined) return cannot('unknown-format', 'There is no such format.', 'curl, node, own.');
    const variables = new Variables((bytes) => this.#o.masking.bytes(bytes));
    const source = await this.#source(session, seq, variables);
    if (!source.ok) return source;
    const written = format.write(
      source.value,
      variables.all.map(({ name }) => name),
    );
    if (!written.ok) return written;
    const { text, notes } = written.value;
    const used = variables.all.filter(({ name }) => text.includes(name));
    return { ok: true, value: { text, notes, variables: used } };
  }

  async #source(id: string, seq: number, variables: Variables): Promise<Outcome<CopySource>> {
    const session = this.#o.journal.session(id);
    const detail = session === undefined ? undefined : await this.#o.journal.frame(id, seq);
    if (session === undefined || detail === undefined)
      return cannot('no-such-frame', `No frame ${id}/${seq} is recorded.`, 'It may have been deleted.');
    if (detail.summary.toward !== 'server')
      return cannot(
        'not-sent',
        'This frame came from the server; what is sent to it can be copied.',
        'Choose the request.',
      );
    const message = await this.#message(detail);
    if (!message.ok) return message;
    const asked = {
      target: session.target,
      message: variables.split(message.value, filler(detail)),
      request: requestOf(message.value, variables),
    };
    const spec = this.#o.targets.get(session.target)?.spec;
    if (detail.head.http !== undefined) return http(asked, detail, spec, session, variables);
    if (spec?.kind !== 'stdio')
      return cannot(
        'no-such-target',
        `How “${session.targetName}” is started is not known any more.`,
        'Add the target again.',
      );
    const env = spec.env.map(({ name, text }) => ({
      name,
      value:
        text.from === 'plain'
          ? plainOrSecret(name, text.value, variables)
          : [
              ...plain(text.prefix ?? ''),
              variables.variable(name, Buffer.from(name), `the variable ${name} of the target`),
              ...plain(text.suffix ?? ''),
            ],
    }));
    const { command, cwd } = spec;
    const args = argumentsOf(spec, variables);
    const opening = await this.#opening(session, seq, variables);
    return { ok: true, value: { ...asked, over: 'stdio', command, args, cwd, env, opening } };
  }

  /** Raw bytes of what went to a process, the body of what went over HTTP. */
  async #message({ summary, head, payload, payloadBytes }: FrameDetail): Promise<Outcome<Uint8Array>> {
    const { session, seq, bytes } = summary;
    const isPayload = head.http !== undefined && payload.kind !== 'none';
    const from = isPayload ? 0 : (head.http?.bodyAt ?? 0);
    const total = isPayload ? payloadBytes : bytes;
    if (total - from > MOST_BYTES)
      return cannot(
        'too-long',
        'Requests of at most 1 MiB are copied.',
        'Copy its bytes, or send it from Craft.',
      );
    if (total <= from) return { ok: true, value: new Uint8Array(0) };
    const read = await this.#o.journal.bytes(session, seq, isPayload ? 'payload' : 'raw', from, total);
    return read.ok ? { ok: true, value: Uint8Array.from(read.value.bytes) } : read;
  }

  /** What opened a session with a handshake, as it was said before this frame. */
  async #opening(session: Session, seq: number, variables: Variables): Promise<Piece[][]> {
    if (session.era !== 'handshake') return [];
    const opening: Piece[][] = [];
    for (const q of ['method:initialize kind:request', 'method:notifications/initialized']) {
      const query = `session:${session.number} ${q} dir:out seq<${seq}`;
      const page = await completePage(this.#o.journal, { q: query, mode: 'frames', from: 0, limit: 1 });
      const row = page.ok ? page.value.rows[0] : undefined;
      if (row === undefined || !('seq' in row) || row.session !== session.id || row.bytes > MOST_BYTES)
        return [];
      const read = await this.#o.journal.bytes(session.id, row.seq, 'raw', 0, row.bytes);
      if (!read.ok) return [];
      opening.push(variables.split(Uint8Array.from(read.value.bytes)));
    }
    return opening;
  }
}

/** Of an imported frame: filler in the place of a secret is no value to send. */
function filler({ head, payload }: FrameDetail): MaskedRange[] {
  const isPayload = head.http !== undefined && payload.kind !== 'none';
  const start = isPayload ? 0 : (head.http?.bodyAt ?? 0);
  return (head.masked ?? [])
    .filter(({ part, from }) => part === (isPayload ? 'payload' : 'raw') && from >= start)
    .map(({ from, to, kind }) => ({ from: from - start, to: to - start, name: kind }));
}

function requestOf(message: Uint8Array, variables: Variables): CopySource['request'] {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(message);
  const found = Buffer.from(text, 'utf8').equals(message) ? requestIn(text) : undefined;
  if (found === undefined) return undefined;
  const { method, params } = found;
  return {
    method,
    params: params === undefined ? undefined : variables.text(text.slice(params.from, params.to)),
  };
}

function http(
  asked: Pick<CopySource, 'target' | 'message' | 'request'>,
  { head }: FrameDetail,
  spec: TargetSpec | undefined,
  session: Session,
  variables: Variables,
): Outcome<CopySource> {
  const { startLine, headers } = head.http!;
  const [method = '', path = '/'] = startLine.split(' ');
  const referred = new Set(
    spec !== undefined && 'headers' in spec
      ? spec.headers.filter(({ text }) => text.from !== 'plain').map(({ name }) => name.toLowerCase())
      : [],
  );
  const isKnown = spec !== undefined && spec.kind !== 'stdio' && spec.kind !== 'recording';
  const origin = originOf(isKnown ? spec.url : session.reachedBy);
  if (origin === undefined)
    return cannot(
      'no-such-target',
      `The address of “${session.targetName}” is not known any more.`,
      'Add the target again.',
    );
  const url = /^https?:\/\//i.test(path) ? path : origin + path;
  return {
    ok: true,
    value: {
      ...asked,
      over: 'http',
      url: variables.split(Buffer.from(url, 'utf8'), tokensIn(url)),
      method,
      headers: headers
        .filter(([name]) => !NOT_COPIED.test(name))
        .map(([name, value]) => ({
          name,
          value: headerValue(name, value, variables, referred.has(name.toLowerCase())),
        })),
      caFile: isKnown ? spec.caFile : undefined,
      verify: isKnown ? spec.verify : true,
    },
  };
}

/** `isReferred`: the target takes its value from somewhere, which makes it a secret whatever it is called. */
function headerValue(name: string, value: string, variables: Variables, isReferred: boolean): Piece[] {
  const pieces = variables.split(Buffer.from(value, 'latin1'));
  const isSecret = isReferred || CREDENTIAL_HEADER.test(name) || looksSecret(name, value);
  if (!isSecret || value === '') return pieces;
  // What stands beside a known secret may be another one.
  const beside = pieces.map((piece) => ('bytes' in piece ? Buffer.from(piece.bytes).toString('latin1') : ''));
  if (pieces.some((piece) => 'variable' in piece) && SCHEME_ONLY.test(beside.join(''))) return pieces;
  const scheme = /^[A-Za-z][A-Za-z0-9-]* +(?=\S)/.exec(value)?.[0] ?? '';
  const kept = /^authorization$|^proxy-authorization$/i.test(name) ? scheme : '';
  return [
    ...plain(kept),
    variables.variable(name, Buffer.from(value.slice(kept.length), 'latin1'), `the header ${name}`),
  ];
}

function plainOrSecret(name: string, value: string, variables: Variables): Piece[] {
  if (!looksSecret(name, value)) return variables.text(value);
  return [variables.variable(name, Buffer.from(value), `the variable ${name} of the target`)];
}

/** What is called a secret in them, or looks like one, is none to write down. */
function argumentsOf(spec: Extract<TargetSpec, { kind: 'stdio' }>, variables: Variables): Piece[][] {
  const spoken = spokenSecrets(spec);
  return spec.args.map((arg) => {
    const bytes = Buffer.from(arg, 'utf8');
    const also = spoken
      .filter(({ value }) => arg.endsWith(value))
      .map(({ name, value }) => ({ name, from: bytes.length - Buffer.byteLength(value), to: bytes.length }));
    return variables.split(bytes, also);
  });
}

/** Tokens that stand in an address, known or not. */
function tokensIn(url: string): MaskedRange[] {
  return new SecretSearch()
    .find(Buffer.from(url, 'utf8'))
    .map(({ from, to }) => ({ from, to, name: 'token in the address' }));
}

function originOf(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url === undefined || !/^https?:$/.test(url.protocol) ? undefined : `${url.protocol}//${url.host}`;
}
