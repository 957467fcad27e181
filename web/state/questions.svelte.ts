import type { PendingQuestion, Session, TaskSummary } from '../../protocol/session.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Api } from '../connection/api.ts';
import type { Continued, OpenQuestion } from './open-question.svelte.ts';
import type { Sessions } from './sessions.svelte.ts';
import { isLive } from './sessions.svelte.ts';
import type { Toast } from './toast.svelte.ts';

export interface Waiting {
  session: Session;
  pending: PendingQuestion;
}

const MOST_OPEN = 50;

/** What servers wait for from the person, of all sessions, and the tasks they work on. */
export class Questions {
  #api: Api;
  #sessions: Sessions;
  #toast: Toast;
  #continued: (continued: Continued) => void;
  #open = new Map<string, OpenQuestion>();
  #chosen = $state.raw<string | undefined>(undefined);
  #waiting = $derived.by(() => this.#look());

  constructor(api: Api, sessions: Sessions, toast: Toast, continued: (continued: Continued) => void) {
    this.#api = api;
    this.#sessions = sessions;
    this.#toast = toast;
    this.#continued = continued;
  }

  /** Oldest first. */
  get waiting(): Waiting[] {
    return this.#waiting;
  }
  get tasks(): { session: Session; task: TaskSummary }[] {
    return this.#sessions.all
      .filter(isLive)
      .flatMap((session) => (session.tasks ?? []).map((task) => ({ session, task })));
  }
  /** The one looked at: chosen, else the oldest. */
  get chosen(): Waiting | undefined {
    return this.#waiting.find((one) => keyOf(one) === this.#chosen) ?? this.#waiting[0];
  }
  choose(waiting: Waiting): void {
    this.#chosen = keyOf(waiting);
  }
  find(session: string, frame: number): Waiting | undefined {
    return this.#waiting.find((one) => one.session.id === session && one.pending.frame === frame);
  }

  /**
   * What was typed for a question stays as long as it waits. The class is brought by who draws it: the first
   * screen asks nothing and need not load it.
   */
  open(waiting: Waiting, Opened: typeof OpenQuestion): OpenQuestion {
    const key = keyOf(waiting);
    const known = this.#open.get(key);
    if (known !== undefined) return known;
    const opened = new Opened(this.#api, waiting.session.id, waiting.pending);
    this.#open.set(key, opened);
    const [oldest] = this.#open.keys();
    if (this.#open.size > MOST_OPEN && oldest !== undefined) this.#open.delete(oldest);
    return opened;
  }

  /** Tells how sending went; what continues a call is handed on. */
  async done(sending: Promise<Outcome<Continued | undefined>>): Promise<void> {
    const sent = await sending;
    if (!sent.ok) this.#toast.complain(sent.problem);
    else if (sent.value !== undefined) this.#continued(sent.value);
  }

  async setPolled(session: string, task: string, isPolled: boolean): Promise<void> {
    const done = await this.#api.pollTask(session, task, isPolled);
    if (!done.ok) this.#toast.complain(done.problem);
  }
  /** Asks for all tasks again (2025-11-25); the bridge notes what the answer tells. */
  async listTasks(session: string): Promise<void> {
    const done = await this.#api.call(session, { method: 'tasks/list', params: '{}' });
    if (!done.ok) this.#toast.complain(done.problem);
  }
  async askTask(session: string, method: 'tasks/get' | 'tasks/cancel', params: string): Promise<void> {
    const done = await this.#api.call(session, { method, params });
    if (!done.ok) this.#toast.complain(done.problem);
    else if (done.value.outcome === 'error')
      this.#toast.say(`The server answered ${method} with an error; the frame says why.`);
  }

  #look(): Waiting[] {
    return this.#sessions.all
      .filter(isLive)
      .flatMap((session) => session.questions.map((pending): Waiting => ({ session, pending })))
      .sort((a, b) => a.pending.since - b.pending.since);
  }
}

/** Names one question among all that wait. */
export function keyOf({ session, pending }: Waiting): string {
  return `${session.id}/${pending.frame}/${pending.rpcId}/${pending.task ?? ''}`;
}
