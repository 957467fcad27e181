import type { Dependencies } from '../../protocol/replay/dependencies.ts';
import type { Replay, ReplayStep, Rewrite } from '../../protocol/replay.ts';
import type { AnswerReading } from './answer-reading.ts';
import type { Judged, JudgedAnswer } from './judging.ts';
import type { PlannedReplay } from './planning.ts';
import type { RecordedExchange, RecordedMessage } from './recorded-messages.ts';

/** Bytes of new answers held to be judged again when it is known which handles were carried over. */
const MOST_HELD = 64 * 1024 * 1024;

/** What became of each message of a replay, and how its answer compares; what is learnt from an answer is learnt here. */
export class StepBook {
  #dependencies: Dependencies;
  #reading: AnswerReading;
  #planned: Pick<PlannedReplay, 'chosen' | 'talk'>;
  #told: (patch: Pick<Replay, 'done' | 'steps' | 'counts' | 'rewrites'>) => void;
  #steps: ReplayStep[] = [];
  #done = 0;
  /** What the server asked and was not asked then; told with the next step. */
  #surprises: string[] = [];
  /** Answers that may be judged otherwise when it is known which handles were carried over. */
  #answers: { step: ReplayStep; recorded: JudgedAnswer; now: JudgedAnswer }[] = [];
  #held = 0;

  constructor(
    planned: Pick<PlannedReplay, 'chosen' | 'talk'>,
    dependencies: Dependencies,
    reading: AnswerReading,
    told: (patch: Pick<Replay, 'done' | 'steps' | 'counts' | 'rewrites'>) => void,
  ) {
    this.#planned = planned;
    this.#dependencies = dependencies;
    this.#reading = reading;
    this.#told = told;
  }

  begin(
    { seq, message }: RecordedMessage,
    kind: ReplayStep['kind'],
    { asked, answer }: RecordedExchange,
  ): ReplayStep {
    const { method, name } = message ?? {};
    return {
      seq,
      kind,
      ...(method === undefined ? {} : { method }),
      ...(name === undefined ? {} : { name }),
      ...(answer === undefined
        ? {}
        : { recorded: answer.seq, recordedMs: answer.head.mono - asked.head.mono }),
      verdict: 'not-sent',
      rewrites: [],
      notes: this.#surprises.splice(0),
    };
  }

  /** An answer came, or none; `verdict`: none is waited for. */
  async finish(
    step: ReplayStep,
    { asked, answer }: RecordedExchange,
    now: JudgedAnswer | undefined,
    verdict?: 'sent' | 'not-sent' | 'not-asked',
  ): Promise<void> {
    const recorded = answer && judgedOf(answer);
    if (recorded !== undefined && verdict === undefined) {
      const { method = '', name } = asked.message ?? {};
      const laid = await this.#reading.laid(recorded.bytes, now?.bytes);
      this.#dependencies.learn({ step: step.seq, method, name }, laid);
    }
    Object.assign(step, verdict === undefined ? await this.#judged(recorded, now) : { verdict });
    if (step.verdict === 'different' && recorded !== undefined && now !== undefined) {
      this.#held += now.bytes.length;
      if (this.#held <= MOST_HELD) this.#answers.push({ step, recorded, now });
    }
    step.notes.push(...this.#surprises.splice(0));
    this.#put(step, 1);
  }

  async #judged(recorded: JudgedAnswer | undefined, now: JudgedAnswer | undefined): Promise<Judged> {
    if (recorded === undefined && now === undefined) return { verdict: 'unanswered' };
    if (recorded === undefined) return { verdict: 'extra', says: 'It was not answered in the recording.' };
    if (now === undefined) return { verdict: 'missing' };
    return this.#reading.judged({ recorded, now, carried: this.#dependencies.used });
  }

  #put(step: ReplayStep, done: number): void {
    this.#steps.push(step);
    this.#done += done;
    this.#tell();
  }

  /** A question of the server's was answered as it was then, or declined. */
  said(exchange: RecordedExchange | undefined, method: string): void {
    if (exchange?.answer === undefined) {
      this.#surprises.push(`The server asked ${method.slice(0, 60)}, which it did not ask then: declined.`);
      return;
    }
    const step = this.begin(exchange.answer, 'answer', { asked: exchange.answer, answer: undefined });
    step.method = method;
    step.verdict = 'sent';
    this.#put(step, 0);
  }

  /** What was never come to. */
  notSent(): void {
    const told = new Set(this.#steps.map(({ seq }) => seq));
    const { messages, opening } = this.#planned.chosen;
    const { exchanges } = this.#planned.talk;
    const all = [
      ...opening.map(({ asked }) => [asked, 'opening'] as const),
      ...messages.map((one) => [one, one.kind] as const),
    ];
    for (const [message, kind] of all)
      if (!told.has(message.seq))
        this.#steps.push(
          this.begin(message, kind, exchanges.get(message.seq) ?? { asked: message, answer: undefined }),
        );
  }

  /** Which handles were carried over is known only at the end. */
  async judgeAgain(): Promise<void> {
    const carried = this.#dependencies.used;
    if (carried.length > 0)
      for (const { step, recorded, now } of this.#answers)
        Object.assign(step, await this.#reading.judged({ recorded, now, carried }));
    this.#answers = [];
    this.#tell();
  }

  #tell(): void {
    const counts = new Map<ReplayStep['verdict'], number>();
    for (const { verdict } of this.#steps) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
    this.#told({
      done: this.#done,
      steps: this.#steps.toSorted((a, b) => rankOf(a) - rankOf(b) || a.seq - b.seq),
      counts: [...counts].map(([verdict, count]) => ({ verdict, count })),
      rewrites: this.#steps.reduce((sum, { rewrites }) => sum + rewrites.filter(isOfServer).length, 0),
    });
  }
}

function rankOf({ kind }: ReplayStep): number {
  return kind === 'opening' ? 0 : 1;
}

/** Ids are ours, and change in every session. */
function isOfServer({ fromStep }: Rewrite): boolean {
  return fromStep !== undefined;
}

/** A recorded answer, or one that has come, as it is judged. */
export function judgedOf({ payload, message, head }: RecordedMessage): JudgedAnswer {
  const masked = (head.masked ?? []).filter(({ part }) => part === 'payload');
  return {
    bytes: payload,
    rpcId: message?.rpcId,
    head: head.http,
    ...(masked.length === 0 ? {} : { masked }),
  };
}
