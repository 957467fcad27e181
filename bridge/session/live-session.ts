import { withMeta } from '../../protocol/mcp/params.ts';
import type { SentText } from '../../protocol/craft.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { SessionState } from '../../protocol/session.ts';
import type { Outgoing, Wire } from '../transport/transport.ts';
import { NOT_OPEN } from './call.ts';
import { CaseSends, type CaseSendsContext } from './case-sends.ts';
import { callHeaders } from './call-headers.ts';
import { Connection } from './connection.ts';
import { CraftSends, type TypedText } from './craft-sends.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { Hearing } from './hearing.ts';
import type { LiveFrame } from './live-frame.ts';
import { Offers, subscriptionFilter } from './offers.ts';
import { refusedEntry } from './opening-ends.ts';
import type { LiveSessionOptions } from './live-session-options.ts';
import { negotiate, type Opened } from './opening.ts';
import { openingContext } from './opening-context.ts';
import { modernMeta } from './profile.ts';
import type { Questions } from './questions.ts';
import { Requester, type Answer, type Call, type CallOptions } from './requester.ts';
import { SessionRecord } from './session-record.ts';
import type { Listening } from './watch.ts';

/** One live connection: opens it, keeps its state, answers what must be answered, lists what is offered. */
export class LiveSession {
  readonly record: SessionRecord;
  #o: LiveSessionOptions;
  #connection: Connection;
  #requester: Requester;
  #hearing: Hearing;
  #crafts: CraftSends;
  #cases: CaseSends;
  #wire: Wire | undefined;
  #opened: Opened | undefined;
  #offers: Offers | undefined;
  #isStopping = false;
  #closing: Promise<void> | undefined;

  constructor(options: LiveSessionOptions) {
    this.#o = options;
    const now = (): number => options.clock.mono() - options.began;
    this.record = new SessionRecord(options.session, now, options.changed);
    this.#connection = new Connection(options.speaks, {
      record: this.record,
      createTransport: (speaks, context) => options.createTransport(speaks, context),
      gone: (words) => this.#gone(words),
    });
    this.#requester = new Requester({
      send: (outgoing) => this.#connection.transport!.send({ ...outgoing, ...this.#sender }),
      mono: now,
      cancelsByAbort: () => this.#connection.speaks === 'streamable-http' && this.#opened?.era === 'modern',
      headers: (method) => this.#headers(method),
    });
    this.#hearing = new Hearing({
      record: this.record,
      policy: options.policy,
      script: options.script,
      requester: this.#requester,
      headers: () => this.#headers(''),
      send: (text) => this.send(text),
      opened: () => this.#opened,
      wall: () => options.clock.wall(),
      call: (call) => this.#call(call, this.#opened?.revision),
      listen: (params) => this.#listen(params),
      listChanged: (method) => this.lists?.noted(method),
    });
    const sending: CaseSendsContext = {
      requester: this.#requester,
      transport: () => this.#connection.transport!,
      meta: () => Object.entries(this.#meta).map(([key, value]) => [key, JSON.stringify(value)]),
      headers: (method, params) => this.#headers(method, params),
    };
    this.#cases = new CaseSends(sending);
    this.#crafts = new CraftSends({
      ...sending,
      session: options.session.id,
      now,
      waits: (frame) => this.#hearing.questions.waits(frame),
      answered: (frame) => void this.#hearing.questions.settle(frame),
      ears: options.craft,
    });
  }

  /** Connects. Everything that goes wrong ends in the session's state, never in an exception. */
  async open(wire: Wire): Promise<void> {
    this.#wire = wire;
    await this.#attempt(wire);
  }

  /** After `unauthorised`: the same session tries again, with what the credentials hold now. */
  async retry(): Promise<void> {
    // Only then: an open session is not started over by anybody's token, and two retries never run at once.
    if (this.#wire === undefined || this.record.current.state.kind !== 'unauthorised') return;
    this.record.update({ state: { kind: 'connecting', stage: 'connect' }, stages: [] });
    await this.#connection.close();
    if (this.#isStopping) return;
    await this.#attempt(this.#wire);
  }

  /** Frames of one write, in order; they are in the journal already. */
  take(frames: LiveFrame[]): void {
    let bytes = 0;
    for (const frame of frames) {
      bytes += frame.summary.bytes;
      this.#requester.take(frame);
      this.#hearing.take(frame);
    }
    const { frames: before, bytes: bytesBefore } = this.record.current;
    this.record.update({ frames: before + frames.length, bytes: bytesBefore + bytes });
  }

  async call(options: CallOptions): Promise<Outcome<Answer>> {
    const problem = this.#unable;
    if (problem !== undefined) return { ok: false, problem };
    return { ok: true, value: await this.#call(options, this.#opened?.revision) };
  }

  /** Sends a text of the person's, whatever it is. */
  async send(text: TypedText): Promise<Outcome<SentText>> {
    const { crafts } = this;
    return crafts.ok ? crafts.value.send(text) : crafts;
  }

  /** Whatever is sent by hand; not while it could not arrive or be recorded. */
  get crafts(): Outcome<CraftSends> {
    const problem = this.#unable ?? this.record.current.recording;
    return problem === undefined ? { ok: true, value: this.#crafts } : { ok: false, problem };
  }

  /** What a run sends case by case. */
  get cases(): Outcome<CaseSends> {
    const problem = this.#unable ?? this.record.current.recording;
    return problem === undefined ? { ok: true, value: this.#cases } : { ok: false, problem };
  }

  isWaiting(frame: number): boolean {
    return this.#requester.isWaiting(frame);
  }

  /** Its lists, for whoever asks for them again: of a run of probes that is the run alone. */
  get lists(): Offers | undefined {
    return this.#unable === undefined && this.#o.run === undefined ? this.#offers : undefined;
  }

  /** What it offers, as far as it is known; not before it is open. */
  get inventory(): Inventory | undefined {
    return this.#offers?.inventory;
  }

  cancel(frame: number, reason: string): boolean {
    return this.#requester.cancel(frame, reason);
  }

  /** What the server wants to know, to be answered or let be. */
  get questions(): Questions {
    return this.#hearing.questions;
  }

  async watch(uri: string, isWanted: boolean): Promise<Problem | undefined> {
    return this.#unable ?? this.#hearing.watch.watch(uri, isWanted);
  }

  /** Asks for a task by itself from now on, or no more. */
  poll(task: string, isWanted: boolean): Problem | undefined {
    return this.#unable ?? this.#hearing.tasks.poll(task, isWanted);
  }

  stop(reason = 'stopped'): Promise<void> {
    this.#closing ??= this.#close(reason);
    return this.#closing;
  }

  async #attempt(wire: Wire): Promise<void> {
    const problem = await this.#connection.connect(wire);
    if (this.#isStopping) {
      // Stopped while it was being started: what was started must not stay.
      await this.#connection.close();
      return;
    }
    if (problem !== undefined) {
      const stage = this.#connection.speaks === 'stdio' ? 'spawn' : 'connect';
      this.#end(refusedEntry(this.#connection.refusal) ?? { kind: 'failed', stage, problem });
      return;
    }
    const context = openingContext(this.#o, {
      wire,
      record: this.record,
      connection: this.#connection,
      requester: this.#requester,
      call: (options, revision) => this.#call(options, revision),
      isStopping: () => this.#isStopping,
    });
    const opening = await negotiate(context);
    if (this.#isStopping) return;
    if (opening.kind !== 'open') {
      this.#end(opening);
      return;
    }
    await this.#begin(opening);
  }

  async #begin(opened: Opened): Promise<void> {
    const { lastWords } = this.#connection;
    if (lastWords !== undefined) {
      this.#end({ kind: 'closed', reason: `the server’s ${lastWords}` });
      return;
    }
    this.#opened = opened;
    const { era, revision } = opened;
    this.record.update({ state: { kind: 'open' }, era, revision, transport: this.#connection.speaks });
    this.#o.eraFound(era);
    if (era === 'handshake') this.#connection.transport?.listen?.(this.#headers(''));
    const call = (options: CallOptions): Promise<Answer> => this.#call(options, revision);
    const notifications = subscriptionFilter(opened);
    // Answered only when the stream ends, which nobody waits for.
    if (notifications !== undefined) {
      void call({ method: 'subscriptions/listen', params: JSON.stringify({ notifications }) });
    }
    this.#offers = new Offers(this.record, opened, call);
    await this.#offers.listAll();
    await this.#hearing.tasks.listAll(opened.capabilities);
  }

  #gone(words: string): void {
    this.#requester.closeAll({ code: 'gone', message: `The server’s ${words}.` });
    if (this.record.current.state.kind === 'open' && !this.#isStopping) {
      this.#end({ kind: 'closed', reason: `the server’s ${words}` });
    }
  }

  #listen(params: string): Listening {
    const rpcId = String(this.#requester.nextId);
    return { rpcId, call: this.#start({ method: 'subscriptions/listen', params }, this.#opened?.revision) };
  }

  #call(options: CallOptions, revision: string | undefined): Promise<Answer> {
    return this.#start(options, revision).answer;
  }

  #start(options: CallOptions, revision: string | undefined): Call {
    const { method } = options;
    const meta = this.#meta;
    // Whoever waits for a tool wants to see how far it is.
    if (method === 'tools/call') meta['progressToken'] = this.#requester.nextId;
    const params = Object.keys(meta).length === 0 ? options.params : withMeta(options.params, meta);
    const toolParams = this.#offers?.headerParams;
    const headers = callHeaders(this.#connection.isHttp, method, params, revision, toolParams);
    const full: CallOptions = { ...options, headers: [...headers, ...(options.headers ?? [])] };
    if (params !== undefined) full.params = params;
    return this.#requester.call(full);
  }

  async #close(reason: string): Promise<void> {
    this.#isStopping = true;
    this.#requester.closeAll({ code: 'stopped', message: 'The session was stopped.' });
    if (this.#opened?.era === 'handshake')
      await this.#connection.transport?.endMcpSession?.(this.#headers(''));
    const { steps } = (await this.#connection.close()) ?? { steps: [] };
    this.#wire?.flush();
    this.#end({ kind: 'closed', reason: steps.length === 0 ? reason : `${reason} (${steps.join(', ')})` });
    this.#o.ended();
  }

  /** The first end counts: a session that failed stays failed while it is being closed. */
  #end(state: SessionState): void {
    const before = this.record.current.state.kind;
    if (before === 'failed' || before === 'closed') return;
    if (state.kind === 'unauthorised') {
      this.record.update({ state, questions: [] });
      return;
    }
    this.record.update({ state, ...this.#hearing.end(), endedAt: this.#o.clock.wall() });
    void this.stop();
  }

  /** What every request of the revision carries in `_meta`. */
  get #meta(): Record<string, unknown> {
    const { era, revision } = this.#opened ?? {};
    return era === 'modern' && revision !== undefined ? modernMeta(this.#o.profile, revision) : {};
  }

  /** Who all of it is sent by, where that is not said of each message. */
  get #sender(): Pick<Outgoing, 'author' | 'run'> | undefined {
    const { run } = this.#o;
    return run === undefined ? undefined : { author: run.author, run: run.id };
  }

  get #unable(): Problem | undefined {
    return !this.#isStopping && this.record.current.state.kind === 'open' ? undefined : NOT_OPEN;
  }

  #headers(method: string, params?: string): [string, string][] {
    const toolParams = this.#offers?.headerParams;
    return callHeaders(this.#connection.isHttp, method, params, this.#opened?.revision, toolParams);
  }
}
