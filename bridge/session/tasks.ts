import { isObject } from '../../protocol/mcp/conformance.ts';
import {
  isEnded,
  LONGEST_TASK_ID,
  readTask,
  taskKindOf,
  taskParams,
  tasksIn,
  tellsOfTasks,
  updateIn,
  type TaskKind,
  type TaskState,
} from '../../protocol/mcp/tasks.ts';
import type { MessageHead } from '../../protocol/mcp/message-head.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session, TaskSummary } from '../../protocol/session.ts';
import type { LiveFrame } from './live-frame.ts';
import { INPUT_REQUIRED, type Questions } from './questions.ts';
import type { Answer, CallOptions } from './requester.ts';
import { readMessage } from './results.ts';
import type { SessionRecord } from './session-record.ts';
import { TaskInputs } from './task-inputs.ts';
import { isAcknowledgement, mayTellOfTasks, SMALL } from './task-news.ts';
import { LONGEST_ANSWER, TaskPolls } from './task-polls.ts';

export interface TasksOptions {
  record: SessionRecord;
  questions: Questions;
  call(options: CallOptions): Promise<Answer>;
  isModern(): boolean;
}

/** A task as it is followed; `inputs` remembers what it asked for and what was answered. */
interface Followed {
  summary: TaskSummary;
  inputs: TaskInputs;
  /** `tasks/result` calls made to hear what it asks for (2025-11-25). */
  results: number;
  awaitsResult: boolean;
}

const MOST_TASKS = 500;
const MOST_PAGES = 20;
const MOST_UNREAD = 10_000;
const MOST_RESULT_CALLS = 20;
/** ms between two times the list is told: a server may tell of thousands of changes at once. */
const TELL_EVERY = 25;

/** The server's tasks as far as anything told of them: kept, asked for again, and what they ask held. */
export class Tasks {
  #o: TasksOptions;
  #tasks = new Map<string, Followed>();
  #polls: TaskPolls;
  /** Frames are read one after the other, so that states follow each other as they came. */
  #reading: Promise<void> = Promise.resolve();
  #unread = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(options: TasksOptions) {
    this.#o = options;
    this.#polls = new TaskPolls({
      ask: (id) => options.call({ method: 'tasks/get', params: taskParams(id), timeout: 30_000 }),
      gaveUp: (id, why) => {
        options.record.deviates(`a task is no longer asked for: ${why}`);
        this.#change(id, { isPolled: false });
      },
    });
  }

  /** A frame that may tell of tasks, or answer one. */
  take(frame: LiveFrame, message: MessageHead): void {
    if (this.#isOver || !mayTellOfTasks(frame, message, this.#o.isModern())) return;
    if (frame.summary.bytes > LONGEST_ANSWER) {
      const { seq, method } = frame.summary;
      this.#o.record.deviates(`${method}: more than 16 MiB; not read for what it tells of tasks`, seq);
      return;
    }
    if (this.#unread >= MOST_UNREAD) return;
    this.#unread++;
    this.#reading = this.#reading.then(async () => {
      this.#unread--;
      await this.#read(frame);
    });
  }

  /** 2025-11-25: what the server has already, once. */
  async listAll(capabilities: Record<string, unknown>): Promise<void> {
    const offered = capabilities['tasks'];
    if (this.#o.isModern() || !isObject(offered) || !isObject(offered['list'])) return;
    let cursor: unknown;
    const seen = new Set<unknown>();
    for (let page = 1; page <= MOST_PAGES && this.#tasks.size < MOST_TASKS; page++) {
      const params = cursor === undefined ? '{}' : JSON.stringify({ cursor });
      const answer = await this.#o.call({ method: 'tasks/list', params, timeout: 30_000 });
      if (answer.outcome !== 'result' || answer.frame === undefined) return;
      const message = await readMessage(answer.frame, answer.rpcId);
      const result = message?.['result'];
      cursor = isObject(result) ? result['nextCursor'] : undefined;
      if (typeof cursor !== 'string' || cursor.length > SMALL || seen.has(cursor)) return;
      seen.add(cursor);
    }
    this.#o.record.deviates(
      `tasks/list: more than ${MOST_TASKS} tasks or ${MOST_PAGES} pages; the rest was left`,
    );
  }

  /** The person wants a task asked for again by itself, or no more. */
  poll(id: string, isWanted: boolean): Problem | undefined {
    const task = this.#tasks.get(id);
    if (task === undefined)
      return { code: 'no-such-task', message: 'No such task is known in this session.' };
    if (isWanted && isEnded(task.summary.status))
      return {
        code: 'task-ended',
        message: `This task is ${task.summary.status}; nothing follows any more.`,
      };
    this.#change(id, { isPolled: isWanted });
    if (isWanted) this.#polls.follow(id, task.summary.pollInterval);
    else this.#polls.drop(id);
    return undefined;
  }

  /** The session ends: nothing is asked for any more. What is to be kept of the tasks. */
  end(): Pick<Session, 'tasks'> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#polls.end();
    if (this.#tasks.size === 0) return {};
    return { tasks: this.#list().map((task) => ({ ...task, isPolled: false })) };
  }

  async #read(frame: LiveFrame): Promise<void> {
    const { summary, head } = frame;
    if (!tellsOfTasks(summary.method ?? '') && summary.bytes <= SMALL) {
      const bytes = Buffer.from(await frame.message());
      if (summary.kind === 'result' && !bytes.includes('"taskId"')) return;
    }
    const message = await readMessage(frame);
    if (message === undefined || this.#isOver) return;
    if (head.toward === 'server') this.#updated(message['params'], summary.seq);
    else if (summary.kind === 'error') this.#refused(summary.request);
    else if (summary.kind === 'notification') {
      const kind = taskKindOf(summary.method ?? '');
      this.#told(frame, message['params'], kind, undefined);
    } else this.#answered(frame, message['result']);
  }

  #answered(frame: LiveFrame, result: unknown): void {
    const { method = '', request, seq } = frame.summary;
    const { created, tasks } = tasksIn(method, result);
    if (created !== undefined && method !== 'tools/call')
      this.#o.record.deviates(`${method} was answered with a task; only tools/call may be`, seq);
    for (const value of tasks) this.#told(frame, value, created, created === undefined ? undefined : request);
  }

  /** `request`: the call that became this task. */
  #told(frame: LiveFrame, value: unknown, kind: TaskKind | undefined, request: number | undefined): void {
    const { seq, wall } = frame.summary;
    const state = readTask(value);
    if (state === undefined) {
      if (!isAcknowledgement(frame, value))
        this.#o.record.deviates('a task without a string `taskId` and `status`', seq);
      return;
    }
    if (state.id.length > LONGEST_TASK_ID) {
      const words = `a task id of more than ${LONGEST_TASK_ID} characters; the task is not followed`;
      this.#o.record.deviates(words, seq);
      return;
    }
    const known = this.#tasks.get(state.id);
    if (known !== undefined && known.summary.frame >= seq) return;
    const was = known?.summary;
    if (was !== undefined && isEnded(was.status) && state.status !== was.status)
      this.#o.record.deviates(
        `a task went from ${was.status} to ${state.status}; an ended task must stay so`,
        seq,
      );
    const asker = request ?? was?.request;
    const mayPoll = request !== undefined || was?.isPolled === true;
    const summary: TaskSummary = {
      id: state.id,
      kind: kind ?? was?.kind ?? (this.#o.isModern() ? 'extension' : 'core'),
      status: state.status,
      frame: seq,
      isPolled: mayPoll && !isEnded(state.status),
      since: was?.since ?? wall,
      ...(state.words === undefined ? {} : { words: state.words }),
      ...(asker === undefined ? {} : { request: asker }),
      ...(state.pollInterval === undefined ? {} : { pollInterval: state.pollInterval }),
    };
    const task = known ?? { summary, inputs: new TaskInputs(), results: 0, awaitsResult: false };
    task.summary = summary;
    this.#tasks.set(state.id, task);
    if (known === undefined) this.#makeRoom();
    if (summary.isPolled) this.#polls.follow(state.id, state.pollInterval, was?.status !== state.status);
    else this.#polls.drop(state.id);
    this.#asks(task, state, frame);
    this.#tellSoon();
  }

  /** What a task waits for: in its own words (extension), or in requests that `tasks/result` brings (core). */
  #asks(task: Followed, state: TaskState, frame: LiveFrame): void {
    const { questions, record } = this.#o;
    const { seq, wall, rpcId = '', request } = frame.summary;
    if (state.status !== INPUT_REQUIRED) {
      task.inputs.goesOn();
      questions.taskGoesOn(state.id);
      return;
    }
    if (task.summary.kind === 'core') {
      void this.#fetchQuestions(task);
      return;
    }
    if (state.moreAsks > 0)
      record.deviates(`a task asks for ${state.moreAsks + (state.asks?.length ?? 0)} inputs at once`, seq);
    const again = task.inputs.ignored(state.asks ?? []);
    if (again !== undefined)
      record.deviates(`a task still asks for “${again.slice(0, 80)}” after it was answered`, seq);
    const news = task.inputs.asked(state.asks);
    if (news === 'nothing new') return;
    questions.taskGoesOn(state.id);
    if (news === 'nothing') return;
    questions.hold({
      frame: seq,
      rpcId,
      method: INPUT_REQUIRED,
      since: wall,
      task: state.id,
      ...(request === undefined ? {} : { request }),
    });
  }

  /** "When the requestor encounters the `input_required` status, it SHOULD preemptively call `tasks/result`." */
  async #fetchQuestions(task: Followed): Promise<void> {
    if (task.awaitsResult || task.results >= MOST_RESULT_CALLS || task.summary.request === undefined) return;
    task.awaitsResult = true;
    task.results++;
    await this.#o.call({ method: 'tasks/result', params: taskParams(task.summary.id) });
    task.awaitsResult = false;
  }

  /** We sent responses to what a task asks for. */
  #updated(params: unknown, seq: number): void {
    const update = updateIn(params);
    const task = update && this.#tasks.get(update.id);
    if (update === undefined || task === undefined) return;
    if (task.inputs.answered(update.names, seq)) this.#o.questions.taskGoesOn(update.id);
    if (task.summary.isPolled) this.#polls.follow(update.id, task.summary.pollInterval, true);
  }

  /** The server refused them: they are asked for as before. */
  #refused(request: number | undefined): void {
    if (request === undefined) return;
    for (const task of this.#tasks.values()) task.inputs.refused(request);
  }

  #change(id: string, patch: Partial<TaskSummary>): void {
    const task = this.#tasks.get(id);
    if (task === undefined) return;
    task.summary = { ...task.summary, ...patch };
    this.#tellSoon();
  }

  /** One too many: of somebody else's and ended ones the oldest goes first, of ours the oldest at last. */
  #makeRoom(): void {
    if (this.#tasks.size <= MOST_TASKS) return;
    const worth = ({ summary }: Followed): number =>
      (summary.request === undefined ? 0 : 2) + (isEnded(summary.status) ? 0 : 1);
    let least: Followed | undefined;
    for (const task of this.#tasks.values())
      if (least === undefined || worth(task) < worth(least)) least = task;
    const { id } = least!.summary;
    this.#tasks.delete(id);
    this.#polls.drop(id);
    this.#o.questions.taskGoesOn(id);
    this.#o.record.deviates(`more than ${MOST_TASKS} tasks; the oldest are no longer listed`);
  }

  #tellSoon(): void {
    if (this.#timer !== undefined || this.#isOver) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#o.record.update({ tasks: this.#list() });
    }, TELL_EVERY).unref();
  }

  #list(): TaskSummary[] {
    return [...this.#tasks.values()].map(({ summary }) => summary);
  }
}
