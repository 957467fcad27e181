import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { MemoryWire } from '../../test/memory-wire.ts';
import { Stdin } from './stdin.ts';
import type { Hold } from './transport.ts';

it('writes what is let go together in one write, each a frame of its own, and nothing else before', async () => {
  const writes: string[] = [];
  const to = new Writable({
    write: (chunk: Buffer, _, done) => {
      writes.push(chunk.toString());
      done();
    },
  });
  const wire = new MemoryWire();
  const stdin = new Stdin({ wire, stream: () => to, gone: () => Promise.resolve(true) });
  let release = (): void => {};
  let ready = 0;
  const released = new Promise<void>((resolve) => (release = resolve));
  const hold: Hold = { released, ready: () => void ready++ };
  const message = (text: string) => ({ message: Buffer.from(text), author: 'craft' as const });
  const held = [];
  for (const text of ['a', 'bb', 'ccc']) held.push(await stdin.send({ ...message(text), hold }));
  const plain = stdin.send(message('later'));
  expect([ready, writes]).toEqual([3, []]);
  release();
  expect(await Promise.all(held.map(({ done }) => done))).toEqual(held.map(() => ({ kind: 'written' })));
  await (
    await plain
  ).done;
  expect(writes).toEqual(['a\nbb\nccc\n', 'later\n']);
  expect(wire.frames.map(({ raw }) => raw.toString())).toEqual(['a\n', 'bb\n', 'ccc\n', 'later\n']);
});

it('writes what is sent in one turn in one write, after all of it was recorded, and answers for each', async () => {
  const wire = new MemoryWire();
  const writes: { text: string; recorded: number }[] = [];
  const to = new Writable({
    write: (chunk: Buffer, _, done) => {
      writes.push({ text: chunk.toString(), recorded: wire.frames.length });
      done();
    },
  });
  const stdin = new Stdin({ wire, stream: () => to, gone: () => Promise.resolve(true) });
  const send = (text: string) => stdin.send({ message: Buffer.from(text), author: 'fuzz' });
  const heard = Promise.all(['a', 'bb', 'ccc'].map((text) => send(text)));
  expect([writes, wire.frames.length]).toEqual([[], 3]);
  const sent = await heard;
  // Whoever hears of a frame finds it announced.
  expect(wire.frames.map(({ raw }) => raw.toString())).toEqual(['a\n', 'bb\n', 'ccc\n']);
  expect(sent.map(({ frame }) => frame)).toEqual([1, 2, 3]);
  expect(await Promise.all(sent.map(({ done }) => done))).toEqual(sent.map(() => ({ kind: 'written' })));
  expect(writes).toEqual([{ text: 'a\nbb\nccc\n', recorded: 3 }]);
});

it('writes what was sent in this turn before its stream is ended, and what is large at once', async () => {
  const writes: number[] = [];
  const to = new Writable({
    write: (chunk: Buffer, _, done) => {
      writes.push(chunk.length);
      done();
    },
  });
  const stdin = new Stdin({ wire: new MemoryWire(), stream: () => to, gone: () => Promise.resolve(true) });
  const send = (text: string) => stdin.send({ message: Buffer.from(text), author: 'fuzz' });
  const large = send('x'.repeat(100_000));
  expect(writes).toEqual([100_001]);
  const last = send('last');
  stdin.letGo();
  to.end();
  expect(writes).toEqual([100_001, 5]);
  const sent = await Promise.all([large, last]);
  expect(await Promise.all(sent.map(({ done }) => done))).toEqual([{ kind: 'written' }, { kind: 'written' }]);
});
