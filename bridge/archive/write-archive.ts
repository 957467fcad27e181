import {
  ARCHIVE_FORMAT,
  ARCHIVE_SAYS,
  ARCHIVE_VERSION,
  MOST_IN_LINE,
  type ArchivedSession,
  type ArchivedStretch,
  type ArchiveLine,
} from '../../protocol/archive.ts';
import type { FrameAnnotation } from '../../protocol/annotation.ts';
import type { Triage } from '../../protocol/finding.ts';
import type { FrameHead } from '../../protocol/frame.ts';
import type { Session } from '../../protocol/session.ts';
import type { SessionFindings } from '../inspection/session-findings.ts';
import type { WalkedFrame } from '../journal/segment/whole-session.ts';
import { characterEnd, writeBytes } from './bytes.ts';
import { Chain } from './chain.ts';

/** What becomes of what is written; of an unmasked file, nothing. */
export interface Filler {
  /** The same lines with texts masked; no longer and no shorter. */
  texts<T>(value: T): T;
  /** undefined: it was recorded after everything was looked through, and is not written. */
  frame(session: string, frame: WalkedFrame): Promise<WalkedFrame | undefined>;
}

export interface WriteParts {
  build: string;
  now(): number;
  frames(session: string): AsyncIterable<WalkedFrame>;
  findings(session: string): SessionFindings | undefined;
  triage(fingerprint: string): Triage | undefined;
  notes(session: string): readonly FrameAnnotation[];
}

/** Lines of a session file, in order, never more than one frame's part at a time in memory. */
export async function* archiveLines(
  sessions: readonly Session[],
  parts: WriteParts,
  filler: Filler | undefined,
): AsyncGenerator<Buffer> {
  const chain = new Chain();
  let frames = 0;
  const texts = <T>(value: T): T => filler?.texts(value) ?? value;
  const line = (value: ArchiveLine): Buffer => {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    chain.add(bytes);
    return bytes;
  };
  yield line({
    kind: 'head',
    format: ARCHIVE_FORMAT,
    version: ARCHIVE_VERSION,
    by: parts.build,
    at: parts.now(),
    says: ARCHIVE_SAYS,
    masked: filler !== undefined,
    sessions: sessions.length,
  });
  for (const session of sessions) {
    yield line({ kind: 'session', session: texts(archivedSession(session)) });
    for await (const walked of parts.frames(session.id)) {
      const frame = filler === undefined ? walked : await filler.frame(session.id, walked);
      if (frame === undefined) break;
      for await (const value of frameLines(frame)) yield line(value);
      frames++;
    }
    const found = parts.findings(session.id);
    if (found !== undefined) yield line({ kind: 'rules', pack: found.pack, upTo: found.upTo });
    let nth = 0;
    for (const { finding: known, count } of found?.problems.values() ?? []) {
      const triage = parts.triage(known.fingerprint);
      // A fingerprint is made of the text that was matched: of a secret it would be a hash.
      const names = filler === undefined ? {} : { id: `masked-${++nth}`, fingerprint: `masked-${nth}` };
      const finding = { ...known, ...names };
      yield line(texts({ kind: 'finding', finding, count, ...(triage === undefined ? {} : { triage }) }));
    }
    for (const note of parts.notes(session.id)) yield line(texts({ kind: 'note', ...note }));
  }
  yield line({ kind: 'end', lines: chain.lines, frames, chain: chain.end });
}

async function* frameLines(frame: WalkedFrame): AsyncGenerator<ArchiveLine> {
  const { seq, head, payload, rawBytes } = frame;
  const stored = payload.kind === 'stored' ? payload.bytes : 0;
  const isSmall = rawBytes + stored <= MOST_IN_LINE;
  const stretch = async (part: 'raw' | 'payload', bytes: number): Promise<ArchivedStretch> =>
    isSmall ? writeBytes(await frame.read(part, 0, bytes)) : { parts: bytes };
  yield {
    kind: 'frame',
    seq,
    head: plainHead(head),
    payload,
    raw: await stretch('raw', rawBytes),
    ...(payload.kind === 'stored' ? { stored: await stretch('payload', stored) } : {}),
  };
  if (isSmall) return;
  for (const [of, part, bytes] of [
    ['raw', 'raw', rawBytes],
    ['stored', 'payload', stored],
  ] as const) {
    for (let at = 0; at < bytes;) {
      // A few bytes more than are written, to see whether a character would be cut in two.
      const held = await frame.read(part, at, at + MOST_IN_LINE + 4);
      const end = held.length <= MOST_IN_LINE ? held.length : characterEnd(held, MOST_IN_LINE);
      yield { kind: 'part', of, bytes: writeBytes(held.subarray(0, end)) };
      at += end;
    }
  }
}

/** Without what only means something where it was recorded. */
function plainHead({ run: _run, case: _case, ...head }: FrameHead): FrameHead {
  return head;
}

function archivedSession(session: Session): ArchivedSession {
  const { target, targetName, name, transport, reachedBy, era, revision, server, profile, principal } =
    session;
  const { provenance, capabilities, offers, startedAt, endedAt, inventory, deviations, stages, state } =
    session;
  const known = { name, era, revision, server, provenance, capabilities, offers, endedAt, inventory };
  const said = Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
  return {
    ...{ target, targetName, transport, reachedBy, profile, principal, startedAt, deviations, stages, state },
    ...(said as Partial<typeof known> as object),
  };
}
