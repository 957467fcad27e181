import type { MessageHead } from './message-head.ts';

/** Conversations remembered, newest last. */
const REMEMBERED = 2000;

interface Asked {
  /** seq of the first request of the conversation. */
  root: number;
  method: string | undefined;
  name: string | undefined;
}

/**
 * Which requests go on with an earlier one: follow-ups to an answer that asked for input (2026-07-28),
 * known by the server's state that they carry or, where it sent none, by the same method and name; and
 * whatever names a task that a call became, of both kinds.
 */
export class Conversations {
  #tasks = new Map<string, number>();
  #states = new Map<string, number>();
  #asked = new Map<string, number>();

  /** seq of the first request; undefined: it begins something of its own. */
  rootOf({ method, name, task, requestState, answersInput }: MessageHead): number | undefined {
    if (method?.startsWith('tasks/') === true && task !== undefined) return this.#tasks.get(task);
    if (requestState !== undefined) return this.#states.get(requestState);
    return answersInput === true ? this.#asked.get(keyOf(method, name)) : undefined;
  }

  /** Its answer came; says what it asks for before there is a result. */
  answered({ root, method, name }: Asked, answer: MessageHead): 'input' | 'task' | undefined {
    if (answer.kind !== 'result') return undefined;
    if (answer.resultType === 'input_required') {
      if (answer.requestState === undefined) remember(this.#asked, keyOf(method, name), root);
      else remember(this.#states, answer.requestState, root);
      return 'input';
    }
    // What is asked about a task names it too; only a call can become one.
    if (answer.task === undefined || method?.startsWith('tasks/') !== false) return undefined;
    remember(this.#tasks, answer.task, root);
    return 'task';
  }
}

const keyOf = (method = '', name = ''): string => `${method}\n${name}`;

function remember(map: Map<string, number>, key: string, root: number): void {
  map.delete(key);
  map.set(key, root);
  if (map.size <= REMEMBERED) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
