import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noJson, oddTexts } from '../../test/json/odd-texts.ts';
import type { Draft } from '../../protocol/craft.ts';
import { DraftStore } from './draft-store.ts';

/** Any code units, lone surrogates among them. */
const anyText = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));

let dataDir: string;
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'drafts-'))));
afterEach(() => rmSync(dataDir, { recursive: true }));

const draft = (id: string, over: Partial<Draft> = {}): Draft => ({
  id,
  target: 'echo',
  text: '{}',
  how: { rpcId: 'next', meta: 'fill' },
  sends: [],
  ...over,
});
const file = (): string => join(dataDir, 'drafts.json');
const idsOf = (store: DraftStore): string[] => {
  const all = store.all();
  if (!all.ok) throw new Error(all.problem.message);
  return all.value.drafts.map(({ id }) => id);
};

describe('drafts', () => {
  it('are there after a new start, in their order, readable by nobody else', async () => {
    const store = new DraftStore(dataDir);
    expect(store.all()).toEqual({ ok: true, value: { drafts: [] } });
    const about = { section: 'tools', name: '__proto__', nth: 0 } as const;
    await Promise.all([
      store.put(draft('b')),
      store.put(draft('a', { about })),
      store.put(draft('__proto__')),
    ]);
    expect(await store.put(draft('b', { text: 'changed' }))).toMatchObject({ ok: true });
    expect(new DraftStore(dataDir).all()).toEqual({
      ok: true,
      value: { drafts: [draft('b', { text: 'changed' }), draft('a', { about }), draft('__proto__')] },
    });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['drafts.json']);
  });

  it('come back as they were put in, whatever they hold', async () => {
    const texts = [...oddTexts, ...noJson].map(({ text }) => text);
    const odd = ['\ud800', 'a\u0000b', '\udfff😀\ud83d', '\u2028', '\ufeff', ...texts];
    for (let from = 0; from < odd.length; from += 150) {
      const store = new DraftStore(dataDir);
      const some = odd.slice(from, from + 150).map((text, at) => draft(`d${at}`, { text }));
      await Promise.all(some.map((one) => store.put(one)));
      const read = new DraftStore(dataDir).all();
      expect(read.ok && read.value.drafts.slice(0, some.length)).toEqual(some);
    }
  });

  it('come back as they were put in, whatever anybody types', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { maxLength: 5 }), async (texts) => {
        const store = new DraftStore(dataDir);
        const some = ['0', '1', '2', '3', '4'].map((id, at) =>
          draft(id, { text: texts[at] ?? '', target: texts[0] ?? '' }),
        );
        await Promise.all(some.map((one) => store.put(one)));
        expect(new DraftStore(dataDir).all()).toEqual({ ok: true, value: { drafts: some } });
      }),
      { numRuns: 20 },
    );
  });

  it('go when they are removed, and with their target', async () => {
    const store = new DraftStore(dataDir);
    await Promise.all([
      store.put(draft('a')),
      store.put(draft('b', { target: 'other' })),
      store.put(draft('c')),
    ]);
    expect(await store.remove('a')).toBeUndefined();
    expect(await store.remove('a')).toMatchObject({ code: 'no-such-draft' });
    expect(idsOf(new DraftStore(dataDir))).toEqual(['b', 'c']);
    expect(await store.forget('echo')).toBeUndefined();
    expect(await store.forget('nobody')).toBeUndefined();
    expect(idsOf(new DraftStore(dataDir))).toEqual(['b']);
  });

  it('remember their last 100 sends', async () => {
    const sends = Array.from({ length: 130 }, (_, request) => ({ session: 's', request }));
    const kept = await new DraftStore(dataDir).put(draft('a', { sends }));
    expect(kept.ok && kept.value.sends).toEqual(sends.slice(30));
  });
});

describe('bounds', () => {
  it('200 drafts are kept, and those may still be changed', async () => {
    const store = new DraftStore(dataDir);
    await Promise.all(Array.from({ length: 200 }, (_, k) => store.put(draft(`d${k}`))));
    expect(await store.put(draft('more'))).toMatchObject({ ok: false, problem: { code: 'too-many-drafts' } });
    expect(await store.put(draft('d7', { text: 'new' }))).toMatchObject({ ok: true });
    expect(idsOf(new DraftStore(dataDir))).toHaveLength(200);
  });

  it('8 MiB of one are kept, counted as UTF-8, and no more; what was kept before stays', async () => {
    const store = new DraftStore(dataDir);
    const most = 8 * 1024 * 1024;
    expect(await store.put(draft('a', { text: 'x'.repeat(most - 1000) }))).toMatchObject({ ok: true });
    for (const text of ['x'.repeat(most), 'é'.repeat(most / 2)])
      expect(await store.put(draft('a', { text }))).toMatchObject({
        ok: false,
        problem: { code: 'draft-too-large' },
      });
    const name = 'n'.repeat(most);
    expect(await store.put(draft('b', { about: { section: 'tools', name, nth: 0 } }))).toMatchObject({
      problem: { code: 'draft-too-large' },
    });
    const all = new DraftStore(dataDir).all();
    expect(all.ok && all.value.drafts.map(({ text }) => text.length)).toEqual([most - 1000]);
  });

  it('the file stays within what can be read again', async () => {
    const store = new DraftStore(dataDir);
    // Six bytes each in the file.
    const text = '\u0001'.repeat(7 * 1024 * 1024);
    const put = await Promise.all(['a', 'b', 'c', 'd'].map((id) => store.put(draft(id, { text }))));
    expect(put.map(({ ok }) => ok)).toEqual([true, true, true, false]);
    expect(put[3]).toMatchObject({ problem: { code: 'drafts-too-large' } });
    expect(idsOf(new DraftStore(dataDir))).toEqual(['a', 'b', 'c']);
  });
});

describe('a file that is not ours to write', () => {
  const NEWER = '{"version":2,"drafts":{"in":"another form"}}';
  it.each([
    ['of a newer version', NEWER, 'file-newer'],
    ['that is no JSON', '{"version":1,', 'file-broken'],
    ['of another shape', '{"version":1,"drafts":[{"id":1}]}', 'file-broken'],
    ['that is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'file-broken'],
    ['without a version', '[]', 'file-broken'],
  ])('%s is refused in words and stays as it is', async (_, content, code) => {
    writeFileSync(file(), content, { mode: 0o600 });
    const store = new DraftStore(dataDir);
    expect(store.all()).toMatchObject({ ok: false, problem: { code } });
    expect(await store.put(draft('a'))).toMatchObject({ ok: false, problem: { code } });
    expect(await store.remove('a')).toMatchObject({ code });
    expect(await store.forget('echo')).toMatchObject({ code });
    expect(readFileSync(file())).toEqual(Buffer.from(content));
  });

  it('is looked at again once the person moved it away', async () => {
    writeFileSync(file(), NEWER, { mode: 0o600 });
    const store = new DraftStore(dataDir);
    expect(store.all().ok).toBe(false);
    rmSync(file());
    expect(await store.put(draft('a'))).toMatchObject({ ok: true });
  });

  it.skipIf(process.platform === 'win32')('open to others, or a link, is not read', async () => {
    writeFileSync(file(), '{"version":1,"drafts":[]}');
    chmodSync(file(), 0o644);
    expect(new DraftStore(dataDir).all()).toMatchObject({ ok: false, problem: { code: 'file-refused' } });
    rmSync(file());
    writeFileSync(join(dataDir, 'elsewhere'), '{"version":1,"drafts":[]}', { mode: 0o600 });
    symlinkSync(join(dataDir, 'elsewhere'), file());
    expect(new DraftStore(dataDir).all()).toMatchObject({ ok: false, problem: { code: 'file-refused' } });
  });

  it('is told when it cannot be written', async () => {
    const store = new DraftStore(dataDir);
    await store.put(draft('a'));
    const gone = dataDir;
    rmSync(dataDir, { recursive: true });
    expect(await store.put(draft('b'))).toMatchObject({ ok: false, problem: { code: 'not-written' } });
    dataDir = mkdtempSync(join(tmpdir(), 'drafts-'));
    expect(gone).not.toBe(dataDir);
  });
});

it('two bridges on one folder: the last one to write wins, and the file is whole', async () => {
  const [one, two] = [new DraftStore(dataDir), new DraftStore(dataDir)];
  one.all();
  two.all();
  const long = 'y'.repeat(200_000);
  for (let k = 0; k < 10; k++)
    await Promise.all([
      one.put(draft('a', { text: `${k}${long}` })),
      two.put(draft('b', { text: `${k}${long}` })),
    ]);
  const read = new DraftStore(dataDir).all();
  expect(read).toMatchObject({ ok: true });
  expect(read.ok && read.value.drafts).toHaveLength(1);
});
