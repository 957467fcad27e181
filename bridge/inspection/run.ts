import { Inspection, type Pack } from '../../inspect/index.ts';
import { SEVERITIES, type Finding } from '../../protocol/finding.ts';
import type { FrameSource } from './frame-source.ts';
import { neighboursOf, type Compared } from './neighbour-lists.ts';
import { AT_THE_END, type FoundBatch, type Job, type NotInspected } from './messages.ts';

/** Places of one problem that are kept; more are counted. */
const MOST_PLACES = 50;
/** Problems of one session, and the characters they take together. */
const MOST_PROBLEMS = 5000;
const MOST_TEXT = 8 * 1024 * 1024;
/** Of what a finding says and shows: an engine that says more is wrong, and costs no more than this. */
const LONGEST_TEXT = 1000;
const MOST_NOTES = 50;

export interface RunParts {
  job: Job;
  pack: Pack;
  source: FrameSource;
  hash(text: string): string;
  /** About to look at a frame; 0: done with it. */
  at(seq: number): void;
}

/** One inspection of one session, from its first frame on. Collects what there is to tell until it is asked for. */
export class Run {
  readonly job: Job;
  upTo = 0;
  wanted = 0;
  isOver = false;
  isWhole = false;
  #parts: RunParts;
  #inspection: Inspection;
  #skip: Map<number, string>;
  /** Fingerprint → places seen. */
  #seen = new Map<string, number>();
  #text = 0;
  #notes = 0;
  #wall = 0;
  #found: FoundBatch['found'] = [];
  #again = new Map<string, number>();
  #marks = new Map<number, number>();
  #notInspected: NotInspected[] = [];
  #isLeavingOut = false;

  constructor(parts: RunParts) {
    const { job, pack, hash } = parts;
    this.#parts = parts;
    this.job = job;
    this.#inspection = new Inspection({ pack, session: job.session, target: job.target, hash });
    this.#skip = new Map(job.skip);
    if (job.compared.lists.length + job.compared.notes.length > 0) this.#compare(job.compared);
  }

  get hasWork(): boolean {
    return !this.isWhole && (this.isOver || this.upTo < this.wanted);
  }

  /** How much is collected. */
  get collected(): number {
    return this.#found.length;
  }

  /** What comes from here on is compared with other servers than before. */
  compare(compared: Compared): void {
    this.#note(
      this.upTo,
      'Up to here it was compared with other servers, or fewer: another server came or changed its tools, and this recording is too long to begin anew each time. Inspect it again to compare all of it.',
    );
    this.#compare(compared);
  }

  #compare(compared: Compared): void {
    const { findings, notInspected } = this.#inspection.neighbours(neighboursOf(compared));
    for (const finding of findings) this.#keep(finding);
    for (const words of [...compared.notes, ...notInspected]) this.#note(this.upTo, words);
  }

  /** Looks at frames until `isEnough`. */
  work(isEnough: () => boolean): void {
    const { source } = this.#parts;
    const stopped = source.read(({ frame, notes }) => {
      this.#take(frame, notes);
      return !isEnough();
    });
    if (stopped === 'paused') return;
    // Frames that were told are in the file; what is not readable there never comes.
    this.upTo = Math.max(this.upTo, this.isOver ? this.upTo : this.wanted);
    if (!this.isOver) return;
    this.#end();
    this.isWhole = true;
  }

  batch(): FoundBatch {
    const batch: FoundBatch = {
      job: this.job.job,
      session: this.job.session,
      pack: this.#parts.pack.version,
      upTo: this.upTo,
      found: this.#found,
      again: [...this.#again],
      marks: Uint32Array.from([...this.#marks].flat()),
      notInspected: this.#notInspected,
      isWhole: this.isWhole,
    };
    this.#found = [];
    this.#again.clear();
    this.#marks.clear();
    this.#notInspected = [];
    return batch;
  }

  #take(frame: Parameters<Inspection['take']>[0], notes: string[]): void {
    const { at } = this.#parts;
    this.upTo = frame.seq;
    this.#wall = frame.head.wall;
    for (const words of notes) this.#note(frame.seq, words);
    const skipped = this.#skip.get(frame.seq);
    if (skipped !== undefined) {
      this.#note(frame.seq, skipped);
      return;
    }
    at(frame.seq);
    const { findings, notInspected } = this.#inspection.take(frame);
    at(0);
    for (const finding of findings) this.#keep(finding);
    for (const words of notInspected) this.#note(frame.seq, words);
  }

  #end(): void {
    const skipped = this.#skip.get(AT_THE_END);
    if (skipped !== undefined) {
      this.#note(this.upTo, skipped);
      return;
    }
    this.#parts.at(AT_THE_END);
    const { findings, notInspected } = this.#inspection.end();
    this.#parts.at(0);
    for (const finding of findings) this.#keep(finding);
    for (const words of notInspected) this.#note(this.upTo, words);
  }

  #keep(finding: Finding): void {
    const bit = 1 << SEVERITIES.indexOf(finding.severity);
    for (const { frame } of finding.evidence.slice(0, 1))
      this.#marks.set(frame, (this.#marks.get(frame) ?? 0) | bit);
    const { fingerprint } = finding;
    const seen = this.#seen.get(fingerprint);
    const isFull = this.#text > MOST_TEXT;
    if (seen === undefined && (this.#seen.size >= MOST_PROBLEMS || isFull)) {
      if (!this.#isLeavingOut)
        this.#note(
          finding.evidence[0]!.frame,
          `From here on new findings of this session are not listed: there are ${this.#seen.size} already. Frames are still marked.`,
          true,
        );
      this.#isLeavingOut = true;
      return;
    }
    this.#seen.set(fingerprint, (seen ?? 0) + 1);
    if (seen !== undefined && (seen >= MOST_PLACES || isFull)) {
      this.#again.set(fingerprint, (this.#again.get(fingerprint) ?? 0) + 1);
      return;
    }
    const cut = shortened(finding);
    this.#text += textOf(cut);
    this.#found.push({ finding: cut, wall: this.#wall });
  }

  #note(frame: number, words: string, isDue = false): void {
    this.#notes++;
    if (this.#notes > MOST_NOTES && !isDue) return;
    const more =
      this.#notes === MOST_NOTES ? ' Later frames may have such remarks too; they are not listed.' : '';
    this.#notInspected.push({ frame, words: `${words.slice(0, LONGEST_TEXT)}${more}` });
  }
}

function shortened(finding: Finding): Finding {
  const isLong =
    finding.says.length > LONGEST_TEXT ||
    finding.title.length > LONGEST_TEXT ||
    (finding.item?.name.length ?? 0) > LONGEST_TEXT;
  if (!isLong) return finding;
  return {
    ...finding,
    says: cut(finding.says),
    title: cut(finding.title),
    ...(finding.item === undefined ? {} : { item: { ...finding.item, name: cut(finding.item.name) } }),
  };
}

function cut(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}

function textOf(finding: Finding): number {
  const places = finding.evidence.reduce(
    (sum, { shown, pointer }) => sum + 100 + (shown?.length ?? 0) + (pointer?.length ?? 0),
    0,
  );
  return 300 + finding.says.length + finding.title.length + (finding.item?.name.length ?? 0) + places;
}
