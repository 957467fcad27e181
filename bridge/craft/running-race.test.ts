import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { FrameSummary } from '../../protocol/frame.ts';
import type { Race } from '../../protocol/race.ts';
import type { CraftEnd } from '../session/craft-sends.ts';
import { RunningRace } from './running-race.ts';

const OWN = 'msi-00000000000000aa';
const OTHER = 'msi-00000000000000bb';
const answer = { seq: 9, mono: 5 } as FrameSummary;

/** Two copies, of which the first is answered like this. */
async function raced(end: CraftEnd, bytes: Uint8Array[] = []): Promise<Race> {
  const race = new RunningRace({
    id: 'r',
    session: 's',
    now: () => 0,
    bytes: () => Promise.resolve({ ok: true, value: bytes }),
    onBug: (bug) => {
      throw bug;
    },
  });
  const sent = (request: number) => Promise.resolve({ ok: true as const, value: { request, notes: [] } });
  race.started(0, OWN, { sent: sent(1), end: Promise.resolve(end) }, []);
  race.started(0, OTHER, { sent: sent(2), end: Promise.resolve({}) }, []);
  await race.settledSends();
  await new Promise((resolve) => setImmediate(resolve));
  return race.state();
}

it('finds canaries in a response without an id as it was unpacked, not only as it came', async () => {
  const state = { session: 's', request: 1, state: 'done', outcome: 'http', answer } as const;
  const page = Buffer.from(`<p>${OTHER}</p>`);
  const race = await raced({ state }, [gzipSync(page), page]);
  expect(race.racers.map((racer) => [racer.state, racer.canariesSeen])).toEqual([
    ['done', [2]],
    ['sent', []],
  ]);
  expect(race.crossTalk).toMatchObject([{ answerOf: 1, canaryOf: 2, frame: 9 }]);
  expect((await raced({ state }, [gzipSync(page)])).crossTalk).toEqual([]);
});

it('finds canaries in the headers of an answer', async () => {
  const http = { startLine: 'HTTP/1.1 200 OK', headers: [['X-Word', OTHER]], bodyAt: 0 };
  const frame = {
    summary: answer,
    head: { http },
    message: () => Promise.resolve(Buffer.from(`{"id":1,"result":"${OWN}"}`)),
  } as unknown as NonNullable<CraftEnd['frame']>;
  const state = { session: 's', request: 1, state: 'done', outcome: 'result' } as const;
  const race = await raced({ state, frame });
  expect(race.racers[0]!.canariesSeen).toEqual([2, 1]);
  expect(race.crossTalk).toMatchObject([{ answerOf: 1, canaryOf: 2 }]);
});
