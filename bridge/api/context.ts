import type {
  AddTarget,
  Call,
  CallAnswer,
  Connect,
  Preferences,
  ReadTextAnswer,
} from '../../protocol/api.ts';
import type {
  ComparisonQuery,
  ItemComparison,
  ItemHistory,
  Review,
  ReviewQuery,
  ReviewRequest,
  ReviewSummary,
  Standings,
} from '../../protocol/baseline.ts';
import type {
  CallState,
  CheckedValue,
  CheckValue,
  Draft,
  Drafts,
  LastInput,
  SendText,
  SentText,
} from '../../protocol/craft.ts';
import type {
  FindingPlaces,
  FindingsByItem,
  FindingsPage,
  FindingsRequest,
  FrameFindings,
  InspectedAgain,
  RulePack,
  SetTriage,
  Triage,
} from '../../protocol/finding.ts';
import type {
  Flows,
  FlowsCorrected,
  FlowToolsPage,
  FlowToolsRequest,
  FlowToolText,
  SetFlowCorrection,
} from '../../protocol/flows.ts';
import type { InventoryPage, InventoryRequest, InventoryRow, ItemRef } from '../../protocol/inventory.ts';
import type { FilledText, FillText } from '../../protocol/placeholders.ts';
import type { ProbeCard, ProbePlan, ProbeRequest, ProbeRun, StartProbes } from '../../protocol/probe.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Snapshot } from '../../protocol/stream.ts';
import type { LaunchPlan, Target } from '../../protocol/target.ts';
import type { Journal } from '../journal/journal.ts';
import type { Masking } from '../secrets/masking.ts';
import type { Upgrade } from '../stream/upgrade.ts';
import type { Assets } from './assets.ts';
import type { AnsweringActions } from './routes/answering.ts';
import type { AnnotationActions } from './routes/annotations.ts';
import type { ArchiveActions } from './routes/archives.ts';
import type { CollectionsApi } from './routes/collections.ts';
import type { ComparingRoutes } from './routes/comparing.ts';
import type { FuzzApi } from './routes/fuzz.ts';
import type { FrameReplaysApi, ReplaysApi } from './routes/replays.ts';
import type { PracticeApi } from './routes/practice.ts';
import type { HarActions } from './routes/har.ts';
import type { CopyActions } from './routes/copies.ts';
import type { RaceActions } from './routes/races.ts';
import type { SignIn } from './sign-in.ts';

/** Targets as the page deals with them. `key` is the target's stable key. */
export interface TargetActions {
  /** Says how a pasted text can be understood; starts nothing and keeps nothing. */
  read(text: string): Promise<ReadTextAnswer>;
  add(request: AddTarget): Promise<Outcome<Target>>;
  plan(key: string): Promise<Outcome<LaunchPlan>>;
  /** Answers as soon as the session exists; connecting goes on. */
  connect(key: string, request: Connect): Promise<Outcome<Session>>;
  forgetEra(key: string): Promise<Outcome<Target>>;
  remove(key: string): Promise<Problem | undefined>;
}

export interface SessionActions {
  stop(id: string): Promise<Outcome<Session>>;
  /** Resolves when the answer is there, however long it takes. */
  call(id: string, call: Call): Promise<Outcome<CallAnswer>>;
  /** Resolves once the message is recorded and on its way. */
  send(id: string, text: SendText): Promise<Outcome<SentText>>;
  /** How a text would go out; nothing is sent, and no number is taken. */
  fill(id: string, text: FillText): Promise<Outcome<FilledText>>;
  callState(id: string, request: number): Promise<Outcome<CallState>>;
  /** A question is let be; nothing is sent. */
  leave(id: string, frame: number, rpcId?: string): Promise<Problem | undefined>;
  poll(id: string, task: string, isWanted: boolean): Promise<Problem | undefined>;
  /** Resolves when the server agreed, or with why not. */
  watch(id: string, uri: string, isWanted: boolean): Promise<Problem | undefined>;
  /** `request` is the seq of the request's frame. */
  cancel(id: string, request: number, reason: string | undefined): Promise<Problem | undefined>;
  /** Answers a question of the server's; exactly one of `result` and `error` is given, as JSON text. */
  answer(
    id: string,
    answer: { frame: number; rpcId?: string } & ({ result: string } | { error: string }),
  ): Promise<Problem | undefined>;
  /** A bearer token after 401; retries. */
  authorise(id: string, token: string): Promise<Outcome<Session>>;
  rename(id: string, name: string): Promise<Outcome<Session>>;
  remove(id: string): Promise<Problem | undefined>;
}

/** Everything the routes need, made by whoever starts the bridge. */
export interface ApiContext {
  readonly build: string;
  /** Random, one per start. */
  readonly run: string;
  readonly signIn: SignIn;
  readonly assets: Assets;
  readonly masking: Masking;
  snapshot(): Snapshot;
  readonly targets: TargetActions;
  readonly sessions: SessionActions;
  readonly inventories: {
    page(session: string, request: InventoryRequest): Promise<Outcome<InventoryPage>>;
    item(session: string, ref: ItemRef): Promise<Outcome<InventoryRow>>;
  };
  readonly inspections: {
    pack(): Promise<RulePack>;
    reloadRules(): Promise<RulePack>;
    /** Begins to; all sessions when none is named. */
    inspectAgain(session: string | undefined): Outcome<InspectedAgain>;
  };
  readonly findings: {
    page(request: FindingsRequest): Promise<FindingsPage>;
    places(fingerprint: string): Promise<Outcome<FindingPlaces>>;
    decide(fingerprint: string, decision: SetTriage): Promise<Outcome<Triage>>;
    ofFrame(session: string, seq: number): Outcome<FrameFindings>;
    byItem(session: string): Outcome<FindingsByItem>;
  };
  readonly flows: {
    /** Over what is connected, but for these targets. */
    flows(without: ReadonlySet<string>): Promise<Flows>;
    tools(request: FlowToolsRequest): Promise<FlowToolsPage>;
    text(target: string, definition: string): Promise<Outcome<FlowToolText>>;
    correct(definition: string, request: SetFlowCorrection): Promise<Outcome<FlowsCorrected>>;
  };
  readonly reviews: {
    all(): Promise<ReviewSummary[]>;
    review(target: string, query: ReviewQuery): Promise<Outcome<Review>>;
    standings(target: string, items: readonly ItemRef[]): Promise<Outcome<Standings>>;
    decide(target: string, request: ReviewRequest): Promise<Outcome<ReviewSummary>>;
    history(target: string, ref: ItemRef): Promise<Outcome<ItemHistory>>;
    compare(target: string, query: ComparisonQuery): Promise<Outcome<ItemComparison>>;
  };
  readonly runs: {
    cards(): ProbeCard[];
    /** Starts and sends nothing. */
    plan(request: ProbeRequest): Promise<Outcome<ProbePlan>>;
    /** Answers when it has begun. */
    start(request: StartProbes): Promise<Outcome<ProbeRun>>;
    all(): ProbeRun[];
    get(id: string): Outcome<ProbeRun>;
    /** Answers when nothing of it is left. */
    stop(id: string): Promise<Outcome<ProbeRun>>;
    remove(id: string): Promise<Problem | undefined>;
  };
  readonly fuzz: FuzzApi;
  readonly practice: PracticeApi;
  readonly annotations: AnnotationActions;
  readonly collections: CollectionsApi;
  readonly copies: CopyActions;
  readonly har: HarActions;
  readonly comparisons: ComparingRoutes['comparisons'];
  readonly replays: ReplaysApi;
  readonly frameReplays: FrameReplaysApi;
  readonly journal: Pick<Journal, 'rows' | 'methods' | 'frame' | 'bytes'>;
  readonly drafts: {
    all(): Outcome<Drafts>;
    /** Resolves once it is written. */
    put(draft: Draft): Promise<Outcome<Draft>>;
    remove(id: string): Promise<Problem | undefined>;
  };
  readonly inputs: { last(target: string, method: string, name: string): Outcome<LastInput> };
  readonly races: RaceActions;
  readonly archives: ArchiveActions;
  readonly answering: AnsweringActions;
  readonly checks: { check(value: CheckValue): Promise<Outcome<CheckedValue>> };
  readonly preferences: {
    read(): Preferences;
    /** Replaces all of them. */
    write(preferences: Preferences): Promise<Outcome<Preferences>>;
  };
  readonly escaped: { end(pid: number): Promise<Problem | undefined> };
  readonly stream: { accept(upgrade: Upgrade): void };
  /** A bug that surfaced while answering; the one place that hears of those. */
  onBug(bug: unknown): void;
}
