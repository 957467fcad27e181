import type { CasePlan, FuzzCase, MadeCase } from '../../fuzz/cases.ts';
import { furtherValues } from '../../fuzz/further.ts';
import type { Control, Heard, Seen } from '../../fuzz/oracle.ts';
import type { Subject } from '../../fuzz/strategy.ts';
import { makingFor } from '../../fuzz/random.ts';
import { isAnswer } from '../../fuzz/said.ts';
import type { HowToSend } from '../../protocol/craft.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { ProcessUse } from '../platform/process-use.ts';
import type { Exchange, Exited, FuzzLine } from './fuzz-line.ts';
import type { FuzzLines } from './fuzz-lines.ts';
import type { Aside, Sandbox } from './sandbox.ts';
import { readerOf, takenFrom, withHandle, withTaken } from './taken.ts';

/** Filled in as any client does; a whole message goes out as it was made. */
const USUAL: HowToSend = { rpcId: 'next', meta: 'fill' };
const AS_MADE: HowToSend = { rpcId: 'as-written', meta: 'as-written' };
/** ms in which a server carries out what it does not wait for itself. */
const BEHIND = 100;
/** ms in which a message that is none of the protocol's may be answered. */
const LEAST_PATIENCE = 250;

/** ms that a value has to cost for none longer to be sent: more than `super-linear` asks for. */
const DEAR = { cpu: 150, clock: 400 };

export interface TrialParts {
  seed: number;
  plan: CasePlan;
  lines: FuzzLines;
  sandbox: Sandbox;
  /** How the cases of a text marked by hand are sent. */
  how: HowToSend | undefined;
  use(pid: number): ProcessUse | undefined;
  /** ms of processor time that a process and its children have used. */
  spent(pid: number): number | undefined;
}

/** One attempt at one case, and all that was seen of it. */
export interface Tried {
  made: MadeCase;
  token: string;
  exchange: Exchange;
  seen: Seen;
  /** How its process has ended by now. */
  exited(): Exited | undefined;
}

/** What is seen once a valid call came after it: an end behind the answer, too. */
export function seenAfter({ seen, exited }: Pick<Tried, 'seen' | 'exited'>, isHealthy: boolean): Seen {
  const end = exited();
  const process = end && seen.process && { ...seen.process, exited: end };
  return { ...seen, isHealthy, ...(process && { process }) };
}

/** What the calls before a case gave out, JSON texts by the position they are for. */
type Handles = ReadonlyMap<string, string>;

export interface HowToTry {
  attempt: number;
  control: Control;
  /** Nothing else is under way. */
  isAlone: boolean;
  /** Instead of what the case is made of. */
  made?: MadeCase;
}

/** Sends cases and gathers what is seen of them; judges nothing. */
export class Trial {
  #p: TrialParts;
  #use: (ProcessUse & { pid: number }) | undefined;

  constructor(parts: TrialParts) {
    this.#p = parts;
  }

  /** The world as it was made; a server that would go on with the old one is begun anew. Nothing may be under way. */
  async restore(): Promise<void> {
    const { sandbox, lines } = this.#p;
    await sandbox.restore((why) => lines.renew(why));
  }

  /** It answers nobody any more: what comes next has to find one that does. */
  async leave(): Promise<void> {
    const { lines } = this.#p;
    if (lines.current?.isOpen === true) await lines.drop(lines.current, 'it did not answer any more');
  }

  /** Undefined: there is nothing to be made of it here. */
  make(n: number, attempt: number, taken?: Handles): { made: MadeCase; token: string } | undefined {
    const { seed, plan, sandbox } = this.#p;
    const making = { ...makingFor(seed, n, attempt, sandbox), ...(taken && { taken }) };
    const made = plan.make(n, making);
    return made === undefined ? undefined : { made, token: making.token };
  }

  /** A Problem: the server cannot be reached any more. */
  async try(one: FuzzCase, how: HowToTry): Promise<Tried | Problem | undefined> {
    const early = one.isLate === true ? undefined : this.make(one.n, how.attempt);
    if (early === undefined && one.isLate !== true) return undefined;
    const line = await this.#p.lines.get();
    if (!line.ok) return line.problem;
    const before: Heard[] = [];
    const taken = await this.#opened(line.value, one.subject, before);
    const fresh = early ?? this.make(one.n, how.attempt, taken);
    if (fresh === undefined) return undefined;
    const { token } = fresh;
    const made = withHandles(how.made ?? fresh.made, taken);
    const send = (): Promise<Exchange> => this.#sent(line.value, one, made, how.control);
    // What others cost meanwhile is not this case's.
    const exchange = await (how.isAlone ? this.#measured(line.value, send) : send());
    const after = await this.#after(line.value, one, made, exchange);
    const named = made.made.expects.flatMap((it) => (it.kind === 'file' ? [it.path] : []));
    const aside = await this.#aside(token, named, made, how);
    const { world, listener } = this.#p.sandbox;
    const process = this.#process(line.value, exchange.heard, how);
    const seen: Seen = {
      subject: one.subject,
      strategy: one.strategy,
      made: made.made,
      sent: made.text,
      heard: exchange.heard,
      before,
      after,
      control: how.control,
      ...(world === undefined ? {} : { world }),
      ...(listener === undefined ? {} : { listener }),
      token,
      ...aside,
      ...(process === undefined ? {} : { process }),
      others: [],
      repeats: [],
      found: [],
    };
    return { made, token, exchange, seen, exited: () => line.value.exited };
  }

  /** What the calls after a case are answered with: what was stored may come back there. */
  async #after(line: FuzzLine, one: FuzzCase, { made }: MadeCase, { heard }: Exchange): Promise<Heard[]> {
    const after: Heard[] = [];
    const isStored = made.expects.some(({ kind }) => kind === 'spreads');
    for (const step of one.subject.after ?? []) {
      if (step.isGuess === true && !(isStored && 'message' in made)) continue;
      const text =
        step.take === undefined || heard.outcome !== 'ok'
          ? step.text
          : withTaken(step.text, step.take, heard.text, { from: one.subject.name, by: readerOf(step) });
      after.push((await this.#step(line, text)).heard);
    }
    // What spreads shows in a valid call that says nothing of it.
    if (isStored) after.push((await this.#step(line, one.subject.text)).heard);
    return after;
  }

  /** The further values of a case, and the case itself again. `spend`: whether one more may be sent. */
  async closer(one: FuzzCase, { made, seen, token }: Tried, spend: () => boolean): Promise<Seen> {
    const others: Heard[][] = [];
    const meanwhile: Heard[] = [];
    const isTimed = made.made.expects.some(({ kind }) => kind === 'slow');
    let isEnough = false;
    for (const { json, times, isShownLater } of 'json' in made.made ? furtherValues(made.made) : []) {
      const heard: Heard[] = [];
      // What a usual answer costs on this machine in this minute.
      if (isTimed && !isEnough && spend()) meanwhile.push((await this.control(one.subject)).heard);
      const other = this.#p.plan.remake(made, json);
      for (let i = 0; i < times && !isEnough && spend(); i++)
        if (isShownLater === true) heard.push(...(await this.#later(one, other)));
        else heard.push((await this.#again(one, other)).heard);
      others.push(heard);
      // A longer one would only keep the server busy.
      isEnough ||= isTimed && heard.length === times && heard.every(isDear);
    }
    const again: Heard[] = [];
    const isRepeated = made.made.expects.some(({ kind }) => kind === 'differs');
    for (let i = 0; isRepeated && i < 3 && spend(); i++) again.push((await this.#again(one, made)).heard);
    // Whether the plain way made it call somebody, too.
    const { asked } = this.#p.sandbox.look(token, []);
    return { ...seen, others, meanwhile, repeats: again, asked: [...seen.asked, ...asked] };
  }

  /** What a server does behind its answer is waited for where it has been seen before. */
  async #aside(token: string, named: string[], { made }: MadeCase, how: HowToTry): Promise<Aside> {
    const aside = this.#p.sandbox.look(token, named);
    const isSeen = aside.created.length + aside.changed.length + aside.asked.length > 0;
    const isAgain = how.attempt > 0 || how.made !== undefined;
    const isBehind = made.expects.some(
      ({ kind }) => kind === 'file' || kind === 'listener' || kind === 'fixture',
    );
    if (isSeen || !isAgain || !isBehind) return aside;
    await new Promise((resolve) => setTimeout(resolve, BEHIND));
    return this.#p.sandbox.look(token, named);
  }

  /** The valid message of a subject. */
  async control(subject: Subject): Promise<Exchange> {
    const line = await this.#p.lines.get();
    if (!line.ok) return GONE;
    const taken = await this.#opened(line.value, subject, []);
    const text = [...taken].reduce((all, [at, json]) => withHandle(all, at, json), subject.text);
    return this.#measured(line.value, () => line.value.send({ text, how: this.#p.how ?? USUAL }));
  }

  async #again(one: FuzzCase, made: MadeCase): Promise<Exchange> {
    const line = await this.#p.lines.get();
    if (!line.ok) return GONE;
    const prepared = withHandles(made, await this.#opened(line.value, one.subject, []));
    return this.#measured(line.value, () => this.#sent(line.value, one, prepared, undefined));
  }

  /** What the calls after it are answered with; nothing where it was not answered itself. */
  async #later(one: FuzzCase, made: MadeCase): Promise<Heard[]> {
    const exchange = await this.#again(one, made);
    const line = isAnswer(exchange.heard) ? await this.#p.lines.get() : undefined;
    return line?.ok === true ? this.#after(line.value, one, made, exchange) : [];
  }

  #sent(
    line: FuzzLine,
    { n }: FuzzCase,
    { made, text }: MadeCase,
    control: Control | undefined,
  ): Promise<Exchange> {
    if ('json' in made) return line.send({ text, how: this.#p.how ?? USUAL, case: n });
    const { message, wire, form, isAnswered } = made;
    const asked = { text: message, how: AS_MADE, case: n, ...(wire && { wire }), ...(form && { form }) };
    // Most broken messages are answered by nobody: whether the server lives is asked of the next valid one.
    const patience = Math.max(LEAST_PATIENCE, 10 * (control?.ms ?? 0));
    return line.sendRaw({ ...asked, patience }, isAnswered);
  }

  /** With what it cost the process. Nothing else may be under way. */
  async #measured({ pid }: FuzzLine, send: () => Promise<Exchange>): Promise<Exchange> {
    if (pid === undefined) return send();
    const before = this.#p.spent(pid);
    const exchange = await send();
    const after = this.#p.spent(pid);
    if (before === undefined || after === undefined) return exchange;
    return { ...exchange, heard: { ...exchange.heard, cpuMs: Math.max(0, after - before) } };
  }

  /** Does what has to be there first, and says which handles that gave. */
  async #opened(line: FuzzLine, subject: Subject, answers: Heard[]): Promise<Handles> {
    const taken = new Map<string, string>();
    for (const step of subject.before ?? []) {
      const { heard } = await this.#step(line, step.text);
      answers.push(heard);
      if (step.take === undefined || heard.outcome !== 'ok') continue;
      const json = takenFrom(step.take, heard.text, { from: step.subject, by: subject });
      if (json !== undefined) taken.set(step.take, json);
    }
    return taken;
  }

  #step(line: FuzzLine, text: string): Promise<Exchange> {
    return line.send({ text, how: USUAL });
  }

  /** What the process uses is known of cases that were alone with it: it is looked up after each of them. */
  #process(line: FuzzLine, { outcome }: Heard, { isAlone }: HowToTry): Seen['process'] {
    const { pid, exited } = line;
    if (pid === undefined) return undefined;
    const before = this.#use?.pid === pid ? this.#use : undefined;
    const use = isAlone && exited === undefined && outcome !== 'closed' ? this.#p.use(pid) : undefined;
    // What others used meanwhile is not this case's.
    this.#use = use === undefined ? undefined : { pid, ...use };
    return {
      isAlone,
      ...(exited === undefined ? {} : { exited }),
      ...(use === undefined ? {} : { rssAfter: use.rss }),
      ...(use === undefined || before === undefined
        ? {}
        : { rssBefore: before.rss, cpuMs: use.cpuMs - before.cpuMs }),
    };
  }
}

/** Enough to tell how it grew up to here. */
function isDear({ outcome, ms, cpuMs }: Heard): boolean {
  return outcome === 'no-answer' || (cpuMs === undefined ? ms >= DEAR.clock : cpuMs >= DEAR.cpu);
}

/** A case that changes a handle itself keeps what it put there. */
function withHandles(made: MadeCase, taken: Handles): MadeCase {
  const others = [...taken].filter(([at]) => at !== made.case.position?.at);
  const text = others.reduce((all, [at, json]) => withHandle(all, at, json), made.text);
  return text === made.text ? made : { ...made, text };
}

const GONE: Exchange = {
  heard: { outcome: 'not-sent', text: '', ms: 0, bytes: 0 },
  session: '',
  request: 0,
};
