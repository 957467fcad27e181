import type { CheckedValue, CheckValue } from '../../protocol/craft.ts';
import type { Outcome } from '../../protocol/problem.ts';
import type { Journal } from '../journal/journal.ts';
import type { Validator } from './validator.ts';

const READ_STEP = 4 * 1024 * 1024;
const LARGEST_ITEM = 8 * 1024 * 1024;

/** Checks values against schemas where they stand: in a stretch of a recorded frame. */
export class RecordedSchemas {
  #journal: Pick<Journal, 'bytes'>;
  #validator: Validator;
  /** The item checked against last: while somebody types it is the same one every time. */
  #last: { key: string; text: string } | undefined;

  constructor(journal: Pick<Journal, 'bytes'>, validator: Validator) {
    this.#journal = journal;
    this.#validator = validator;
  }

  async check({ session, at, pointer, value }: CheckValue): Promise<Outcome<CheckedValue>> {
    const { frame, from, to } = at;
    if (to - from > LARGEST_ITEM) {
      const words = `The item is ${to - from} bytes; schemas in items over ${LARGEST_ITEM} bytes are not checked.`;
      return { ok: true, value: { state: 'not-checked', complaints: [], more: 0, words } };
    }
    const key = `${session}/${frame} ${from}-${to}`;
    if (this.#last?.key !== key) {
      const text = await this.#read(session, frame, from, to);
      if (!text.ok) return text;
      this.#last = { key, text: text.value };
    }
    return { ok: true, value: await this.#validator.check(key, this.#last.text, pointer, value) };
  }

  async #read(session: string, frame: number, from: number, to: number): Promise<Outcome<string>> {
    const parts: Uint8Array[] = [];
    for (let start = from; start < to; start += READ_STEP) {
      const read = await this.#journal.bytes(
        session,
        frame,
        'payload',
        start,
        Math.min(to, start + READ_STEP),
      );
      if (!read.ok) return read;
      if (read.value.bytes.length === 0) break;
      parts.push(Uint8Array.from(read.value.bytes));
    }
    return { ok: true, value: new TextDecoder().decode(Buffer.concat(parts)) };
  }
}
