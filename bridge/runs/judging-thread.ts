import { join } from 'node:path';
import { diffSnapshots, DriftJudge } from '../../inspect/drift/index.ts';
import { compilePack, Inspection, RULES, type FrameBytes, type Pack } from '../../inspect/index.ts';
import type { ResultFinding } from '../../probe/index.ts';
import type { Finding } from '../../protocol/finding.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import { sha256 } from '../history/hash.ts';
import type { Offered } from '../history/messages.ts';
import { SnapshotReader } from '../history/snapshot-reader.ts';
import { FrameSource } from '../inspection/frame-source.ts';
import { harmlessCalls } from './harmless-calls.ts';
import { KeptItems } from './kept-items.ts';
import type { FromJudging, JudgingCalls, ToJudging } from './messages.ts';

const MOST_FOUND = 50;
const LONGEST_WORDS = 200;
/** Sessions whose place in the file is remembered. */
const MOST_SOURCES = 16;
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** Reads and compares what the connections of a run were offered and answered; runs in a thread of its own. */
export class JudgingThread {
  #folder: string;
  #reader: SnapshotReader;
  #kept = new KeptItems();
  #sources = new Map<string, { source: FrameSource; at: number }>();
  #pack: Pack | undefined;
  #judge: DriftJudge | undefined;

  constructor(sessionsFolder: string) {
    this.#folder = sessionsFolder;
    this.#reader = new SnapshotReader(sessionsFolder);
  }

  /** Throws bugs, and errors of the file system. */
  answer(question: ToJudging): FromJudging['answer'] {
    switch (question.name) {
      case 'read':
        return { ok: true, value: this.#read(question.asked) };
      case 'harmless': {
        const tools = question.asked.tools.map((item) => this.#kept.whole(item) ?? item);
        return { ok: true, value: harmlessCalls(tools) };
      }
      case 'diff':
        return this.#diff(question.asked);
      case 'found':
        return { ok: true, value: this.#found(question.asked) };
    }
  }

  #read({ session, at, source, places, unread }: Offered): Snapshot {
    const read = this.#reader.read(session, places, (hash) => this.#kept.has(hash));
    const lost = [...read.unread].map((section) => ({ section, words: 'its bytes could not be read back' }));
    const items = read.items.map((item) => this.#kept.light(item));
    return { source, at, session, items, unread: [...unread, ...lost] };
  }

  #diff({ before, after }: JudgingCalls['diff'][0]): Outcome<JudgingCalls['diff'][1]> {
    const [was, is] = [this.#kept.wholeSnapshot(before), this.#kept.wholeSnapshot(after)];
    if (was === undefined || is === undefined) return { ok: false, problem: FORGOTTEN };
    this.#judge ??= new DriftJudge({ pack: this.#rules, hash: sha256 });
    return { ok: true, value: diffSnapshots(was, is, this.#judge) };
  }

  #found({ session, target, request, answer }: JudgingCalls['found'][0]): ResultFinding[] {
    const frames = this.#frames(session, [request, answer]);
    const inspection = new Inspection({ pack: this.#rules, session, target, hash: sha256 });
    const found = frames.flatMap((frame) => inspection.take(frame).findings);
    const answered = frames.find(({ seq }) => seq === answer);
    return [...found, ...inspection.end().findings]
      .filter(({ evidence }) => evidence[0]?.frame === answer)
      .slice(0, MOST_FOUND)
      .map((finding) => resultFinding(finding, answered));
  }

  get #rules(): Pack {
    return (this.#pack ??= compilePack(RULES, sha256));
  }

  /** Copies: bytes of a source are valid until the next frame only. */
  #frames(session: string, wanted: readonly number[]): FrameBytes[] {
    const [first, last] = [Math.min(...wanted), Math.max(...wanted)];
    const known = this.#sources.get(session);
    const isBehind = known === undefined || known.at >= first;
    const place = isBehind ? { source: new FrameSource(join(this.#folder, session), session), at: 0 } : known;
    this.#sources.delete(session);
    this.#sources.set(session, place);
    const [oldest] = this.#sources.keys();
    if (this.#sources.size > MOST_SOURCES && oldest !== undefined) this.#sources.delete(oldest);
    const frames: FrameBytes[] = [];
    place.source.read(({ frame }) => {
      place.at = frame.seq;
      if (wanted.includes(frame.seq))
        frames.push({ ...frame, raw: frame.raw.slice(), payload: frame.payload?.slice() });
      return frame.seq < last;
    });
    return frames;
  }
}

function resultFinding(
  { rule, title, severity, evidence: [first] }: Finding,
  frame: FrameBytes | undefined,
): ResultFinding {
  const bytes = first?.part === 'payload' ? frame?.payload : frame?.raw;
  const words = first?.shown ?? lenient.decode(bytes?.subarray(first?.from, first?.to));
  return {
    rule,
    title,
    severity,
    words: words.slice(0, LONGEST_WORDS),
    ...(first?.pointer === undefined ? {} : { pointer: first.pointer }),
  };
}

const FORGOTTEN: Problem = {
  code: 'forgotten',
  message:
    'What was offered is not held any more: the server offered too much, or something else every time.',
  hint: 'Its bytes are in the session.',
};
