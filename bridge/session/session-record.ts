import type { Session, Stage, StageReport } from '../../protocol/session.ts';

/** Most remarks kept per session; a hostile server must not grow them without end. */
const MOST_DEVIATIONS = 200;
/** Notes quote the server; its words stay in the frame. */
const LONGEST_NOTE = 400;

/** The one copy of what is known of a live session. Every change replaces it and is told. */
export class SessionRecord {
  #session: Session;
  #changed: (session: Session) => void;
  #now: () => number;

  constructor(session: Session, now: () => number, changed: (session: Session) => void) {
    this.#session = session;
    this.#now = now;
    this.#changed = changed;
  }

  get current(): Session {
    return this.#session;
  }

  update(patch: Partial<Session>): void {
    this.#session = { ...this.#session, ...patch };
    this.#changed(this.#session);
  }

  deviates(text: string, frame?: number): void {
    const { deviations } = this.#session;
    if (deviations.length >= MOST_DEVIATIONS || deviations.some((d) => d.text === text)) return;
    this.update({ deviations: [...deviations, frame === undefined ? { text } : { text, frame }] });
  }

  stageBegins(stage: Stage, note?: string): void {
    const report: StageReport = {
      stage,
      status: 'running',
      startedAt: this.#now(),
      ...(note === undefined ? {} : { note }),
    };
    this.#putStage(report);
    if (this.#session.state.kind === 'connecting') this.update({ state: { kind: 'connecting', stage } });
  }

  stageEnds(
    stage: Stage,
    status: 'done' | 'failed' | 'skipped',
    note?: string,
    frames?: [number, number],
  ): void {
    const before = this.#session.stages.find((s) => s.stage === stage);
    const startedAt = before?.startedAt ?? this.#now();
    const report: StageReport = { stage, status, startedAt };
    if (status !== 'skipped') report.ms = this.#now() - startedAt;
    const words = note ?? before?.note;
    if (words !== undefined)
      report.note = words.length > LONGEST_NOTE ? `${words.slice(0, LONGEST_NOTE)}…` : words;
    const span = frames ?? before?.frames;
    if (span !== undefined) report.frames = span;
    this.#putStage(report);
  }

  /** More words on a stage that is over, once. */
  stageNotes(stage: Stage, words: string): void {
    const report = this.#session.stages.find((it) => it.stage === stage);
    if (report === undefined || report.note?.includes(words) === true) return;
    const note = [report.note, words].filter((it) => it !== undefined).join('; ');
    this.#putStage({ ...report, note: note.slice(0, LONGEST_NOTE) });
  }

  #putStage(report: StageReport): void {
    const stages = this.#session.stages.filter((s) => s.stage !== report.stage);
    const at = this.#session.stages.findIndex((s) => s.stage === report.stage);
    stages.splice(at === -1 ? stages.length : at, 0, report);
    this.update({ stages });
  }
}
