import type { JsonDocument } from '../json/document.ts';
import { isObject } from './conformance.ts';
import { responsesText, type InputResponse } from './follow-up.ts';

/** The extension of 2026-07-28 that tasks became. */
export const TASKS_EXTENSION = 'io.modelcontextprotocol/tasks';

/** `core`: tasks of 2025-11-25. `extension`: those of 2026-07-28, with other field names and methods. */
export type TaskKind = 'core' | 'extension';

/** What one message says of a task. */
export interface TaskState {
  id: string;
  status: string;
  words: string | undefined;
  /** ms, as the server asks for. */
  pollInterval: number | undefined;
  /** Names of what it asks for; undefined: it lists nothing. */
  asks: string[] | undefined;
  /** Names beyond those listed. */
  moreAsks: number;
}

/** Ids are kept for a list of hundreds that goes to every page; a longer one is not followed. */
export const LONGEST_TASK_ID = 512;
const LONGEST_WORDS = 240;
const LONGEST_STATUS = 60;
const MOST_ASKS = 1000;

const ENDED = new Set(['completed', 'failed', 'cancelled']);
/** Nothing follows any more. */
export function isEnded(status: string): boolean {
  return ENDED.has(status);
}

/** The fields of a task, wherever they stand; undefined when it has no id or status to be known by. */
export function readTask(value: unknown): TaskState | undefined {
  if (!isObject(value)) return undefined;
  const { taskId: id, status } = value;
  if (typeof id !== 'string' || typeof status !== 'string') return undefined;
  const interval = value['pollIntervalMs'] ?? value['pollInterval'];
  const message = value['statusMessage'];
  const requests = value['inputRequests'];
  const names = isObject(requests) ? Object.keys(requests) : undefined;
  return {
    id,
    status: status.slice(0, LONGEST_STATUS),
    words: typeof message === 'string' ? message.slice(0, LONGEST_WORDS) : undefined,
    pollInterval: typeof interval === 'number' && Number.isFinite(interval) ? interval : undefined,
    asks: names?.slice(0, MOST_ASKS),
    moreAsks: Math.max(0, (names?.length ?? 0) - MOST_ASKS),
  };
}

/** Which kind of task a message speaks of, from its method alone. */
export function taskKindOf(method: string): TaskKind | undefined {
  if (method === 'notifications/tasks') return 'extension';
  return method === 'notifications/tasks/status' ? 'core' : undefined;
}

/** Answers to these tell how tasks stand; a call of anything may become one besides. */
const TELLING = new Set(['tasks/get', 'tasks/cancel', 'tasks/list']);
export function tellsOfTasks(method: string): boolean {
  return TELLING.has(method);
}

/** The tasks an answer to `method` tells of, in its order. `created`: the answer is nothing but a task. */
export function tasksIn(
  method: string,
  result: unknown,
): { created: TaskKind | undefined; tasks: unknown[] } {
  if (!isObject(result)) return { created: undefined, tasks: [] };
  if (method === 'tasks/list')
    return { created: undefined, tasks: Array.isArray(result['tasks']) ? result['tasks'] : [] };
  if (tellsOfTasks(method)) return { created: undefined, tasks: [result] };
  if (result['resultType'] === 'task') return { created: 'extension', tasks: [result] };
  if (isObject(result['task'])) return { created: 'core', tasks: [result['task']] };
  return { created: undefined, tasks: [] };
}

/** JSON text of `params` of `tasks/get`, `tasks/result` and `tasks/cancel`. */
export function taskParams(id: string): string {
  return `{"taskId":${JSON.stringify(id)}}`;
}

/** Whole messages for Craft; the id is replaced on the way. */
export function cancelTaskText(id: string): string {
  return message('tasks/cancel', taskParams(id));
}

/** `core` only: the extension answers `tasks/get` with the result in it. */
export function taskResultText(id: string): string {
  return message('tasks/result', taskParams(id));
}

/** `core` only: the extension has no list. */
export function listTasksText(cursor?: string): string {
  return message('tasks/list', cursor === undefined ? '{}' : `{"cursor":${JSON.stringify(cursor)}}`);
}

/** `extension` only: the responses to what a task asks for. `asking` is the message that asked. */
export function updateTaskText(
  id: string,
  asking: JsonDocument,
  responses: readonly InputResponse[],
): string {
  const inputs = responsesText(asking, responses);
  return message('tasks/update', `{"taskId":${JSON.stringify(id)},"inputResponses":${inputs}}`);
}

function message(method: string, params: string): string {
  return `{"jsonrpc":"2.0","id":0,"method":"${method}","params":${params}}`;
}

/** What a sent `tasks/update` answers: the task, and the names its responses stand under. */
export function updateIn(params: unknown): { id: string; names: string[] } | undefined {
  if (!isObject(params) || typeof params['taskId'] !== 'string') return undefined;
  const responses = params['inputResponses'];
  const names = isObject(responses) ? Object.keys(responses).slice(0, MOST_ASKS) : [];
  return { id: params['taskId'], names };
}
