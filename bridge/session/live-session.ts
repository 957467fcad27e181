import { withMeta } from '../../protocol/mcp/params.ts';
import type { SendText, SentText } from '../../protocol/craft.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { SessionState } from '../../protocol/session.ts';
import type { Outgoing, Wire } from '../transport/transport.ts';
import { NOT_OPEN } from './call.ts';
import { callHeaders } from './call-headers.ts';
import { Connection } from './connection.ts';
import { CraftSends } from './craft-sends.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { Hearing } from './hearing.ts';
import type { LiveFrame } from './live-frame.ts';
import { Offers, subscriptionFilter } from './offers.ts';
import { refusedEntry } from './opening-ends.ts';
import type { LiveSessionOptions } from './live-session-options.ts';
import { negotiate, type Opened, type OpeningContext } from './opening.ts';
import { modernMeta } from './profile.ts';
import type { AnswerText } from './questions.ts';
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
      reply: (id, text) => this.#requester.reply(id, text),
      opened: () => this.#opened,
      wall: () => options.clock.wall(),
      call: (call) => this.#call(call, this.#opened?.revision),
      listen: (params) => this.#listen(params),
      listChanged: (method) => this.lists?.noted(method),
    });
    this.#crafts = new CraftSends({
      session: options.session.id,
      requester: this.#requester,
      isHttp: () => this.#connection.isHttp,
      meta: () => Object.entries(this.#meta).map(([key, value]) => [key, JSON.stringify(value)]),
      headers: (method, params) => this.#headers(method, params),
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
  async send(text: SendText): Promise<Outcome<SentText>> {
    const problem = this.#unable ?? this.record.current.recording;
    return problem === undefined ? this.#crafts.send(text) : { ok: false, problem };
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

  /** Answers a request of the server's that waits. */
  answer(frame: number, text: AnswerText, rpcId?: string): Promise<Problem | undefined> {
    return this.#hearing.questions.answer(frame, text, rpcId);
  }

  /** A question of the server's is let be: nothing is sent. */
  leave(frame: number, rpcId?: string): Problem | undefined {
    return this.#hearing.questions.leave(frame, rpcId);
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
    const opening = await negotiate(this.#openingContext(wire));
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

  #openingContext(wire: Wire): OpeningContext {
    const { profile, opening, eraSeen, mayFallBack, probe } = this.#o;
    const connection = this.#connection;
    return {
      record: this.record,
      profile,
      opening,
      eraSeen,
      mayFallBack,
      isHttp: connection.isHttp,
      transport: () => connection.speaks,
      call: (options, revision) => this.#call(options, revision),
      notify: async (method, revision) => {
        const headers = callHeaders(connection.isHttp, method, undefined, revision);
        await this.#requester.notify(method, undefined, 'client', headers);
      },
      reconnect: async (as) => {
        await connection.close();
        // Stopping answers whatever waits with "closed"; that must not start the server once more.
        if (this.#isStopping) return { code: 'stopped', message: 'The session was stopped.' };
        return connection.connect(wire, as);
      },
      probeDeadline: () => connection.probeDeadline(probe),
      lastWords: () => connection.lastWords,
      refusal: () => connection.refusal,
    };
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
    return run === undefined ? undefined : { author: 'probe', run };
  }

  get #unable(): Problem | undefined {
    return !this.#isStopping && this.record.current.state.kind === 'open' ? undefined : NOT_OPEN;
  }

  #headers(method: string, params?: string): [string, string][] {
    const toolParams = this.#offers?.headerParams;
    return callHeaders(this.#connection.isHttp, method, params, this.#opened?.revision, toolParams);
  }
}
