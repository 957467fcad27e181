import type { BodyMode, BodyProgress } from '../body/body.ts';
import { BodyDocument } from '../body/document.ts';
import { readHeld } from '../body/held.ts';
import type { Bodies } from '../connection/bodies.ts';
import { BodyView } from './body-view.svelte.ts';

/** Bytes that are here already as rows of a viewer: decoded text, JSON inside JSON, a decoded blob. */
export function viewHeld(bytes: Uint8Array, mode: BodyMode): BodyView {
  const request = { session: '', seq: 0, part: 'payload' as const, mode, total: bytes.length };
  return new BodyView(holding(bytes), request);
}

function holding(bytes: Uint8Array): Pick<Bodies, 'open'> {
  return {
    open({ mode, columns, total }, listener) {
      const document = new BodyDocument(readHeld(bytes), mode, columns, total);
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
        close() {
          isOpen = false;
          document.close();
        },
      };
    },
  };
}
