import type { CallState, SendText, SentText } from '../protocol/craft.ts';
import type { FrameSummary } from '../protocol/frame.ts';
import type { Outcome } from '../protocol/problem.ts';
import { dripTime } from '../protocol/raw/limits.ts';
import type { AskUsualForm, UsualForm } from '../protocol/raw/usual-form.ts';
import type { Core } from './core.ts';

/** What came from the server after a message was sent. */
export interface CameBack {
  row: FrameSummary;
  /** Its raw bytes read as UTF-8, known secrets masked. */
  text: string;
  /** There is more of it in the recording. */
  isCut: boolean;
}

export interface RawExchange {
  sent: SentText;
  /** How the call ended; absent: it did not within the time, or nobody had to answer. */
  state?: CallState;
  came: CameBack[];
}

/** Sending exactly, and seeing whatever comes. */
export interface RawSends {
  usualForm(asked: AskUsualForm): Promise<Outcome<UsualForm>>;
  /** Waits until it is answered; where nobody has to answer, until something came and no more; never longer than `limit` ms after it was written. */
  exchange(text: SendText, limit: number): Promise<Outcome<RawExchange>>;
}

/** ms without anything new after which a server that owes no answer has said what it wanted to. */
const QUIET = 300;
const MOST_SHOWN = 1024 * 1024;

export function rawSends({ journal, sessions, races, feed, masking }: Core, id: string): RawSends {
  const read = async (row: FrameSummary): Promise<CameBack> => {
    const bytes = await journal.bytes(id, row.seq, 'raw', 0, Math.min(row.bytes, MOST_SHOWN));
    const text = bytes.ok ? new TextDecoder().decode(Uint8Array.from(bytes.value.bytes)) : '';
    return { row, text: masking.text(text), isCut: row.bytes > MOST_SHOWN };
  };
  return {
    usualForm: (asked) => races.usualForm(id, asked),
    async exchange(text, limit) {
      const rows: FrameSummary[] = [];
      const states = new Map<number, CallState>();
      let look: () => void = () => {};
      const stop = feed.subscribe({
        frames(announced) {
          rows.push(...announced.filter(({ session, toward }) => session === id && toward === 'client'));
          look();
        },
        change(change) {
          if (change.kind !== 'call' || change.call.session !== id || change.call.state !== 'done') return;
          states.set(change.call.request, change.call);
          look();
        },
      });
      try {
        const sent = await sessions.send(id, text);
        if (!sent.ok) return sent;
        const { request, rpcId } = sent.value;
        const after = (): FrameSummary[] => rows.filter(({ seq }) => seq > request);
        await new Promise<void>((resolve) => {
          let quiet: NodeJS.Timeout | undefined;
          const done = (): void => {
            clearTimeout(quiet);
            clearTimeout(late);
            resolve();
          };
          const late = setTimeout(done, limit + dripTime(text.wire));
          look = () => {
            if (states.has(request)) setImmediate(done);
            else if (rpcId === undefined && after().some(({ channel }) => channel !== 'stderr')) {
              clearTimeout(quiet);
              quiet = setTimeout(done, QUIET);
            }
          };
          look();
        });
        const state = states.get(request);
        const came = await Promise.all(after().map(read));
        return { ok: true, value: { sent: sent.value, came, ...(state === undefined ? {} : { state }) } };
      } finally {
        stop();
      }
    },
  };
}
