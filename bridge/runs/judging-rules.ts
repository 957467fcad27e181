import { join } from 'node:path';
import { diffSnapshots, DriftJudge } from '../../inspect/drift/index.ts';
import { compilePack, Inspection, RULES, type FrameBytes, type Pack } from '../../inspect/index.ts';
import type { ResultFinding } from '../../probe/index.ts';
import type { Drift } from '../../protocol/drift.ts';
import { SEVERITIES, type Finding } from '../../protocol/finding.ts';
import type { Snapshot } from '../../protocol/snapshot.ts';
import { sha256 } from '../history/hash.ts';
import { FrameSource } from '../inspection/frame-source.ts';
import type { JudgingCalls } from './messages.ts';

const MOST_FOUND = 50;
const LONGEST_WORDS = 200;
/** Sessions whose place in the file is remembered. */
const MOST_SOURCES = 16;
const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** What needs all the rules, apart: loading them takes longer than a plan. */
export class JudgingRules {
  #folder: string;
  #sources = new Map<string, { source: FrameSource; at: number }>();
  #pack: Pack = compilePack(RULES, sha256);
  #judge = new DriftJudge({ pack: this.#pack, hash: sha256 });

  constructor(sessionsFolder: string) {
    this.#folder = sessionsFolder;
  }

  diff(before: Snapshot, after: Snapshot): Drift {
    return diffSnapshots(before, after, this.#judge);
  }

  /** In one answer alone. */
  found({ session, target, request, answer }: JudgingCalls['found'][0]): ResultFinding[] {
    const frames = this.#frames(session, [request, answer]);
    const inspection = new Inspection({ pack: this.#pack, session, target, hash: sha256 });
    const found = frames.flatMap((frame) => inspection.take(frame).findings);
    const answered = frames.find(({ seq }) => seq === answer);
    return [...found, ...inspection.end().findings]
      .filter(({ evidence }) => evidence[0]?.frame === answer)
      .toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity))
      .slice(0, MOST_FOUND)
      .map((finding) => resultFinding(finding, answered));
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
        frames.push({
          ...frame,
          raw: Uint8Array.from(frame.raw),
          payload: frame.payload && Uint8Array.from(frame.payload),
        });
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
