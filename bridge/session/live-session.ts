import { withMeta } from '../../protocol/mcp/params.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Era, Session, SessionState } from '../../protocol/session.ts';
import type { Clock } from '../clock.ts';
import type { Transport, TransportContext, TransportEvent, Wire } from '../transport/transport.ts';
import { callHeaders } from './call-headers.ts';
import type { LiveFrame } from './live-frame.ts';
import { negotiate, type Opened, type OpeningContext } from './opening.ts';
import { Offers, subscriptionFilter } from './offers.ts';
import { modernMeta, type Profile } from './profile.ts';
import { fateOf, type AnswerPolicy, type AnswerText } from './questions.ts';
import { Requester, type Answer, type CallOptions } from './requester.ts';
import { SessionRecord } from './session-record.ts';

type Speaks = 'stdio' | 'streamable-http' | 'legacy-sse' | 'recording';

export interface LiveSessionOptions {
  session: Session;
  clock: Clock;
  began: number;
  profile: Profile;
  /** `auto` or a revision. */
  opening: string;
  eraSeen: Era | undefined;
  policy: AnswerPolicy;
  speaks: Speaks;
  /** The URL was given without saying which HTTP transport it speaks. */
  mayFallBack: boolean;
  probe: { afterFirstByte: number; afterSpawn: number };
  createTransport(speaks: Speaks, context: TransportContext): Transport;
  changed(session: Session): void;
  eraFound(era: Era): void;
  /** The connection is closed for good: nothing will be recorded any more. */
  ended(): void;
}

/** One live connection: opens it, keeps its state, answers what must be answered, lists what is offered. */
export class LiveSession {
  readonly record: SessionRecord;
  #o: LiveSessionOptions;
  #wire: Wire | undefined;
  #transport: Transport | undefined;
  #requester: Requester;
  #opened: Opened | undefined;
  #speaks: Speaks;
  #isStopping = false;
  #lastWords: string | undefined;
  #firstByte: Promise<void> = Promise.resolve();
  #noteFirstByte: () => void = () => {};
  #offers: Offers | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: LiveSessionOptions) {
    this.#o = options;
    this.#speaks = options.speaks;
    this.record = new SessionRecord(options.session, () => this.#now(), options.changed);
    this.#requester = new Requester({
      send: (outgoing) => this.#transport!.send(outgoing),
      mono: () => this.#o.clock.mono(),
      cancelsByAbort: () => this.#speaks === 'streamable-http' && this.#opened?.era === 'modern',
    });
  }

  /** Connects. Everything that goes wrong ends in the session's state, never in an exception. */
  async open(wire: Wire): Promise<void> {
    this.#wire = wire;
    await this.#attempt();
  }

  /** After `unauthorised`: the same session tries again, with what the credentials hold now. */
  async retry(): Promise<void> {
    if (this.#wire === undefined || this.#isStopping) return;
    this.record.update({ state: { kind: 'connecting', stage: 'connect' }, stages: [] });
    await this.#transport?.close();
    await this.#attempt();
  }

  /** Frames of one write, in order; they are in the journal already. */
  take(frames: LiveFrame[]): void {
    let bytes = 0;
    for (const frame of frames) {
      bytes += frame.summary.bytes;
      this.#requester.take(frame);
      if (frame.head.toward === 'client' && frame.scan !== undefined) this.#hear(frame);
    }
    const { frames: before, bytes: bytesBefore } = this.record.current;
    this.record.update({ frames: before + frames.length, bytes: bytesBefore + bytes });
  }

  async call(options: CallOptions): Promise<Outcome<Answer>> {
    if (this.#transport === undefined || this.#isStopping || this.record.current.state.kind !== 'open') {
      return { ok: false, problem: { code: 'not-open', message: 'This session is not open.', hint: 'Connect to the target again.' } };
    }
    return { ok: true, value: await this.#call(options, this.#opened?.revision) };
  }

  cancel(frame: number, reason: string): boolean {
    return this.#requester.cancel(frame, reason);
  }

  /** Answers a request of the server's that waits. */
  async answer(frame: number, text: AnswerText): Promise<Problem | undefined> {
    const question = this.record.current.questions.find((q) => q.frame === frame);
    if (question === undefined) {
      return { code: 'no-question', message: `Frame ${frame} is not a question that waits for an answer.`, hint: 'It was answered or withdrawn.' };
    }
    this.#dropQuestion((q) => q.frame === frame);
    await this.#requester.reply(question.rpcId, text, 'client', this.#headers('', undefined));
    return undefined;
  }

  stop(reason = 'stopped'): Promise<void> {
    this.#closing ??= this.#close(reason);
    return this.#closing;
  }

  async #attempt(): Promise<void> {
    const problem = await this.#connect();
    if (problem !== undefined) {
      this.record.stageEnds(this.#isHttp() ? 'connect' : 'spawn', 'failed', problem.message);
      this.#end({ kind: 'failed', stage: this.#isHttp() ? 'connect' : 'spawn', problem });
      return;
    }
    const opening = await negotiate(this.#openingContext());
    if (this.#isStopping) return;
    if (opening.kind !== 'open') {
      this.#end(opening);
      return;
    }
    this.#opened = opening;
    this.record.update({ state: { kind: 'open' }, era: opening.era, revision: opening.revision, transport: this.#speaks });
    this.#o.eraFound(opening.era);
    if (this.#isHttp() && opening.era === 'handshake') this.#transport?.listen?.(this.#headers('', undefined));
    const call = (options: CallOptions): Promise<Answer> => this.#call(options, opening.revision);
    const notifications = subscriptionFilter(opening);
    // Answered only when the stream ends, which nobody waits for.
    if (notifications !== undefined) void call({ method: 'subscriptions/listen', params: JSON.stringify({ notifications }) });
    this.#offers = new Offers(this.record, opening, call);
    await this.#offers.listAll(opening.capabilities);
  }

  async #connect(as: Speaks = this.#speaks): Promise<Problem | undefined> {
    this.#speaks = as;
    this.#lastWords = undefined;
    this.#firstByte = new Promise((resolve) => (this.#noteFirstByte = resolve));
    this.record.stageBegins(this.#isHttp() ? 'connect' : 'spawn');
    const transport: Transport = this.#o.createTransport(as, {
      wire: this.#wire!,
      // What an attempt that was given up still reports is history, not news.
      tell: (event) => {
        if (this.#transport === transport) this.#happened(event);
      },
    });
    this.#transport = transport;
    return transport.open();
  }

  #happened(event: TransportEvent): void {
    switch (event.kind) {
      case 'spawned':
        this.record.update({ pid: event.pid });
        this.record.stageEnds('spawn', 'done', `pid ${event.pid}, ${event.program}`);
        this.record.stageBegins('first-byte');
        return;
      case 'connected':
        this.record.stageEnds('connect', 'done', event.note);
        return;
      case 'first-byte':
        if (this.record.current.stages.find((s) => s.stage === 'first-byte')?.status === 'running') {
          this.record.stageEnds('first-byte', 'done', `${event.channel} first`);
        }
        this.#noteFirstByte();
        return;
      case 'stderr-line':
        return;
      case 'speaks':
        this.#speaks = event.transport;
        return;
      case 'problem':
        this.record.deviates(event.problem.message);
        return;
      case 'gone':
        this.#gone(event);
        return;
    }
  }

  #gone(event: Extract<TransportEvent, { kind: 'gone' }>): void {
    this.#lastWords = event.note;
    if (this.record.current.stages.find((s) => s.stage === 'first-byte')?.status === 'running') {
      this.record.stageEnds('first-byte', 'failed', `none: the process ${event.note}`);
    }
    const problem: Problem = { code: 'gone', message: `The server’s process ${event.note}.` };
    this.#requester.closeAll(problem);
    if (this.record.current.state.kind === 'open' && !this.#isStopping) {
      this.#end({ kind: 'closed', reason: `the server’s process ${event.note}` });
    }
  }

  #openingContext(): OpeningContext {
    const { record } = this;
    const { profile, opening, eraSeen, mayFallBack, probe } = this.#o;
    return {
      record,
      profile,
      opening,
      eraSeen,
      mayFallBack,
      isHttp: this.#isHttp(),
      transport: () => this.#speaks,
      call: (options, revision) => this.#call(options, revision),
      notify: async (method, revision) => {
        await this.#requester.notify(method, undefined, 'client', callHeaders(this.#isHttp(), method, undefined, revision));
      },
      reconnect: async (as) => {
        await this.#transport?.close();
        return this.#connect(as);
      },
      probeDeadline: () => this.#probeDeadline(probe),
      lastWords: () => this.#lastWords,
    };
  }

  /** stdio only: over HTTP the end of the response tells that no answer will come. */
  #probeDeadline(probe: { afterFirstByte: number; afterSpawn: number }): Promise<'deadline'> {
    if (this.#isHttp()) return new Promise(() => {});
    return new Promise((resolve) => {
      let timer = setTimeout(() => resolve('deadline'), probe.afterSpawn + probe.afterFirstByte);
      void this.#firstByte.then(() => {
        clearTimeout(timer);
        timer = setTimeout(() => resolve('deadline'), probe.afterFirstByte);
      });
    });
  }

  #call(options: CallOptions, revision: string | undefined): Promise<Answer> {
    const { method } = options;
    const isModern = this.#opened?.era === 'modern';
    const meta: Record<string, unknown> = isModern && revision !== undefined ? modernMeta(this.#o.profile, revision) : {};
    // Whoever waits for a tool wants to see how far it is.
    if (method === 'tools/call') meta['progressToken'] = this.#requester.nextId;
    const params = Object.keys(meta).length === 0 ? options.params : withMeta(options.params, meta);
    const headers = callHeaders(this.#isHttp(), method, params, revision, this.#offers?.headerSchemas);
    const full: CallOptions = { ...options, headers: [...headers, ...(options.headers ?? [])] };
    if (params !== undefined) full.params = params;
    return this.#requester.call(full).answer;
  }

  #hear(frame: LiveFrame): void {
    for (const message of frame.scan?.messages ?? []) {
      const { seq } = frame.summary;
      if (message.repeated !== undefined) this.record.deviates(`a message repeats the key “${message.repeated[0]}”`, seq);
      if (message.kind === 'request') void this.#asked(frame, message);
      else if (message.kind === 'notification') this.#noted(message.method ?? '', message.cancels);
    }
    for (const mark of frame.summary.marks ?? []) {
      if (mark === 'unknown id') this.record.deviates('an answer carries an id that was never asked', frame.summary.seq);
      if (mark === 'duplicate') this.record.deviates('a request was answered twice', frame.summary.seq);
    }
  }

  async #asked(frame: LiveFrame, message: NonNullable<LiveFrame['scan']>['messages'][number]): Promise<void> {
    if (this.#opened?.era === 'modern') {
      this.record.deviates(`the server sent a request (${message.method ?? ''}); 2026-07-28 has none`, frame.summary.seq);
    }
    const fate = fateOf(frame, message, this.#o.policy);
    if (fate === undefined) return;
    if (fate.kind === 'hold') {
      this.record.update({ questions: [...this.record.current.questions, fate.question].slice(-MOST_QUESTIONS) });
      return;
    }
    await this.#requester.reply(fate.id, fate.text, 'client', this.#headers('', undefined));
  }

  #noted(method: string, cancels: string | undefined): void {
    if (method === 'notifications/cancelled' && cancels !== undefined) this.#dropQuestion((q) => q.rpcId === cancels);
    this.#offers?.noted(method);
  }

  #dropQuestion(isIt: (question: Session['questions'][number]) => boolean): void {
    const { questions } = this.record.current;
    if (questions.some(isIt)) this.record.update({ questions: questions.filter((q) => !isIt(q)) });
  }

  async #close(reason: string): Promise<void> {
    this.#isStopping = true;
    this.#requester.closeAll({ code: 'stopped', message: 'The session was stopped.' });
    const transport = this.#transport;
    if (this.#opened?.era === 'handshake') await transport?.endMcpSession?.(this.#headers('', undefined));
    const report = await transport?.close();
    this.#wire?.flush();
    const steps = report === undefined || report.steps.length === 0 ? '' : ` (${report.steps.join(', ')})`;
    this.#end({ kind: 'closed', reason: `${reason}${steps}` });
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
    this.record.update({ state, questions: [], endedAt: this.#o.clock.wall() });
    void this.stop();
  }

  #headers(method: string, params: string | undefined): [string, string][] {
    return callHeaders(this.#isHttp(), method, params, this.#opened?.revision);
  }

  #isHttp(): boolean {
    return this.#speaks === 'streamable-http' || this.#speaks === 'legacy-sse';
  }

  #now(): number {
    return this.#o.clock.mono() - this.#o.began;
  }
}

/** Questions held at once; a flood of them drops the oldest from the list, never from the record. */
const MOST_QUESTIONS = 1000;
