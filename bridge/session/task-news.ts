import { isObject } from '../../protocol/mcp/conformance.ts';
import type { MessageHead } from '../../protocol/mcp/message-head.ts';
import { taskKindOf, tellsOfTasks } from '../../protocol/mcp/tasks.ts';
import type { LiveFrame } from './live-frame.ts';

/** An answer that is nothing but a task is small; the results of tools are not searched for one beyond this. */
export const SMALL = 64 * 1024;

/** Whether a frame is worth reading for what it tells of tasks, from its head alone. */
export function mayTellOfTasks(
  { summary, head, scan }: LiveFrame,
  { kind, method = '', resultType }: MessageHead,
  isModern: boolean,
): boolean {
  if (scan?.form !== 'single') return false;
  if (head.toward === 'server') return kind === 'request' && method === 'tasks/update';
  if (kind === 'notification') return taskKindOf(method) !== undefined;
  const asked = summary.method ?? '';
  if (kind === 'error') return asked === 'tasks/update';
  if (kind !== 'result') return false;
  // 2025-11-25 has no `resultType`: the answer to any call may be a task.
  return resultType === 'task' || tellsOfTasks(asked) || (!isModern && summary.bytes <= SMALL);
}

/** The extension acknowledges `tasks/cancel` with nothing in it. */
export function isAcknowledgement({ summary }: LiveFrame, value: unknown): boolean {
  return summary.method === 'tasks/cancel' && isObject(value) && value['taskId'] === undefined;
}
