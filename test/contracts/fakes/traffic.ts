import { Readable } from 'node:stream';
import type { ApiContext } from '../../../bridge/api/context.ts';

type Note = (...call: unknown[]) => void;

/** What belongs to Traffic besides its rows, as routes see it. */
export function trafficFakes(note: Note): Pick<ApiContext, 'annotations' | 'copies' | 'har'> {
  return {
    har: {
      write: (session) => {
        note('har.write', session);
        const bytes = Readable.from([Buffer.from('{}')]) as AsyncIterable<Uint8Array>;
        return { ok: true, value: { name: 'session-1.har', bytes } };
      },
    },
    copies: {
      copy: (session, seq, as) => {
        note('copies.copy', session, seq, as);
        return Promise.resolve({ ok: true, value: { text: 'curl', variables: [], notes: [] } });
      },
    },
    annotations: {
      page: (session, from, to) => {
        note('annotations.page', session, from, to);
        return { ok: true, value: { annotations: [], total: 0, version: 0 } };
      },
      change: (session, seq, change) => {
        note('annotations.change', session, seq, change);
        return Promise.resolve({ ok: true, value: { seq, at: 1, mark: true } });
      },
      remove: (session, seq) => {
        note('annotations.remove', session, seq);
        return Promise.resolve(undefined);
      },
    },
  };
}
