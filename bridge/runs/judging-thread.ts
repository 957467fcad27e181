import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import type { Offered } from '../history/messages.ts';
import { SnapshotReader } from '../history/snapshot-reader.ts';
import { harmlessCalls } from './harmless-calls.ts';
import type { JudgingRules } from './judging-rules.ts';
import { KeptItems } from './kept-items.ts';
import type { FromJudging, JudgingCalls, ToJudging } from './messages.ts';

/** Reads and compares what the connections of a run were offered and answered; runs in a thread of its own. */
export class JudgingThread {
  #reader: SnapshotReader;
  #kept = new KeptItems();
  #load: () => Promise<JudgingRules>;
  #rules: Promise<JudgingRules> | undefined;

  constructor(sessionsFolder: string, load: () => Promise<JudgingRules>) {
    this.#reader = new SnapshotReader(sessionsFolder);
    this.#load = load;
  }

  /** Throws bugs, and errors of the file system. */
  async answer(question: ToJudging): Promise<FromJudging['answer']> {
    switch (question.name) {
      case 'read':
        return { ok: true, value: this.#read(question.asked) };
      case 'harmless': {
        const tools = question.asked.tools.map((item) => this.#kept.whole(item) ?? item);
        return { ok: true, value: harmlessCalls(tools) };
      }
      case 'diff':
        return this.#diff(question.asked);
      case 'found':
        return { ok: true, value: (await this.#judging()).found(question.asked) };
    }
  }

  #read({ session, at, source, places, unread }: Offered): Snapshot {
    const read = this.#reader.read(session, places, (hash) => this.#kept.has(hash));
    const lost = [...read.unread].map((section) => ({ section, words: 'its bytes could not be read back' }));
    const items = read.items.map((item) => this.#kept.light(item));
    return { source, at, session, items, unread: [...unread, ...lost] };
  }

  async #diff({ before, after }: JudgingCalls['diff'][0]): Promise<Outcome<JudgingCalls['diff'][1]>> {
    const [was, is] = [this.#kept.wholeSnapshot(before), this.#kept.wholeSnapshot(after)];
    if (was === undefined || is === undefined) return { ok: false, problem: FORGOTTEN };
    return { ok: true, value: (await this.#judging()).diff(was, is) };
  }

  #judging(): Promise<JudgingRules> {
    return (this.#rules ??= this.#load());
  }
}

const FORGOTTEN: Problem = {
  code: 'forgotten',
  message:
    'What was offered is not held any more: the server offered too much, or something else every time.',
  hint: 'Its bytes are in the session.',
};
