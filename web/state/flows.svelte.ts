import type {
  FlowCorrection,
  Flows as Found,
  FlowTagName,
  FlowToolText,
  SetFlowCorrection,
} from '../../protocol/flows.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { FlowsApi } from '../connection/flows-api.ts';
import { STOPPED, UNREACHABLE } from '../connection/ask.ts';
import { FlowTools } from './flow-tools.svelte.ts';
import type { Location } from './location.svelte.ts';
import type { LookedAt } from './place.ts';
import type { Toast } from './toast.svelte.ts';

/** A correction whose note is being written. */
export interface AskedNote {
  readonly tag: FlowTagName;
  readonly says: FlowCorrection['says'];
}

/** The screen Flows: the shortest paths, the tool that is explained, and what the person says of its tags. */
export class Flows {
  readonly tools: FlowTools;
  #api: FlowsApi;
  #location: Location;
  #toast: Toast;
  #found = $state.raw<Found | undefined>(undefined);
  #text = $state.raw<FlowToolText | undefined>(undefined);
  #problem = $state.raw<Problem | undefined>(undefined);
  #toolProblem = $state.raw<Problem | undefined>(undefined);
  #asked = $state.raw<AskedNote | undefined>(undefined);
  #isSaying = $state(false);
  #asking: AbortController | undefined;
  #askingTool: AbortController | undefined;
  #without: readonly string[] = [];

  constructor(api: FlowsApi, location: Location, toast: Toast) {
    this.#api = api;
    this.#location = location;
    this.#toast = toast;
    this.tools = new FlowTools(api, (tool) => this.select(tool, undefined, 'slide'));
  }

  get found(): Found | undefined {
    return this.#found;
  }
  get problem(): Problem | undefined {
    return this.#problem;
  }
  /** The tool that is looked at, with its texts. */
  get text(): FlowToolText | undefined {
    return this.#text;
  }
  get toolProblem(): Problem | undefined {
    return this.#toolProblem;
  }
  get asked(): AskedNote | undefined {
    return this.#asked;
  }
  get isSaying(): boolean {
    return this.#isSaying;
  }

  /** Asks anew, also for the same: something has changed. */
  show(without: readonly string[]): void {
    this.#without = without;
    void this.#load();
  }
  showTool(tool: LookedAt | undefined): void {
    const isSame =
      tool?.definition === this.#text?.tool.definition && tool?.target === this.#text?.tool.target;
    if (!isSame) this.#text = this.#asked = undefined;
    this.#toolProblem = undefined;
    if (tool === undefined) this.#askingTool?.abort();
    else void this.#loadTool(tool);
  }

  select({ target, definition }: LookedAt, tag: FlowTagName | undefined, how: 'go' | 'slide' = 'go'): void {
    // Among all tools the tag is what they are filtered by.
    const change = this.#location.place.isTools ? {} : { tag };
    this.#location[how]({ tool: { target, definition }, ...change });
  }
  /** Through the tools of the paths, or through all tools. */
  move(step: number): void {
    const { isTools, tool } = this.#location.place;
    if (isTools) return this.tools.move(step, tool);
    const on = (this.#found?.flows ?? []).flatMap(({ steps }) => steps.map((one) => one.tool));
    const unique = on.filter((one, at) => on.findIndex((other) => isSame(one, other)) === at);
    const at = unique.findIndex((one) => isSame(one, tool));
    const next = unique[at === -1 ? (step > 0 ? 0 : unique.length - 1) : at + step];
    if (next !== undefined) this.select(next, undefined, 'slide');
  }
  leave(): void {
    if (this.#asked !== undefined) this.#asked = undefined;
    else this.#location.go({ tool: undefined, ...(this.#location.place.isTools ? {} : { tag: undefined }) });
  }

  takePart(target: string, takes: boolean): void {
    const others = this.#location.place.without.filter((one) => one !== target);
    this.#location.go({ without: takes ? others : [...others, target] });
  }

  /** Asks for a note; nothing is said yet. */
  ask(note: AskedNote | undefined): void {
    this.#asked = note;
  }
  async say(
    says: SetFlowCorrection['says'],
    tag: FlowTagName,
    note: string,
    definition?: string,
  ): Promise<void> {
    const tool = this.#text?.tool;
    if (tool === undefined || this.#isSaying) return;
    this.#isSaying = true;
    const said = { target: tool.target, tag, says, note };
    const outcome = await this.#api.correct(definition ?? tool.definition, said);
    this.#isSaying = false;
    if (!outcome.ok) return this.#toast.complain(outcome.problem);
    this.#asked = undefined;
    this.#toast.say(
      says === 'as-read' ? 'Its words count again.' : 'Remembered, for as long as the definition stays.',
    );
    this.again();
  }

  again(): void {
    void this.#load();
    this.tools.again();
    const { tool } = this.#location.place;
    if (tool !== undefined) void this.#loadTool(tool);
  }

  async #load(): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const found = await this.#api.paths(this.#without, asking.signal);
    if (this.#asking !== asking) return;
    if (found.ok) [this.#found, this.#problem] = [found.value, undefined];
    else if (isTold(found.problem)) this.#problem = found.problem;
  }

  async #loadTool({ target, definition }: LookedAt): Promise<void> {
    this.#askingTool?.abort();
    const asking = (this.#askingTool = new AbortController());
    const text = await this.#api.tool(target, definition, asking.signal);
    if (this.#askingTool !== asking) return;
    if (text.ok) [this.#text, this.#toolProblem] = [text.value, undefined];
    else if (isTold(text.problem)) [this.#text, this.#toolProblem] = [undefined, text.problem];
  }
}

function isSame(one: LookedAt, other: LookedAt | undefined): boolean {
  return one.definition === other?.definition && one.target === other.target;
}

/** The page says by itself that the bridge is gone. */
function isTold({ code }: Problem): boolean {
  return code !== STOPPED && code !== UNREACHABLE;
}
