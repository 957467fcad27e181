import { expect, test } from 'vitest';
import type { Session } from '../../protocol/session.ts';
import type { App } from './app.svelte.ts';
import { sendAgain } from './replay-actions.ts';

function page(imported: object | undefined, masked: object[]) {
  const told: string[] = [];
  let offered: (() => void) | undefined;
  const app = {
    sessions: { get: () => ({ id: 'recorded', imported }) },
    bridge: { api: { frame: () => Promise.resolve({ ok: true, value: { head: { masked } } }) } },
    toast: {
      warn(text: string, offer: { run(): void }) {
        told.push(text);
        offered = offer.run;
      },
    },
    repeater: {
      replays: {
        send(_: unknown, { mode }: { mode: string }) {
          told.push(`sent ${mode}`);
          return Promise.resolve(undefined);
        },
      },
    },
  } as unknown as App;
  const send = () => sendAgain(app, { session: 'recorded', seq: 7 }, { id: 'live' } as Session, 'same-bytes');
  return { told, send, agree: () => offered?.() };
}

const SECRET = { part: 'payload', from: 3, to: 9, kind: 'token' };

test('a frame with filler in it goes out only when that was said and agreed to', async () => {
  const { told, send, agree } = page({ at: 1 }, [SECRET]);
  await send();
  expect(told).toEqual([expect.stringContaining('Nothing was sent: in this frame filler stands')]);
  agree();
  expect(told.slice(1)).toEqual(['sent same-bytes']);
});

test.each([
  ['of a session file without secrets', { at: 1 }, []],
  ['that was recorded here', undefined, [SECRET]],
])('a frame %s goes out at once', async (_, imported, masked) => {
  const { told, send } = page(imported, masked);
  await send();
  expect(told).toEqual(['sent same-bytes']);
});
