import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RowAnnotation } from '../../protocol/annotation.ts';
import type { Problem } from '../../protocol/problem.ts';
import { allRows, Recorder, Scratch, seqs } from '../../test/journal/recorder.ts';
import { markedJournal } from '../inspection/marked-rows.ts';
import type { Journal } from '../journal/journal.ts';
import { Annotations } from './annotations.ts';

const scratch = new Scratch();
afterAll(() => scratch.remove());

function open(dir: string) {
  const journal = scratch.open(dir);
  const told: [number, RowAnnotation][] = [];
  const problems: Problem[] = [];
  const annotations = new Annotations({
    sessionsFolder: join(dir, 'sessions'),
    journal,
    now: () => 7,
    changed: (_, seq, annotation) => void told.push([seq, annotation]),
    onProblem: (problem) => void problems.push(problem),
  });
  const inspections = {
    shelf: { severityAt: () => undefined },
    loaded: () => Promise.resolve(),
  } as unknown as Parameters<typeof markedJournal>[1]['inspections'];
  const marked = markedJournal(journal, { inspections, annotations });
  return { journal, told, problems, annotations, marked: { ...journal, ...marked } };
}

function recordSome(journal: Journal): Recorder {
  const session = new Recorder(journal);
  for (let id = 1; id <= 3; id++) {
    session.sent(`{"jsonrpc":"2.0","id":${id},"method":"tools/call","params":{"name":"echo"}}\n`);
    session.received(`{"jsonrpc":"2.0","id":${id},"result":{"content":[]}}\n`);
  }
  session.flush();
  return session;
}

describe('what a person puts on frames', () => {
  it('changes what is given, leaves the rest, and goes away when nothing is left', async () => {
    const { journal, annotations, told } = open(scratch.folder());
    const { id } = recordSome(journal).session;
    const note = '<b>$(x)</b>\n__proto__ \u202e';
    expect(await annotations.change(id, 2, { mark: true, note })).toMatchObject({ ok: true });
    expect(await annotations.change(id, 2, { colour: 'red' })).toEqual({
      ok: true,
      value: { seq: 2, mark: true, colour: 'red', note, at: 7 },
    });
    await annotations.change(id, 2, { note: '', mark: false });
    expect(annotations.notesOf(id)).toEqual([{ seq: 2, colour: 'red', at: 7 }]);
    expect(annotations.page(id, 0, 2)).toMatchObject({
      ok: true,
      value: { annotations: [], total: 1, version: 3 },
    });
    expect(await annotations.remove(id, 2)).toBeUndefined();
    expect(annotations.notesOf(id)).toEqual([]);
    expect(told.at(-1)).toEqual([2, {}]);
  });

  it('says what cannot be annotated', async () => {
    const { journal, annotations } = open(scratch.folder());
    const { id } = recordSome(journal).session;
    const codes = [];
    for (const [session, seq] of [
      ['nowhere', 1],
      [id, 99],
      ['__proto__', 1],
    ] as const) {
      const refused = await annotations.change(session, seq, { mark: true });
      codes.push(refused.ok ? 'done' : refused.problem.code);
    }
    expect(codes).toEqual(['no-such-session', 'no-such-frame', 'no-such-session']);
    expect(annotations.page('nowhere', 0, 9)).toMatchObject({ ok: false });
  });

  it('is there after the next start, and gone with its session', async () => {
    const dir = scratch.folder();
    const first = open(dir);
    const session = recordSome(first.journal);
    await first.annotations.change(session.session.id, 3, { note: 'look at this' });
    await session.end();
    const { id } = session.session;
    await scratch.close(first.journal);
    const again = open(dir);
    expect(again.annotations.notesOf(id)).toEqual([{ seq: 3, note: 'look at this', at: 7 }]);
    expect(await seqs(again.marked, 'note~LOOK')).toEqual([3]);
    expect(await again.journal.deleteSession(id)).toBeUndefined();
    again.annotations.forget(id);
    expect(existsSync(join(dir, 'sessions', id))).toBe(false);
    expect(again.annotations.notesOf(id)).toEqual([]);
  });

  it('leaves a file alone that it did not write', async () => {
    const dir = scratch.folder();
    const { journal, annotations, problems } = open(dir);
    const { id } = recordSome(journal).session;
    const path = join(dir, 'sessions', id, 'annotations.json');
    writeFileSync(path, '{"version":1,"annotations":[{"seq":"1"}]}', { mode: 0o600 });
    expect(await annotations.change(id, 1, { mark: true })).toMatchObject({
      ok: false,
      problem: { code: 'file-broken' },
    });
    expect(readFileSync(path, 'utf8')).toContain('"seq":"1"');
    expect(problems).toHaveLength(1);
  });

  it('has bounds', async () => {
    const { journal, annotations } = open(scratch.folder());
    const session = recordSome(journal);
    const { id } = session.session;
    const many = Array.from({ length: 10_000 }, (_, i) => ({ seq: i + 100, mark: true as const, at: 1 }));
    expect(annotations.restore(id, many)).toBeUndefined();
    expect(await annotations.change(id, 1, { mark: true })).toMatchObject({
      ok: false,
      problem: { code: 'too-many-annotations' },
    });
    const long = Array.from({ length: 900 }, (_, i) => ({ seq: i + 100, note: 'x'.repeat(10_000), at: 1 }));
    expect(annotations.restore(id, long)).toMatchObject({ code: 'too-many-annotations' });
  });
});

describe('asking for what a person put on frames', () => {
  it('finds them, in frames and in exchanges, and follows changes', async () => {
    const { journal, annotations, marked } = open(scratch.folder());
    const { id } = recordSome(journal).session;
    await annotations.change(id, 1, { mark: true });
    await annotations.change(id, 4, { colour: 'blue', note: 'Ärger 100%' });
    await annotations.change(id, 6, { mark: true, note: 'other' });
    const found = async (q: string, mode?: 'exchanges') => seqs(marked, q, mode);
    expect(await found('marked:yes')).toEqual([1, 6]);
    expect(await found('marked:no')).toEqual([2, 3, 4, 5]);
    expect(await found('marked:yes', 'exchanges')).toEqual([1, 5]);
    expect(await found('marked:no', 'exchanges')).toEqual([3]);
    expect(await found('-marked:yes', 'exchanges')).toEqual([3]);
    expect(await found('colour:blue')).toEqual([4]);
    expect(await found('colour:red')).toEqual([]);
    expect(await found('colour:any or marked:yes')).toEqual([1, 4, 6]);
    expect(await found('note~ÄRGER')).toEqual([4]);
    expect(await found('note~"100%"')).toEqual([4]);
    expect(await found('note~10_')).toEqual([]);
    expect(await found('is:annotated kind:result')).toEqual([4, 6]);
    expect(await found('is:annotated text:echo')).toEqual([1]);
    expect(await found('-is:annotated')).toEqual([2, 3, 5]);
    await annotations.change(id, 1, { mark: false });
    await annotations.change(id, 2, { mark: true });
    expect(await found('marked:yes')).toEqual([2, 6]);
    expect(await found('marked:yes', 'exchanges')).toEqual([1, 5]);
    const page = await allRows(marked, 'marked:yes');
    expect(page.rows.map((row) => ('seq' in row ? row.annotation : undefined))).toEqual([
      { mark: true },
      { mark: true, note: 'other' },
    ]);
  });
});
