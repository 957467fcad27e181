import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { quote } from '../../../protocol/query/index.ts';
import { allRows, Recorder, Scratch, seqs } from '../../../test/journal/recorder.ts';
import { fold } from '../text/fold.ts';
import { JsonText } from '../text/json-text.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());
const SEED = { seed: 20261121 };

const strings = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom('a', 'A', 'b', 'ß', 'Σ', 'ς', '"', '\\', '\0', '\ud800', '😀', 'İ', ' ', '%', '_'),
    maxLength: 12,
  }),
);

describe('text search', { timeout: 60_000 }, () => {
  it('finds exactly the frames whose decoded text holds the needle, indexed or not', async () => {
    const journal = scratch.open(scratch.folder());
    const texts: string[] = [];
    const a = new Recorder(journal);
    for (const value of fc.sample(fc.array(strings, { maxLength: 4 }), { numRuns: 150, ...SEED })) {
      const line = JSON.stringify({ jsonrpc: '2.0', method: 'n', params: { value } });
      a.received(line);
      texts.push(fold(new JsonText().read(line)));
    }
    a.flush();
    const pieces = fc.sample(fc.tuple(fc.nat(149), fc.nat(), fc.integer({ min: 1, max: 8 })), {
      numRuns: 60,
      ...SEED,
    });
    const needles = [
      ...pieces.map(([i, at, length]) =>
        Array.from(texts[i]!)
          .slice(at % texts[i]!.length)
          .slice(0, length)
          .join(''),
      ),
      ...fc.sample(strings, { numRuns: 30, ...SEED }),
    ].filter((needle) => needle !== '' && !needle.includes('\u001f'));
    for (const phase of ['behind', 'indexed']) {
      if (phase === 'indexed') await journal.settled();
      for (const needle of needles) {
        const expected = texts.flatMap((text, i) => (text.includes(fold(needle)) ? [i + 1] : []));
        // Another query each time, so that the answer is not the list found before.
        const query = `text:${quote(needle)} seq<${phase === 'indexed' ? 1e6 : 1e7}`;
        expect([phase, needle, await seqs(journal, query)]).toEqual([phase, needle, expected]);
      }
    }
    await scratch.close(journal);
  });
});

describe('a list that is kept', { timeout: 120_000 }, () => {
  /** Four at a time, in two modes, beside as many new ones: more lists are not kept. */
  const QUERIES = [
    ['is:error', '-is:error', 'is:waiting', 'text:alpha'],
    ['-text:alpha kind:request', 'text:alpha or is:error', 'bytes>100', 'dir:in -kind:result'],
    [
      'tool:b text:be',
      'is:late or is:duplicate',
      '(text:alpha or text:gamma) -tool:a',
      '-is:waiting kind:request',
    ],
  ];
  const steps = fc.array(
    fc.record({
      do: fc.constantFrom('ask', 'answer', 'fail', 'cancel', 'note', 'stderr', 'flush', 'look', 'settle'),
      session: fc.nat(1),
      id: fc.nat(6),
      word: fc.constantFrom('alpha', 'beta', 'gamma', 'ALPHA-BETA'),
    }),
    { minLength: 20, maxLength: 70 },
  );

  it.each(QUERIES)(
    '%s, %s, %s, %s: is what a new search finds, whatever came in meanwhile',
    async (...queries) => {
      const journal = scratch.open(scratch.folder());
      let fresh = 0;
      const look = async (): Promise<void> => {
        for (const mode of ['frames', 'exchanges'] as const) {
          for (const q of queries) {
            const kept = await allRows(journal, q, mode);
            const anew = await allRows(journal, `(${q}) seq<${1e6 + ++fresh}`, mode);
            expect({ q, mode, rows: kept.rows }).toEqual({ q, mode, rows: anew.rows });
          }
        }
      };
      await fc.assert(
        fc.asyncProperty(steps, async (all) => {
          const sessions = [new Recorder(journal, 'a'), new Recorder(journal, 'b')] as const;
          for (const step of all) {
            const to = sessions[step.session]!;
            const { id, word } = step;
            if (step.do === 'ask')
              to.sent(
                `{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"${id % 2 ? 'a' : 'b'}","w":"${word}"}}`,
              );
            else if (step.do === 'answer')
              to.received(`{"jsonrpc":"2.0","id":${id},"result":{"isError":${id === 3},"w":"${word}"}}`);
            else if (step.do === 'fail')
              to.received(`{"jsonrpc":"2.0","id":${id},"error":{"code":-1,"message":"${word}"}}`);
            else if (step.do === 'cancel')
              to.sent(`{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":${id}}}`);
            else if (step.do === 'note')
              to.received(`{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"${word}"}}`);
            else if (step.do === 'stderr') to.received(`${word} on stderr\n`, { channel: 'stderr' });
            else if (step.do === 'flush') to.flush();
            else if (step.do === 'look') await look();
            else await journal.settled();
          }
          for (const one of sessions) one.flush();
          await look();
          await sessions[0].end();
          await look();
          if (fresh % 3 === 0) await journal.deleteSession(sessions[0].session.id);
          await sessions[1].end();
          await look();
        }),
        { numRuns: 4, ...SEED, endOnFailure: true },
      );
      await scratch.close(journal);
    },
  );
});
