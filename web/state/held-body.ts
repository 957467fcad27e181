import type { BodyMode, BodyProgress, Held } from '../body/body.ts';
import { BodyDocument } from '../body/document.ts';
import { bytesOfText, readHeld } from '../body/held.ts';
import type { Bodies } from '../connection/bodies.ts';
import { BodyView } from './body-view.svelte.ts';

/** Laid out where it is, at once; longer ones in the worker. */
const LAID_OUT_HERE = 16 * 1024;

/** What is here already as rows of a viewer: decoded text, JSON inside JSON, a decoded blob. */
export function viewHeld(bodies: Bodies, held: Held, mode: BodyMode): BodyView {
  const request = { session: '', seq: 0, part: 'payload' as const, mode, total: held.length };
  const isShort = held.length <= LAID_OUT_HERE;
  return new BodyView(isShort ? layingOut(held) : handingOver(bodies, held), request);
}

function handingOver(bodies: Bodies, held: Held): Pick<Bodies, 'open'> {
  return { open: (request, listener) => bodies.open(request, listener, held) };
}

function layingOut(held: Held): Pick<Bodies, 'open'> {
  const bytes = typeof held === 'string' ? bytesOfText(held) : held;
  return {
    open({ mode, columns }, listener) {
      const document = new BodyDocument(readHeld(bytes), mode, columns, bytes.length);
      let isOpen = true;
      let wanted: number | undefined;
      const find = async (byte: number): Promise<void> => {
        const row = await document.find(byte);
        if (row === undefined) wanted = byte;
        else if (isOpen) listener.found(byte, row);
      };
      const hand = async (from: number, to: number): Promise<void> => {
        const rows = await document.rows(from, to);
        if (isOpen) listener.rows(from, rows);
      };
      const report = (progress: BodyProgress): void => {
        if (!isOpen) return;
        listener.progress(progress);
        const byte = wanted;
        if (byte === undefined || (!progress.done && byte >= progress.read)) return;
        wanted = undefined;
        void find(byte);
      };
      // Not before the caller has hold of what it opened.
      queueMicrotask(() => void document.index(report));
      return {
        rows: (from, to) => void hand(from, to),
        find: (byte) => void find(byte),
        mark: (hits) => document.mark(hits),
        close() {
          isOpen = false;
          document.close();
        },
      };
    },
  };
}
