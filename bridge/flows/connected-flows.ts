import { findFlows, isTagged, taggedFirst, withCorrections } from '../../inspect/flows/index.ts';
import type {
  Flows,
  FlowsCorrected,
  FlowTool,
  FlowToolsPage,
  FlowToolsRequest,
  FlowToolText,
  SetFlowCorrection,
} from '../../protocol/flows.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';
import type { Change, StreamListener } from '../stream/source.ts';
import type { CorrectionStore, StoredCorrection } from './correction-store.ts';
import { ToolReader, type OfferedTool, type OfferedTools, type ToolReaderOptions } from './offered-tools.ts';

/** Nobody gives one agent more; what is beyond is said. */
const MOST_TARGETS = 50;
/** ms in which changes are told together: a list that is walked grows page by page. */
const TELL_AFTER = 200;

export interface ConnectedFlowsOptions {
  page: ToolReaderOptions['page'];
  journal: ToolReaderOptions['journal'];
  corrections: CorrectionStore;
  /** What is connected, offered or decided has changed. */
  changed(version: number): void;
  onProblem(problem: Problem): void;
}

/** A target that is connected, with what its newest open session offers. */
interface Connected {
  readonly session: Session;
  readonly offered: OfferedTools;
  readonly tools: readonly FlowTool[];
}

/** Dangerous paths over the tools of everything that is connected now, as one agent would have them all. */
export class ConnectedFlows implements StreamListener {
  #o: ConnectedFlowsOptions;
  #reader: ToolReader;
  #open = new Map<string, Session>();
  /** What each open session offers, for the version of its inventory that was read. */
  #read = new Map<string, { inventory: number | undefined; offered: Promise<OfferedTools> }>();
  #version = 1;
  #telling: NodeJS.Timeout | undefined;

  constructor(options: ConnectedFlowsOptions) {
    this.#o = options;
    this.#reader = new ToolReader(options);
  }

  /** What pages are told is all that has to be known; a session changes with every frame, so that costs little. */
  change(change: Change): void {
    if (change.kind === 'session') this.#sessionChanged(change.session);
    else if (change.kind === 'session-deleted') this.#sessionGone(change.id);
    else if (change.kind === 'target-forgotten') {
      const problem = this.#o.corrections.forget(change.key);
      if (problem !== undefined) this.#o.onProblem(problem);
    }
  }

  frames(): void {}

  close(): void {
    clearTimeout(this.#telling);
  }

  async flows(without: ReadonlySet<string>): Promise<Flows> {
    const version = this.#version;
    const corrections = this.#o.corrections.all();
    const connected = await this.#connected(corrections);
    const taking = connected.filter(({ session }) => !without.has(session.target));
    return {
      version,
      targets: connected.map(({ session, offered, tools }) => ({
        target: session.target,
        name: session.targetName,
        session: session.id,
        tools: tools.length,
        tagged: tools.filter(isTagged).length,
        isLeftOut: without.has(session.target),
        ...(offered.words === undefined ? {} : { words: offered.words }),
      })),
      flows: findFlows(taking.flatMap(({ tools }) => tools)),
      ...(corrections.ok ? {} : { problem: corrections.problem }),
      ...(this.#targets().length > MOST_TARGETS
        ? { words: `Only the first ${MOST_TARGETS} targets by name are looked at.` }
        : {}),
    };
  }

  async tools({ q, tag, from, limit }: FlowToolsRequest): Promise<FlowToolsPage> {
    const version = this.#version;
    const connected = await this.#connected(this.#o.corrections.all());
    const needle = q.trim().toLowerCase();
    const matching = connected.flatMap(({ session, tools }) => {
      const isOfTarget = session.targetName.toLowerCase().includes(needle);
      return tools.filter(
        (tool) =>
          (isOfTarget || tool.name.toLowerCase().includes(needle)) &&
          (tag === undefined || tool.tags.some((one) => one.tag === tag)),
      );
    });
    const start = Math.min(from, matching.length);
    const rows = taggedFirst(matching).slice(start, start + limit);
    return { version, total: matching.length, from: start, rows };
  }

  async text(target: string, definition: string): Promise<Outcome<FlowToolText>> {
    const found = await this.#find(target, definition);
    if (found === undefined) return noSuchTool();
    const { session, tool, offered } = found;
    const texts = await this.#reader.texts(session.id, offered.at, tool.tags);
    if (texts === undefined) return noSuchTool();
    return {
      ok: true,
      value: { tool, targetName: session.targetName, session: session.id, at: offered.at, ...texts },
    };
  }

  async correct(definition: string, request: SetFlowCorrection): Promise<Outcome<FlowsCorrected>> {
    const { target, tag, says } = request;
    const problem =
      says === 'as-read'
        ? this.#o.corrections.takeBack(target, tag, definition)
        : await this.#decide(definition, request);
    if (problem !== undefined) return { ok: false, problem };
    this.#bump();
    return { ok: true, value: { version: this.#version } };
  }

  #sessionChanged(session: Session): void {
    // What it has is had through the person's own sessions, not through a probe's.
    if (session.probe !== undefined) return;
    const known = this.#open.get(session.id);
    if (session.state.kind !== 'open') {
      if (known !== undefined) this.#sessionGone(session.id);
      return;
    }
    this.#open.set(session.id, session);
    if (known === undefined || known.inventory !== session.inventory) this.#bump();
  }

  #sessionGone(id: string): void {
    this.#read.delete(id);
    if (this.#open.delete(id)) this.#bump();
  }

  async #decide(definition: string, request: SetFlowCorrection): Promise<Problem | undefined> {
    const found = await this.#find(request.target, definition);
    if (found === undefined) return noSuchTool().problem;
    const { name } = found.tool;
    const isOffered = (one: string): boolean =>
      found.connected.tools.some((tool) => tool.name === name && tool.definition === one);
    return this.#o.corrections.set({ ...request, tool: name, definition, isOffered });
  }

  async #find(
    target: string,
    definition: string,
  ): Promise<{ session: Session; tool: FlowTool; offered: OfferedTool; connected: Connected } | undefined> {
    const connected = (await this.#connected(this.#o.corrections.all())).find(
      ({ session }) => session.target === target,
    );
    const at = connected?.tools.findIndex((tool) => tool.definition === definition) ?? -1;
    if (connected === undefined || at === -1) return undefined;
    const { session, tools, offered } = connected;
    return { session, tool: tools[at]!, offered: offered.tools[at]!, connected };
  }

  async #connected(corrections: Outcome<readonly StoredCorrection[]>): Promise<Connected[]> {
    const kept = byTool(corrections.ok ? corrections.value : []);
    return Promise.all(
      this.#targets()
        .slice(0, MOST_TARGETS)
        .map(async (session) => {
          const { target } = session;
          const offered = await this.#offeredBy(session);
          const tools = offered.tools.map(({ name, nth, definition, tags }): FlowTool => {
            const decided = withCorrections({ definition, tags }, kept.get(target)?.get(name) ?? []);
            return { target, name, nth, definition, ...decided };
          });
          return { session, offered, tools };
        }),
    );
  }

  /** The newest open session of each target, by the target's name. */
  #targets(): Session[] {
    const newest = new Map<string, Session>();
    for (const session of this.#open.values())
      if (session.number > (newest.get(session.target)?.number ?? -1)) newest.set(session.target, session);
    const order = ({ targetName, target }: Session): string => `${targetName}\n${target}`;
    return [...newest.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }

  #offeredBy(session: Session): Promise<OfferedTools> {
    const known = this.#read.get(session.id);
    if (known !== undefined && known.inventory === session.inventory) return known.offered;
    const offered = this.#reader.read(session.id);
    this.#read.set(session.id, { inventory: session.inventory, offered });
    // A reading that failed is not kept; whoever waits for it hears of it.
    offered.catch(() => this.#read.delete(session.id));
    return offered;
  }

  #bump(): void {
    this.#version++;
    if (this.#telling !== undefined) return;
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      this.#o.changed(this.#version);
    }, TELL_AFTER).unref();
  }
}

/** Maps: names are the servers'. */
function byTool(corrections: readonly StoredCorrection[]): Map<string, Map<string, StoredCorrection[]>> {
  const targets = new Map<string, Map<string, StoredCorrection[]>>();
  for (const one of corrections) {
    const tools = targets.get(one.target) ?? new Map<string, StoredCorrection[]>();
    targets.set(one.target, tools);
    tools.set(one.tool, [...(tools.get(one.tool) ?? []), one]);
  }
  return targets;
}

function noSuchTool(): { ok: false; problem: Problem } {
  return {
    ok: false,
    problem: {
      code: 'no-such-tool',
      message: 'No connected target offers this tool in this definition (any more).',
      hint: 'Its target was disconnected, or its definition has changed. Look at it as it is now.',
    },
  };
}
