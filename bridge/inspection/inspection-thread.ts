import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { compilePack, RULES, type Pack, type Rule } from '../../inspect/index.ts';
import { readUserRules } from '../../inspect/user-rules.ts';
import type { RuleCard } from '../../protocol/finding.ts';
import { FrameSource } from './frame-source.ts';
import {
  AT,
  type FromInspection,
  type InspectionStart,
  type Job,
  type RuleFile,
  type ToInspection,
} from './messages.ts';
import { Run } from './run.ts';

const TELL_EVERY_MS = 100;
const LONGEST_TURN_MS = 20;
/** Findings in one batch: whoever takes them in is the thread that records. */
const MOST_IN_A_BATCH = 200;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The rules as they run in their own thread, behind the recording: reads what is in the files and tells what it finds. */
export class InspectionThread {
  #send: (message: FromInspection) => void;
  #start: InspectionStart;
  #moreRules: readonly Rule[];
  #at: Float64Array;
  #pack: Pack;
  #runs = new Map<string, Run>();
  #isWorking = false;
  #lastTold = new Map<Run, number>();

  constructor(start: InspectionStart, moreRules: readonly Rule[], send: (message: FromInspection) => void) {
    this.#start = start;
    this.#send = send;
    this.#moreRules = moreRules;
    this.#at = new Float64Array(start.at);
    this.#pack = this.#compile(start.files);
  }

  receive(message: ToInspection): void {
    switch (message.kind) {
      case 'rules':
        this.#pack = this.#compile(message.files);
        return;
      case 'begin':
        this.#begin(message.job, message.upTo, message.isOver);
        break;
      case 'more': {
        const run = this.#runs.get(message.session);
        if (run?.job.job !== message.job) return;
        run.wanted = Math.max(run.wanted, message.upTo);
        run.isOver ||= message.isOver;
        break;
      }
      case 'neighbours': {
        const run = this.#runs.get(message.session);
        if (run?.job.job !== message.job) return;
        run.compare(message.compared);
        this.#send({ kind: 'found', batch: run.batch() });
        return;
      }
      case 'forget':
        this.#drop(message.session);
        return;
    }
    void this.#work();
  }

  #compile(files: readonly RuleFile[]): Pack {
    const own = [...RULES, ...this.#moreRules];
    const read = readUserRules(
      files.map(({ name, text }) => ({ path: name, text })),
      hash,
    );
    const pack = compilePack([...own, ...read.rules], hash);
    const rules = pack.rules.map(({ meta }) => cardOf(meta, read.from.get(meta.id) ?? 'own'));
    this.#send({ kind: 'pack', pack: { version: pack.version, rules, problems: read.problems } });
    return pack;
  }

  #begin(job: Job, upTo: number, isOver: boolean): void {
    this.#drop(job.session);
    const run = new Run({
      job,
      pack: this.#pack,
      source: new FrameSource(join(this.#start.sessionsFolder, job.session), job.session),
      hash,
      at: (seq) => this.#tellAt(job.job, seq),
    });
    run.wanted = upTo;
    run.isOver = isOver;
    this.#runs.set(job.session, run);
  }

  #tellAt(job: number, seq: number): void {
    this.#at[AT.job] = job;
    this.#at[AT.seq] = seq;
    this.#at[AT.steps]!++;
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (let run = this.#next(); run !== undefined; run = this.#next()) {
      this.#turn(run);
      await setImmediate();
    }
    this.#isWorking = false;
  }

  /** Whoever has waited longest among the live ones; then the others. */
  #next(): Run | undefined {
    let background: Run | undefined;
    for (const run of this.#runs.values()) {
      if (!run.hasWork) continue;
      if (!run.job.isLive) background ??= run;
      else return run;
    }
    return background;
  }

  #turn(run: Run): void {
    const { session } = run.job;
    // To the end of the line.
    this.#runs.delete(session);
    this.#runs.set(session, run);
    const end = performance.now() + LONGEST_TURN_MS;
    try {
      run.work(() => performance.now() >= end || run.collected >= MOST_IN_A_BATCH);
    } catch (error) {
      this.#drop(session);
      const { code, message } = error as NodeJS.ErrnoException;
      // A bug of ours, or damage no check sees: it is said, and the other sessions go on.
      const words = code === 'ENOENT' ? 'its files are gone' : message;
      this.#send({ kind: 'unreadable', job: run.job.job, session, words });
      return;
    } finally {
      this.#tellAt(0, 0);
    }
    const now = performance.now();
    const isDue = !run.hasWork || run.collected >= MOST_IN_A_BATCH;
    if (!isDue && now - (this.#lastTold.get(run) ?? -Infinity) < TELL_EVERY_MS) return;
    this.#lastTold.set(run, now);
    this.#send({ kind: 'found', batch: run.batch() });
    if (run.isWhole) this.#drop(session);
  }

  #drop(session: string): void {
    const run = this.#runs.get(session);
    if (run === undefined) return;
    this.#runs.delete(session);
    this.#lastTold.delete(run);
  }
}

/** What a person is told of a rule; `from`: the file it was read from. */
function cardOf(meta: Rule['meta'], from: string): RuleCard {
  const { id, version, title, family, severity, about, falsePositives, fix, references } = meta;
  return {
    id,
    version,
    title,
    family,
    severity,
    about,
    falsePositives,
    fix,
    references: [...references],
    from,
  };
}
