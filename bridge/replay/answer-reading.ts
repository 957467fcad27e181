import { setImmediate } from 'node:timers/promises';
import { type Laid, layBeside, saidIn } from '../../protocol/replay/laid-beside.ts';
import type { Comparer } from '../comparing/comparer.ts';
import { type Judged, type JudgedPair, judge, notCompared } from './judging.ts';

/** Bytes of what is read at once where it is asked for: a few ms. What is longer is read in the thread that compares. */
const SMALL = 32 * 1024;
/** ms of reading here before whoever else waits for the bridge has a turn. */
const STEP_MS = 15;
/** Longer answers are compared by whoever wants to. */
const LARGEST = 16 * 1024 * 1024;

/** Reads messages and answers for a replay without holding up the bridge. What could not be read tells nothing. */
export class AnswerReading {
  #comparer: Pick<Comparer, 'ask'>;
  #until = 0;

  constructor(comparer: Pick<Comparer, 'ask'>) {
    this.#comparer = comparer;
  }

  /** Everything a message says. */
  async said(message: Uint8Array): Promise<string[]> {
    if (message.length <= SMALL) return this.#here(() => saidIn(new TextDecoder().decode(message)));
    const said = await this.#comparer.ask('said', message);
    return said.ok ? said.value : [];
  }

  /** A recorded answer and the one that came now; undefined: none came. */
  async laid(recorded: Uint8Array, now: Uint8Array | undefined): Promise<Laid> {
    const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
    if (recorded.length + (now?.length ?? 0) <= SMALL)
      return this.#here(() => layBeside(text(recorded), now && text(now)));
    const laid = await this.#comparer.ask('laid', { recorded, now });
    return laid.ok ? laid.value : { given: [], constant: [] };
  }

  async judged(pair: JudgedPair): Promise<Judged> {
    const { recorded, now } = pair;
    if (Math.max(recorded.bytes.length, now.bytes.length) > LARGEST)
      return Buffer.compare(recorded.bytes, now.bytes) === 0
        ? { verdict: 'same' }
        : notCompared('they are too long.');
    if (recorded.bytes.length + now.bytes.length <= SMALL) return this.#here(() => judge(pair));
    const judged = await this.#comparer.ask('judged', pair);
    return judged.ok ? judged.value : notCompared(judged.problem.message);
  }

  async #here<T>(read: () => T): Promise<T> {
    if (performance.now() > this.#until) {
      await setImmediate();
      this.#until = performance.now() + STEP_MS;
    }
    return read();
  }
}
