import type { OfferedTool } from './offered-tool.ts';
import { MentionIndex, mentionsIn, type Mention } from './support/mentions.ts';
import { skeletonOf } from './support/name-skeleton.ts';

/** Another server that the same agent sees at the same time. All it says is as untrusted as anything. */
export interface Neighbour {
  /** How the target is shown to the person. */
  readonly server: string;
  readonly target: string;
  /** What it calls itself; its own claim. */
  readonly claims?: string;
  readonly tools: readonly OfferedTool[];
}

/** A tool of another server. */
export interface ForeignTool {
  readonly tool: OfferedTool;
  readonly of: Neighbour;
  readonly skeleton: string;
}

/** Servers and, of all together, tools that are compared; descriptions are cut where they are read. */
export const MOST_NEIGHBOURS = 100;
export const MOST_FOREIGN_TOOLS = 2000;

/** The other servers a session is compared with, and their tools by name. Made once for a list, never changed. */
export class Neighbours {
  static readonly NONE = new Neighbours([]);

  readonly servers: readonly Neighbour[];
  readonly tools: readonly ForeignTool[];
  /** What is left out of the comparison, in words. */
  readonly notes: readonly string[];
  #bySkeleton = new Map<string, ForeignTool[]>();
  #names: MentionIndex | undefined;

  constructor(list: readonly Neighbour[]) {
    const notes: string[] = [];
    // In the order of their targets, so that it does not matter who connected first.
    this.servers = [...list]
      .sort((a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0))
      .slice(0, MOST_NEIGHBOURS);
    if (list.length > MOST_NEIGHBOURS)
      notes.push(`Compared with ${MOST_NEIGHBOURS} of ${list.length} other servers.`);
    const tools: ForeignTool[] = [];
    let offered = 0;
    // Each server has its share, so that one with thousands of tools takes nobody else out of sight.
    const shares = sharesOf(this.servers);
    for (const [at, of] of this.servers.entries()) {
      offered += of.tools.length;
      for (const tool of of.tools.slice(0, shares[at]))
        tools.push({ tool, of, skeleton: skeletonOf(tool.name) });
    }
    if (offered > MOST_FOREIGN_TOOLS)
      notes.push(`Compared with ${MOST_FOREIGN_TOOLS} of the ${offered} tools of other servers.`);
    for (const foreign of tools) {
      const same = this.#bySkeleton.get(foreign.skeleton);
      if (same === undefined) this.#bySkeleton.set(foreign.skeleton, [foreign]);
      else same.push(foreign);
    }
    this.tools = tools;
    this.notes = notes;
  }

  get isEmpty(): boolean {
    return this.servers.length === 0;
  }

  /** Tools of other servers whose name looks like this one: capitals, separators and look-alikes aside. */
  like(name: string): readonly ForeignTool[] {
    return this.#bySkeleton.get(skeletonOf(name)) ?? NONE;
  }

  /** The same for a name that is a skeleton already. */
  ofSkeleton(skeleton: string): readonly ForeignTool[] {
    return this.#bySkeleton.get(skeleton) ?? NONE;
  }

  /**
   * Where a text names a tool of another server by a name that is no ordinary word, or another server as
   * such (“the mail server”). `text` is best the plain view. At most 50; whether this server has a tool of
   * that name too is for the rule to ask.
   */
  mentionsIn(text: string): readonly Mention[] {
    if (this.servers.length === 0) return NOTHING;
    return mentionsIn(text, (this.#names ??= new MentionIndex(this.#bySkeleton, this.servers)));
  }
}

const NONE: readonly ForeignTool[] = [];
const NOTHING: readonly Mention[] = [];

/** How many tools of each server are compared: all that it has, or an even share of what the smaller ones leave. */
function sharesOf(servers: readonly Neighbour[]): number[] {
  const shares = servers.map(() => 0);
  let left = MOST_FOREIGN_TOOLS;
  const bySize = servers
    .map((_, at) => at)
    .sort((a, b) => servers[a]!.tools.length - servers[b]!.tools.length);
  for (const [done, at] of bySize.entries()) {
    shares[at] = Math.min(servers[at]!.tools.length, Math.floor(left / (servers.length - done)));
    left -= shares[at];
  }
  return shares;
}
