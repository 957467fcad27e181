import type { FuzzOracleCard, FuzzStrategyCard } from '../../protocol/fuzz-cards.ts';
import type { FuzzCaseRow, FuzzFinding } from '../../protocol/fuzz.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Api } from '../connection/api.ts';
import { UNREACHABLE } from '../connection/ask.ts';
import { type CallFrames, findingOf, FuzzCaseShown, worstFirst } from './fuzz-case.svelte.ts';
import { FuzzCaseList } from './fuzz-cases.svelte.ts';
import type { FuzzNews } from './fuzz-news.svelte.ts';
import { FuzzOffers } from './fuzz-offers.svelte.ts';
import { type FuzzPlace, NO_FUZZ } from './fuzz-place.ts';
import { FuzzPlanning } from './fuzz-planning.svelte.ts';
import { FuzzRuns } from './fuzz-runs.svelte.ts';
import { faultOf, type FuzzSetup, isSameSubject, requestOf, usualSetup } from './fuzz-setup.ts';
import type { FuzzSubject } from './fuzz-setup.ts';
import type { Location } from './location.svelte.ts';
import { withSession } from './session-term.ts';
import type { Toast } from './toast.svelte.ts';

interface Parts {
  api: Api;
  location: Location;
  toast: Toast;
  news: FuzzNews;
}

/** Before a person has chosen anything. */
const UNCHOSEN = usualSetup(0);

/** The screen Fuzz: what could be tried on a target, the plan of that, and the run that is looked at. */
export class Fuzz {
  readonly planning: FuzzPlanning;
  readonly offers: FuzzOffers;
  readonly runs: FuzzRuns;
  readonly list: FuzzCaseList;
  readonly shown: FuzzCaseShown;
  #p: Parts;
  #strategies = $state.raw<readonly FuzzStrategyCard[] | undefined>(undefined);
  #oracles = $state.raw<readonly FuzzOracleCard[]>([]);
  #problem = $state.raw<Problem | undefined>(undefined);
  #target = $state<string | undefined>(undefined);
  #session = $state.raw<Session | undefined>(undefined);
  #authorised = $state('');
  /** The host that was asked for, once it was typed whole. */
  #host = $state<string | undefined>(undefined);
  #isStarting = $state(false);
  #find = $state('');
  /** Which half of calls is shown. */
  half = $state<'answer' | 'request'>('answer');
  #findings = $derived.by(() => worstFirst(this.runs.report?.findings ?? []));
  #finding = $derived.by(() => findingOf(this.runs.report, this.shown.row));

  constructor(parts: Parts) {
    this.#p = parts;
    const { fuzz } = parts.api.repeating;
    this.planning = new FuzzPlanning(fuzz);
    this.offers = new FuzzOffers(parts.api);
    this.runs = new FuzzRuns(fuzz, parts.toast);
    this.list = new FuzzCaseList(fuzz, (n) => this.look({ n }, 'slide'));
    this.shown = new FuzzCaseShown(parts.api);
  }

  get place(): FuzzPlace {
    return this.#p.location.place.fuzz;
  }
  /** undefined: not known yet. */
  get strategies(): readonly FuzzStrategyCard[] | undefined {
    return this.#strategies;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  get setup(): FuzzSetup {
    return (this.#target === undefined ? undefined : this.#p.news.setupOf(this.#target)) ?? UNCHOSEN;
  }
  /** Why nothing can be planned, in words. */
  get fault(): string | undefined {
    return faultOf(this.setup);
  }
  get isStarting(): boolean {
    return this.#isStarting;
  }
  /** What the list of tools and the like is filtered by. */
  get find(): string {
    return this.#find;
  }
  /** What was proved with the case that is looked at. */
  get finding(): FuzzFinding | undefined {
    return this.#finding;
  }
  /** What a run found, the worst and surest first. */
  get findings(): readonly FuzzFinding[] {
    return this.#findings;
  }
  /** A command line that sends the case that is looked at again. */
  get command(): string | undefined {
    const [around, n] = [this.runs.report?.command, this.shown.row?.n];
    // Of a text that was marked by hand no case has a number in the terminal; what was proved says how it is sent.
    if (around === undefined) return this.#finding?.n === n ? this.#finding?.command : undefined;
    return n === undefined ? undefined : around.before + String(n) + around.after;
  }
  /** What was typed as the host of a public address. */
  get authorised(): string {
    return this.#authorised;
  }
  strategyOf(id: string): FuzzStrategyCard | undefined {
    return this.#strategies?.find((card) => card.id === id);
  }
  oracleOf(id: string): FuzzOracleCard | undefined {
    return this.#oracles.find((card) => card.id === id);
  }
  isTried(strategy: FuzzStrategyCard): boolean {
    return this.setup.strategies?.includes(strategy.id) ?? !strategy.optIn;
  }
  isChosen(subject: FuzzSubject): boolean {
    return this.setup.only?.some((one) => isSameSubject(one, subject)) ?? true;
  }

  /** Called whenever the target that is looked at, its session, what is chosen or the address changes. */
  show(target: string | undefined, session: Session | undefined): void {
    if (this.#strategies === undefined && this.#problem === undefined) void this.#loadCards();
    const { run, tab, q, cluster, n } = this.place;
    if (target !== this.#target) {
      this.#target = target;
      this.authorise('');
      // Whoever comes while a run goes on comes to see it.
      const going = this.#p.news.goingWith(target);
      if (going !== undefined && run === undefined) this.look({ run: going.id }, 'slide');
    }
    this.#session = session?.imported === undefined && session?.state.kind === 'open' ? session : undefined;
    // Its seed is chosen once: a plan has to come out the same when it is made anew.
    if (this.#session !== undefined && target !== undefined && this.#p.news.setupOf(target) === undefined)
      this.change({});
    this.runs.show(this.place.run);
    this.list.show(run === undefined ? undefined : { run, tab, q, cluster }, n);
    const offers = this.#session?.inventory ?? 0;
    this.offers.show(this.#session?.id, offers, this.#find);
    const isWanted = this.#session !== undefined && run === undefined && this.fault === undefined;
    this.planning.show(
      isWanted ? { request: requestOf(this.setup, this.#session!.id, this.#host), offers } : undefined,
    );
  }
  /** Called whenever the run that is looked at, its report or the rows of its cases change. */
  heard(): void {
    const { chosen } = this.list;
    this.shown.show(chosen?.n === this.place.n ? (chosen ?? undefined) : undefined);
    this.shown.compareWith(this.#controlOf(this.shown.row));
  }
  /** The bridge is back. */
  again(): void {
    if (this.#strategies === undefined) void this.#loadCards();
    this.offers.again();
    this.runs.again();
    this.planning.again();
    this.list.heard();
  }
  close(): void {
    this.planning.close();
    this.offers.close();
    this.runs.close();
    this.list.close();
  }

  look(part: Partial<FuzzPlace>, how: 'go' | 'slide' = 'go'): void {
    this.#p.location[how]({ fuzz: { ...this.place, ...part } });
  }
  showRun(run: string | undefined): void {
    this.#p.location.go({ fuzz: { ...NO_FUZZ, run } });
  }
  move(step: number): void {
    if (this.place.run !== undefined) this.list.move(step);
  }
  /** The case of the next finding, the worst first. */
  stepFinding(step: 1 | -1): void {
    const findings = this.#findings;
    if (findings.length === 0) return;
    const at = findings.findIndex(({ id }) => id === this.#finding?.id);
    const next = findings[(at < 0 && step < 0 ? 0 : at) + step] ?? findings.at(step > 0 ? 0 : -1);
    if (next !== undefined) this.look({ n: next.n, tab: 'all', q: '', cluster: undefined });
  }
  /** First the case, then what the list is limited to, then the run. */
  leave(): void {
    const { n, q, cluster, run } = this.place;
    if (n !== undefined) this.look({ n: undefined });
    else if (q !== '' || cluster !== undefined) this.look({ q: '', cluster: undefined });
    else if (run !== undefined) this.showRun(undefined);
  }

  change(part: Partial<FuzzSetup>): void {
    if (this.#target === undefined) return;
    // One case belongs to exactly what it was planned with.
    const alone = 'case' in part ? {} : { case: undefined };
    this.#p.news.change(this.#target, { ...alone, ...part });
  }
  filter(find: string): void {
    this.#find = find;
  }
  authorise(host: string): void {
    const asked = this.planning.plan?.mustAuthorise ?? this.#host;
    this.#authorised = host;
    this.#host = host !== '' && host === asked ? host : undefined;
  }
  choose(subject: FuzzSubject, isChosen: boolean): void {
    const before = this.setup.only ?? this.offers.subjects;
    const others = before.filter((one) => !isSameSubject(one, subject));
    const only = isChosen ? [...others, subject] : others;
    const isAll = this.#find === '' && only.length === this.offers.total;
    this.change({ only: isAll ? undefined : [...only] });
  }
  chooseAll(areChosen: boolean): void {
    this.change({ only: areChosen ? undefined : [] });
  }
  tryStrategy(id: string, isTried: boolean): void {
    const cards = this.#strategies ?? [];
    const now = cards.filter((card) => (card.id === id ? isTried : this.isTried(card)));
    const isUsual = cards.every((card) => now.includes(card) !== card.optIn);
    this.change({ strategies: isUsual ? undefined : now.map((card) => card.id) });
  }
  tryAll(areTried: boolean): void {
    this.change({ strategies: areTried ? undefined : [] });
  }

  /** Yes to the plan that is on the screen. */
  async start(): Promise<void> {
    const agreed = this.planning.agreeable;
    const { news, toast, location } = this.#p;
    if (agreed === undefined || this.#isStarting || news.goingWith(this.#target) !== undefined) return;
    this.#isStarting = true;
    const run = await this.#p.api.repeating.fuzz.start(agreed.request, agreed.plan.confirmation);
    this.#isStarting = false;
    if (run.ok) {
      this.runs.begun(run.value);
      news.heard(run.value);
      this.authorise('');
      // Traffic goes on being about the session of the person, not about those that follow now.
      const q = this.#session === undefined ? '' : withSession('', this.#session.number);
      location.go({
        fuzz: { ...NO_FUZZ, run: run.value.id },
        ...(location.place.q === '' ? { q } : {}),
      });
    } else if (run.problem.code === 'not-confirmed') this.planning.again(true);
    else toast.complain(run.problem);
  }
  async turn(how: 'pause' | 'resume' | 'stop'): Promise<void> {
    const id = this.place.run ?? this.#p.news.goingWith(this.#target)?.id;
    if (id === undefined) return;
    const run = await this.runs.turn(id, how);
    if (run !== undefined) this.#p.news.heard(run);
  }
  async remove(id: string): Promise<void> {
    if ((await this.runs.remove(id)) && this.place.run === id) this.showRun(undefined);
  }
  /** Back to the plan with what a run was asked for; of one case, or of all. */
  planAgain(n?: number): void {
    const request = this.runs.report?.plan.request;
    if (request === undefined) return;
    const { session, authorisedHost, ...setup } = request;
    void [session, authorisedHost];
    const target = this.runs.report!.run.target;
    const nothing = { only: undefined, marked: undefined, strategies: undefined, rate: undefined };
    this.#p.news.change(target, { ...nothing, ...setup, case: n ?? setup.case });
    this.#p.location.go({ target, fuzz: NO_FUZZ });
  }

  /** What a case stands beside: the control of its finding, else the last one of what it calls. */
  #controlOf(row: FuzzCaseRow | undefined): CallFrames | undefined {
    if (row === undefined) return undefined;
    const { report } = this.runs;
    const own = findingOf(report, row)?.control;
    return own ?? report?.controls?.find(({ subject }) => subject === row.subject);
  }

  async #loadCards(): Promise<void> {
    void this.runs.loadAll();
    const cards = await this.#p.api.repeating.fuzz.cards();
    if (cards.ok) {
      [this.#strategies, this.#problem] = [cards.value.strategies, undefined];
      this.#oracles = cards.value.oracles;
    } else if (cards.problem.code !== UNREACHABLE) this.#problem = cards.problem;
  }
}
