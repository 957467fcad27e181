import { isObject } from '../../protocol/mcp/conformance.ts';
import type { PendingQuestion } from '../../protocol/session.ts';
import type { LiveFrame } from './live-frame.ts';
import { readMessage } from './results.ts';
import type { SessionRecord } from './session-record.ts';

const MOST_IDS = 1000;
const LONGEST_ID = 1024;
/** What names addresses is small; a longer message is not searched for them. */
const SMALL = 256 * 1024;

/**
 * Addresses that a person was asked to open (2025-11-25, URL mode), by their elicitation ids: what
 * happens there is told by `notifications/elicitation/complete`, if at all.
 */
export class Elicitations {
  #record: SessionRecord;
  /** Frame that asked, by id. */
  #asked = new Map<string, number>();

  constructor(record: SessionRecord) {
    this.#record = record;
  }

  /** A request of the server's, or an error -32042, that may name addresses. */
  async asked(frame: LiveFrame): Promise<void> {
    const { seq, bytes } = frame.summary;
    if (bytes > SMALL) return;
    const message = await readMessage(frame);
    const error = message?.['error'];
    const details = isObject(error) ? error['data'] : undefined;
    const listed = isObject(details) ? details['elicitations'] : undefined;
    const entries: unknown[] = Array.isArray(listed) ? listed : [message?.['params']];
    for (const entry of entries.slice(0, MOST_IDS)) {
      const id = isObject(entry) ? entry['elicitationId'] : undefined;
      if (typeof id !== 'string' || id.length > LONGEST_ID) continue;
      this.#asked.delete(id);
      this.#asked.set(id, seq);
      const oldest = this.#asked.keys().next();
      if (this.#asked.size > MOST_IDS && oldest.done !== true) this.#asked.delete(oldest.value);
    }
  }

  /** The server says that one of them is done; the question that asked for it, if it waits, says so too. */
  async completed(frame: LiveFrame): Promise<void> {
    const { seq, bytes } = frame.summary;
    if (bytes > SMALL) return;
    const params = (await readMessage(frame))?.['params'];
    const id = isObject(params) ? params['elicitationId'] : undefined;
    const asked = typeof id === 'string' ? this.#asked.get(id) : undefined;
    if (typeof id !== 'string' || asked === undefined) {
      this.#record.deviates('notifications/elicitation/complete names nothing that was asked for', seq);
      return;
    }
    this.#asked.delete(id);
    const { questions } = this.#record.current;
    const isIt = (question: PendingQuestion): boolean => question.frame === asked;
    if (questions.some(isIt))
      this.#record.update({ questions: questions.map((q) => (isIt(q) ? { ...q, complete: seq } : q)) });
  }
}
