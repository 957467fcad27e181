import type { InspectionNews, InspectionState } from '../../protocol/finding.ts';
import type { Session } from '../../protocol/session.ts';
import type { FindingsShelf, Held } from './findings-shelf.ts';
import { noCounts } from './session-findings.ts';
import type { TriageStore } from './triage-store.ts';

export interface InspectionNewsOptions {
  shelf: FindingsShelf;
  triage: Pick<TriageStore, 'of'>;
  session(id: string): Session | undefined;
  isDoing(session: string): boolean;
  send(news: InspectionNews): void;
}

const EVERY_MS = 100;
const MOST_MARKED = 200;
const MOST_NOTES = 20;

/** Tells pages how far each session was inspected: whatever happened meanwhile, at most ten times a second. */
export class NewsDesk {
  /** Changes with everything that is told. */
  version = 0;
  #o: InspectionNewsOptions;
  #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: InspectionNewsOptions) {
    this.#o = options;
  }

  tell(session: string): void {
    const held = this.#o.shelf.known(session);
    if (held === undefined) return;
    held.version++;
    this.version++;
    this.#changed.add(session);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      for (const id of this.#changed) this.#send(id);
      this.#changed.clear();
    }, EVERY_MS).unref();
  }

  forget(session: string): void {
    this.#changed.delete(session);
    this.version++;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  /** Of the sessions read so far. */
  states(): InspectionState[] {
    return [...this.#o.shelf.sessions()].flatMap(([id, held]) => {
      const session = this.#o.session(id);
      return session === undefined ? [] : [this.#stateOf(session, held)];
    });
  }

  behind(session: Session, { shown, next }: Held): number {
    if (shown?.isWhole === true && !this.#o.isDoing(session.id)) return 0;
    return Math.max(0, session.frames - ((next ?? shown)?.upTo ?? 0));
  }

  #send(id: string): void {
    const session = this.#o.session(id);
    const held = this.#o.shelf.known(id);
    if (session === undefined || held === undefined) return;
    const marked = held.shown?.newestMarks(MOST_MARKED) ?? [];
    this.#o.send({ state: this.#stateOf(session, held), marked });
  }

  #stateOf(session: Session, held: Held): InspectionState {
    const { shown, version } = held;
    return {
      session: session.id,
      upTo: shown?.upTo ?? 0,
      behind: this.behind(session, held),
      pack: shown?.pack ?? '',
      open: shown?.open((fingerprint) => this.#o.triage.of(fingerprint)) ?? noCounts(),
      version,
      // The newest say that things were left out for good.
      notInspected: (shown?.notInspected ?? []).slice(-MOST_NOTES),
    };
  }
}
