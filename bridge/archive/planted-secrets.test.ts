import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { plantSecrets, type Planted } from '../../test/archive/planted.ts';
import { many, openWorld, type World } from '../../test/archive/world.ts';
import type { ArchiveLine, ArchiveScan } from '../../protocol/archive.ts';
import { MADE_UP_FINDING } from '../../test/archive/finding.ts';
import { SessionFindings } from '../inspection/session-findings.ts';
import type { WalkedFrame } from '../journal/segment/whole-session.ts';

afterAll(() => many.remove());

let here: World;
let there: World;
let planted: Planted;
let lines: ArchiveLine[];
let inflated: Buffer;
let scan: ArchiveScan;
let ids: [string, string];

beforeAll(async () => {
  const said = { value: '' };
  here = openWorld({
    secrets: () => planted.known,
    notes: { notesOf: () => notes, restore: () => undefined },
    findings: () => {
      const findings = new SessionFindings(0);
      findings.add(
        {
          ...MADE_UP_FINDING,
          says: `It says ${said.value}.`,
          evidence: [{ ...MADE_UP_FINDING.evidence[0]!, shown: said.value }],
        },
        1,
      );
      return Promise.resolve(findings);
    },
  });
  const made = await plantSecrets(here.journal);
  planted = made.planted;
  const { notes } = made;
  said.value = planted.tell('finding');
  const { id } = made.session;
  const looked = await here.archives.scan([id]);
  if (!looked.ok) throw new Error(looked.problem.message);
  scan = looked.value;
  const file = await here.archives.write([id], { isMasked: true });
  if (!file.ok) throw new Error(file.problem.message);
  const chunks: Uint8Array[] = [];
  for await (const chunk of file.value.bytes) chunks.push(chunk);
  inflated = gunzipSync(Buffer.concat(chunks));
  lines = inflated
    .toString()
    .trimEnd()
    .split('\n')
    .map((text) => JSON.parse(text) as ArchiveLine);
  there = openWorld();
  const read = await there.archives.importStream(Readable.from([Buffer.concat(chunks)]));
  if (!read.ok) throw new Error(read.problem.message);
  ids = [id, read.value.sessions[0]!.id];
  await there.journal.settled();
});

/** Ways a person with grep would look for it, and one with a decoder. */
function spelled(value: string): string[] {
  const json = JSON.stringify(value).slice(1, -1);
  const shifts = ['', 'a', 'ab'].flatMap((before) => {
    const all = Buffer.from(before + value)
      .toString('base64')
      .replace(/=+$/, '');
    const own = all.slice(
      Math.ceil((before.length * 8) / 6),
      Math.floor(((before.length + Buffer.byteLength(value)) * 8) / 6),
    );
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
  const hex = Buffer.from(value).toString('hex');
  return [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(value),
    hex,
    hex.toUpperCase(),
    ...shifts,
  ];
}

function where(bytes: Buffer, value: string): string[] {
  return spelled(value).filter((spelling) => bytes.includes(spelling));
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

/** What the file says in frames, its base64 read back: nothing hides behind our own writing of it. */
function decoded(): Buffer {
  const pieces = lines.flatMap((line) => {
    const held = line.kind === 'frame' ? [line.raw, line.stored] : line.kind === 'part' ? [line.bytes] : [];
    return held.flatMap((one) =>
      one !== undefined && 'base64' in one
        ? [Buffer.from(one.base64, 'base64')]
        : one !== undefined && 'text' in one
          ? [Buffer.from(one.text)]
          : [],
    );
  });
  return Buffer.concat(pieces);
}

async function walked(
  world: World,
  id: string,
): Promise<(Omit<WalkedFrame, 'read'> & { raw: Buffer; stored: Buffer })[]> {
  const frames = [];
  for await (const { read, ...frame } of world.journal.frames(id))
    frames.push({
      ...frame,
      raw: Buffer.from(await read('raw', 0, Infinity)),
      stored: Buffer.from(await read('payload', 0, Infinity)),
    });
  return frames;
}

describe('a masked file', () => {
  test('holds none of what was planted, in no spelling', () => {
    expect(planted.values.size).toBeGreaterThanOrEqual(50);
    const all = decoded();
    const left = [...planted.values].flatMap(([place, value]) =>
      [...where(inflated, value), ...where(all, value)].map((spelling) => `${place}: ${spelling}`),
    );
    expect(left).toEqual([]);
  });

  test('leaves none of it in the data directory that reads it', () => {
    const left = filesBelow(there.dir).flatMap((path) => {
      const bytes = readFileSync(path);
      return [...planted.values].flatMap(([place, value]) =>
        where(bytes, value).map((spelling) => `${path} ${place}: ${spelling}`),
      );
    });
    expect(left).toEqual([]);
  });

  test('has the same frames: numbers, lengths, places, kinds, and every other byte', async () => {
    const [before, after] = [await walked(here, ids[0]), await walked(there, ids[1])];
    expect(after.map(({ seq }) => seq)).toEqual(before.map(({ seq }) => seq));
    let masked = 0;
    for (const [i, frame] of after.entries()) {
      const was = before[i]!;
      expect(frame.payload).toEqual(was.payload);
      for (const [part, is, had] of [
        ['raw', frame.raw, was.raw],
        ['payload', frame.stored, was.stored],
      ] as const) {
        expect(is.length).toBe(had.length);
        const ranges = (frame.head.masked ?? []).filter((range) => range.part === part);
        const copy = Buffer.from(had);
        for (const { from, to } of ranges) is.copy(copy, from, from, to);
        expect(copy.equals(is), `frame ${frame.seq}, ${part}`).toBe(true);
        for (const { from, to } of ranges) expect(is.toString('latin1', from, to)).toMatch(/^(?:\*+|1+)$/);
      }
      masked += frame.head.masked?.length ?? 0;
    }
    expect(masked).toBeGreaterThan(40);
    const kinds = async (world: World): Promise<string[]> => {
      const page = await world.journal.rows({ q: '', mode: 'frames', from: 0, limit: 500 });
      return page.ok ? page.value.rows.map((row) => ('kind' in row ? row.kind : '')) : [];
    };
    await here.journal.settled();
    expect(await kinds(there)).toEqual(await kinds(here));
  });

  test('says what was masked: how much, and of which kinds', () => {
    const session = there.journal.session(ids[1]);
    expect(session?.imported?.masked).toBe(scan.stretches);
    expect(scan.kinds.length).toBeGreaterThan(5);
    expect(scan.kinds.reduce((sum, { count }) => sum + count, 0)).toBe(scan.stretches);
  });

  test('leaves what is no secret', () => {
    for (const words of ['starting with', 'connecting with', '"jsonrpc"', 'tools/call', 'file:///a', 'noise'])
      expect(inflated.includes(words) || decoded().includes(words), words).toBe(true);
    const page = lines.filter((line) => line.kind === 'finding');
    expect(page).toHaveLength(1);
    expect(JSON.stringify(page)).not.toContain(MADE_UP_FINDING.fingerprint);
  });
});
