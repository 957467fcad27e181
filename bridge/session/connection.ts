import type { HttpHead } from '../../protocol/frame.ts';
import type { Problem } from '../../protocol/problem.ts';
import type {
  CloseReport,
  Transport,
  TransportContext,
  TransportEvent,
  Wire,
} from '../transport/transport.ts';
import type { SessionRecord } from './session-record.ts';

export type Speaks = 'stdio' | 'streamable-http' | 'legacy-sse' | 'recording';

/** A response that refused a stream nobody waits for. */
export interface Refusal {
  status: number;
  frame: number;
  head: HttpHead;
}

export interface ConnectionOptions {
  record: SessionRecord;
  createTransport(speaks: Speaks, context: TransportContext): Transport;
  /** Nothing will come any more; `words` continue “the server …”. */
  gone(words: string, expected: boolean): void;
}

/** The transport in use and what it has told so far; replaced as a whole by `connect`. */
export class Connection {
  speaks: Speaks;
  /** How the other side went away, when it did: continues “the server …”. */
  lastWords: string | undefined;
  refusal: Refusal | undefined;
  #o: ConnectionOptions;
  #transport: Transport | undefined;
  #firstByte: Promise<void> = Promise.resolve();
  #noteFirstByte: () => void = () => {};

  constructor(speaks: Speaks, options: ConnectionOptions) {
    this.speaks = speaks;
    this.#o = options;
  }

  get isHttp(): boolean {
    return this.speaks === 'streamable-http' || this.speaks === 'legacy-sse';
  }

  /** The live transport; undefined before the first `connect`. */
  get transport(): Transport | undefined {
    return this.#transport;
  }

  async connect(wire: Wire, as: Speaks = this.speaks): Promise<Problem | undefined> {
    this.speaks = as;
    this.lastWords = undefined;
    this.refusal = undefined;
    this.#firstByte = new Promise((resolve) => (this.#noteFirstByte = resolve));
    this.#o.record.stageBegins(this.#firstStage);
    const transport: Transport = this.#o.createTransport(as, {
      wire,
      // What an attempt that was given up still reports is history, not news.
      tell: (event) => {
        if (this.#transport === transport) this.#happened(event);
      },
    });
    this.#transport = transport;
    const problem = await transport.open();
    if (problem !== undefined) this.#o.record.stageEnds(this.#firstStage, 'failed', problem.message);
    return problem;
  }

  async close(): Promise<CloseReport | undefined> {
    return this.#transport?.close();
  }

  /**
   * When a probe has waited long enough: so many ms after the first byte, or after the start when none
   * comes. Over HTTP never: there the end of the response tells that no answer will come.
   */
  probeDeadline(probe: { afterFirstByte: number; afterSpawn: number }): Promise<'deadline'> {
    if (this.isHttp) return new Promise(() => {});
    return new Promise((resolve) => {
      const after = (ms: number): NodeJS.Timeout => setTimeout(() => resolve('deadline'), ms).unref();
      let timer = after(probe.afterSpawn + probe.afterFirstByte);
      void this.#firstByte.then(() => {
        clearTimeout(timer);
        timer = after(probe.afterFirstByte);
      });
    });
  }

  get #firstStage(): 'connect' | 'spawn' {
    return this.speaks === 'stdio' ? 'spawn' : 'connect';
  }

  #happened(event: TransportEvent): void {
    const { record } = this.#o;
    switch (event.kind) {
      case 'spawned':
        record.update({ pid: event.pid });
        record.stageEnds('spawn', 'done', `pid ${event.pid}, ${event.program}`);
        record.stageBegins('first-byte');
        return;
      case 'connected':
        record.stageEnds('connect', 'done', event.note);
        if (event.certificateKey !== undefined)
          this.#noteProvenance('certificate key SHA-256', event.certificateKey);
        return;
      case 'first-byte':
        if (this.#awaitsFirstByte) record.stageEnds('first-byte', 'done', `${event.channel} first`);
        this.#noteFirstByte();
        return;
      case 'stderr-line':
        return;
      case 'speaks':
        this.speaks = event.transport;
        return;
      case 'problem':
        record.deviates(event.problem.message);
        return;
      case 'refused':
        this.#refused(event);
        return;
      case 'gone': {
        const words = this.speaks === 'stdio' ? `process ${event.note}` : `connection is gone: ${event.note}`;
        this.lastWords = words;
        if (this.#awaitsFirstByte) record.stageEnds('first-byte', 'failed', `none: the ${words}`);
        this.#o.gone(words, event.expected);
        return;
      }
    }
  }

  #refused(event: Extract<TransportEvent, { kind: 'refused' }>): void {
    this.refusal = event;
    const { record } = this.#o;
    if (record.current.state.kind !== 'open' || event.status === 405) return;
    record.deviates(
      `the stream for messages the server starts was refused with HTTP ${event.status}`,
      event.frame,
    );
  }

  get #awaitsFirstByte(): boolean {
    return this.#o.record.current.stages.find((s) => s.stage === 'first-byte')?.status === 'running';
  }

  #noteProvenance(name: string, value: string): void {
    const { provenance = {} } = this.#o.record.current;
    this.#o.record.update({ provenance: { ...provenance, [name]: value } });
  }
}
