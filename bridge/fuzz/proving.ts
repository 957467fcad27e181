import { createHash } from 'node:crypto';
import type { CasePlan, FuzzCase, MadeCase } from '../../fuzz/cases.ts';
import { minimise } from '../../fuzz/minimise.ts';
import { answerDiffers } from '../../fuzz/oracles/answer-differs.ts';
import { growth } from '../../fuzz/oracles/growth.ts';
import { spreadValue } from '../../fuzz/oracles/spread-value.ts';
import { superLinear } from '../../fuzz/oracles/super-linear.ts';
import type { Hit, Seen } from '../../fuzz/oracle.ts';
import { whereSaid } from '../../fuzz/said.ts';
import type { Expectation } from '../../fuzz/strategy.ts';
import type { FuzzFinding } from '../../protocol/fuzz.ts';
import type { Controls } from './controls.ts';
import type { Judge, Judged } from './judge.ts';
import type { Found, RuleFindings } from './rule-findings.ts';
import { seenAfter, type Trial, type Tried } from './trial.ts';

const REPEATS = 3;
/** Requests for making one message smaller; where every one of them ends the process, fewer. */
const MOST_SMALLER = 60;
const MOST_SMALLER_DEADLY = 12;
/** Said of what could not be tried once more. */
export const NONE_LEFT = 'not tried again: no requests left';
const LONGEST_SAYS = 600;
const MOST_PLACES = 20;
const LONGEST_MINIMAL = 20_000;

export interface ProvingParts {
  plan: CasePlan;
  trial: Trial;
  judge: Judge;
  controls: Controls;
  rules: RuleFindings;
  /** One request more around the cases; false: there are none left. */
  spend(): boolean;
  /** One more for making a message smaller. */
  spendOnSmaller(): boolean;
  isOver(): boolean;
  /** A command line that shows a case again; `message`: the whole of what it is. */
  command(n: number, message: string): string;
}

/** Tries alone and again what looked like a hit, and makes it as small as it still does it. Nothing else may be under way. */
export class Proving {
  #p: ProvingParts;

  constructor(parts: ProvingParts) {
    this.#p = parts;
  }

  /** Further values and repeats for what is suspected, and how it is judged then. */
  async closer(one: FuzzCase, tried: Tried): Promise<{ seen: Seen; judged: Judged | undefined }> {
    const seen = await this.#p.trial.closer(one, tried, () => this.#p.spend());
    return { seen, judged: this.#p.judge.judge(seen) };
  }

  /** Words: why nothing is proved by it. `found`: what a rule said of its answer, where that is what was hit. */
  async prove(
    one: FuzzCase,
    tried: Tried,
    { oracle, hit }: Judged,
    found?: Found,
  ): Promise<FuzzFinding | string> {
    const { controls } = this.#p;
    let confirmed = 0;
    let tries = 0;
    let last = tried;
    // Against the beginning of an answer nobody can tell what is usual.
    if (!controls.isWhole(one.subject) && this.#p.spend()) await controls.again(one.subject);
    for (let attempt = 1; attempt <= REPEATS && !this.#p.isOver() && this.#p.spend(); attempt++) {
      tries++;
      const again = await this.#again(one, { oracle, hit }, { attempt, found });
      if (again !== undefined) {
        confirmed++;
        last = again;
      }
      if (this.#p.spend()) await controls.again(one.subject);
    }
    if (confirmed === 0) return tries === 0 ? NONE_LEFT : 'not seen again';
    const smallest = await this.#smaller(one, tried, { oracle, hit }, found);
    const before = tried.made.value.length;
    const { meta } = one.strategy;
    const { made, exchange } = last;
    const { session, request, answer } = tried.exchange;
    const control = controls.last(one.subject);
    const minimal = smallest ?? tried.made;
    const isMessage = !('json' in made.made);
    return {
      id: idOf(one, oracle.meta.id),
      subject: one.subject.name,
      at: one.position?.at ?? '',
      strategy: meta.id,
      payload: one.payload,
      oracle: oracle.meta.id,
      certainty: confirmed === REPEATS ? (hit.certainty ?? oracle.meta.certainty) : 'tentative',
      severity: hit.severity ?? tried.made.made.severity ?? meta.severity,
      title: oracle.own?.finding ?? meta.finding,
      says: hit.says.slice(0, LONGEST_SAYS),
      ...proofOf(tried, hit),
      cwe: oracle.own?.cwe ?? meta.cwe,
      fix: oracle.own?.fix ?? meta.fix,
      n: one.n,
      count: 1,
      confirmed,
      minimal: (isMessage ? tried.made.text : minimal.text).slice(0, LONGEST_MINIMAL),
      minimalValue: minimal.value.slice(0, LONGEST_MINIMAL),
      shrunk: { from: before, to: minimal.value.length },
      session: exchange.request === 0 ? session : tried.exchange.session,
      request,
      ...(answer === undefined ? {} : { answer }),
      ...(control === undefined
        ? {}
        : {
            control: {
              session: control.session,
              request: control.request,
              ...(control.answer === undefined ? {} : { answer: control.answer }),
            },
          }),
      command: this.#p.command(one.n, isMessage ? tried.made.text : minimal.text),
    };
  }

  /** One attempt, alone; undefined: it shows nothing. */
  async #again(
    one: FuzzCase,
    { oracle }: Judged,
    { attempt, made, found }: { attempt: number; made?: MadeCase; found: Found | undefined },
  ): Promise<Tried | undefined> {
    const { trial, controls, judge } = this.#p;
    await trial.restore();
    const control = controls.known(one.subject);
    if (control === undefined) return undefined;
    const tried = await trial.try(one, { attempt, control, isAlone: true, ...(made && { made }) });
    if (tried === undefined || 'code' in tried) return undefined;
    let { seen } = tried;
    if (found !== undefined && (await this.#p.rules.isIn(tried.exchange, found)))
      seen = { ...seen, found: [found] };
    if (judge.by(oracle, seen) !== undefined) return tried;
    if (oracle.suspects?.(seen) === true) seen = await trial.closer(one, tried, () => this.#p.spend());
    if (judge.by(oracle, seen) !== undefined) return { ...tried, seen };
    // Whether it still lives is asked where nothing else tells.
    if (!this.#p.spend()) return undefined;
    const isHealthy = await controls.again(one.subject);
    const isHit = judge.by(oracle, seenAfter({ ...tried, seen }, isHealthy)) !== undefined;
    // Else the next attempt, whatever it sends, would find the one that this one has stopped.
    if (!isHealthy && !this.#p.isOver()) await trial.leave();
    return isHit ? { ...tried, seen } : undefined;
  }

  async #smaller(
    one: FuzzCase,
    { made, token }: Tried,
    judged: Judged,
    found: Found | undefined,
  ): Promise<MadeCase | undefined> {
    // One of a pair, or of several sizes, made smaller, belongs to the others no more.
    const isPaired = judged.oracle === answerDiffers || judged.oracle === superLinear;
    // What an attempt has cost shows in the next one, however small that is.
    const isSpent = judged.oracle === growth;
    if (!('json' in made.made) || isPaired || isSpent) return undefined;
    const { plan } = this.#p;
    const isDeadly = judged.oracle.meta.id.includes('crash') || judged.oracle.meta.id.includes('hang');
    const needed = made.made.expects.flatMap(neededFor);
    const isWhole = (json: string): boolean => needed.every((part) => json.includes(part));
    if (!isWhole(made.made.json)) return undefined;
    // A word that stays in the server shows in the next attempt, whatever that is made of: each has one of its own.
    const isLeft = judged.oracle === spreadValue;
    let attempt = isLeft ? REPEATS : 0;
    const stillHits = async (json: string): Promise<boolean> => {
      if (!isWhole(json)) return false;
      if (this.#p.isOver() || !this.#p.spendOnSmaller()) return false;
      if (isLeft) attempt++;
      const smaller = isLeft ? this.#renewed(one, token, json, attempt) : plan.remake(made, json);
      if (smaller === undefined) return false;
      return (await this.#again(one, judged, { attempt, made: smaller, found })) !== undefined;
    };
    const budget = isDeadly ? MOST_SMALLER_DEADLY : MOST_SMALLER;
    const json = await minimise(made.made.json, stillHits, budget);
    return json === made.made.json ? undefined : plan.remake(made, json);
  }

  /** A value with the word of another attempt in the place of its own, and what is expected of that. */
  #renewed(one: FuzzCase, token: string, json: string, attempt: number): MadeCase | undefined {
    const fresh = this.#p.trial.make(one.n, attempt);
    return fresh && this.#p.plan.remake(fresh.made, json.replaceAll(token, fresh.token));
  }
}

/** Parts of a value that it has to keep, however small it is made. */
function neededFor(expectation: Expectation): string[] {
  // Half a path is one outside of what was made for the run: what writes must go on writing there.
  if (expectation.kind === 'file') return [expectation.path];
  // Without it a word that was merely kept looks like one that has spread.
  if (expectation.kind === 'spreads') return [expectation.without ?? []].flat();
  return [];
}

/** Where in the answer it shows. */
function proofOf({ exchange: { heard } }: Tried, { quotes = [] }: Hit): Pick<FuzzFinding, 'proof'> {
  const places = quotes.flatMap((quote) => whereSaid(heard.text, quote, MOST_PLACES)).slice(0, MOST_PLACES);
  const bytes = (at: number): number => Buffer.byteLength(heard.text.slice(0, at));
  // Bytes that are no text were read as a sign of another length: nobody could say where what is behind them stands.
  const last = Math.max(0, ...places.map(({ to }) => to));
  if (places.length === 0 || heard.text.slice(0, last).includes('\uFFFD')) return {};
  return { proof: places.map(({ from, to }) => ({ from: bytes(from), to: bytes(to) })) };
}

/** The same problem has the same id in every run. */
function idOf({ subject, position, strategy }: FuzzCase, oracle: string): string {
  const all = [subject.kind, subject.name, position?.at ?? '', strategy.meta.id, oracle];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex').slice(0, 32);
}
