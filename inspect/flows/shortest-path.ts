import type { FlowTag, FlowTagName, FlowTool } from '../../protocol/flows.ts';
import { wordsOfName } from '../support/words.ts';
import type { KindOfFlow, Place } from './kinds.ts';

/** A tool with the tag it would have in each place of the kind in question; undefined: it does not fit there. */
export interface Candidate {
  readonly tool: FlowTool;
  readonly fits: readonly (FlowTag | undefined)[];
}

/** Who stands where: for each place a candidate; one may stand in several. */
export type Path = readonly Candidate[];

/** What fills places, of all that counts. */
export function candidatesFor(tools: readonly FlowTool[], places: readonly Place[]): Candidate[] {
  return tools
    .map((tool) => ({ tool, fits: places.map((place) => tagIn(tool, place)) }))
    .filter(({ fits }) => fits.some((tag) => tag !== undefined));
}

function tagIn(tool: FlowTool, place: Place): FlowTag | undefined {
  const fitting = place.flatMap((name: FlowTagName) =>
    tool.tags.filter(({ tag, counts }) => tag === name && counts),
  );
  return fitting.find(({ strength }) => strength === 'firm') ?? fitting[0];
}

/**
 * The shortest path through all places: one of firm tags before one that leans on a weak word, then the fewest tools, then
 * the fewest servers, then the strongest words, then by name. Undefined: some place stays empty.
 */
export function shortestPath(
  candidates: readonly Candidate[],
  { places, servers }: KindOfFlow,
): Path | undefined {
  const firm = candidates
    .map(({ tool, fits }) => ({
      tool,
      fits: fits.map((tag) => (tag?.strength === 'firm' ? tag : undefined)),
    }))
    .filter(({ fits }) => fits.some((tag) => tag !== undefined));
  return shortest(firm, places.length, servers) ?? shortest(candidates, places.length, servers);
}

/**
 * Places that one tool fills form a block. Of each server only the best tool for a block can be on the shortest
 * path, so what is tried is servers, not tools.
 */
function shortest(
  candidates: readonly Candidate[],
  places: number,
  servers: KindOfFlow['servers'],
): Path | undefined {
  const perServer = byServer(candidates);
  for (let tools = 1; tools <= places; tools++) {
    let best: Path | undefined;
    for (const blocks of PARTITIONS[places]!.filter((one) => one.length === tools))
      best = better(best, bestThrough(blocks, perServer, servers));
    if (best !== undefined) return best;
  }
  return undefined;
}

/** Ways to share out places among tools; a path has two or three places. */
const PARTITIONS: Readonly<Record<number, readonly (readonly (readonly number[])[])[]>> = {
  2: [[[0, 1]], [[0], [1]]],
  3: [[[0, 1, 2]], [[0, 1], [2]], [[0, 2], [1]], [[0], [1, 2]], [[0], [1], [2]]],
};

function bestThrough(
  blocks: readonly (readonly number[])[],
  perServer: ReadonlyMap<string, readonly Candidate[]>,
  servers: KindOfFlow['servers'],
): Path | undefined {
  const bestFor = blocks.map((block) =>
    [...perServer.values()].flatMap((candidates) => bestOf(candidates, block) ?? []),
  );
  let best: Path | undefined;
  /** More servers than these are not tried: what was found goes through fewer. */
  let most = servers === 'one' ? 1 : blocks.length;
  const choose = (chosen: readonly Candidate[], through: readonly string[]): void => {
    if (through.length > most) return;
    const next = bestFor[chosen.length];
    if (next !== undefined) {
      for (const candidate of next) {
        const { target } = candidate.tool;
        choose([...chosen, candidate], through.includes(target) ? through : [...through, target]);
      }
      return;
    }
    if (servers === 'several' && through.length < 2) return;
    const path: Candidate[] = [];
    for (const [block, places] of blocks.entries()) for (const place of places) path[place] = chosen[block]!;
    best = better(best, path);
    most = through.length;
  };
  choose([], []);
  return best;
}

function byServer(candidates: readonly Candidate[]): Map<string, Candidate[]> {
  const perServer = new Map<string, Candidate[]>();
  for (const candidate of candidates) {
    const known = perServer.get(candidate.tool.target);
    if (known === undefined) perServer.set(candidate.tool.target, [candidate]);
    else known.push(candidate);
  }
  return perServer;
}

/** The tool that fills all these places best. */
function bestOf(candidates: readonly Candidate[], block: readonly number[]): Candidate | undefined {
  let best: { candidate: Candidate; rank: string } | undefined;
  for (const candidate of candidates) {
    if (block.some((place) => candidate.fits[place] === undefined)) continue;
    const rank = rankOf(block.map((place) => [candidate, place]));
    if (best === undefined || rank < best.rank) best = { candidate, rank };
  }
  return best?.candidate;
}

function better(one: Path | undefined, other: Path | undefined): Path | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return rankOfPath(other) < rankOfPath(one) ? other : one;
}

function rankOfPath(path: Path): string {
  const servers = new Set(path.map(({ tool }) => tool.target)).size;
  return `${servers} ${rankOf(path.map((candidate, place) => [candidate, place]))}`;
}

/** Strongest words first, then names: the same tools give the same path, in whatever order they come. */
function rankOf(places: readonly (readonly [Candidate, number])[]): string {
  let weakness = 0;
  for (const [{ fits, tool }, place] of places) weakness += weaknessOf(fits[place]!, tool);
  const names = places.map(
    ([{ tool }]) => `${tool.name}\n${tool.target}\n${String(tool.nth).padStart(9, '0')}`,
  );
  return `${String(weakness).padStart(4, '0')} ${names.join('\n')}`;
}

/** A tool of these names says what there is, not what is in it. */
const ABOUT = new Set(
  'list lists directory folder search find info metadata stats size sizes count schema status tree types history'.split(
    ' ',
  ),
);

/** A person's word is the strongest, then words of the name, then several words, then few. */
function weaknessOf({ strength, words, correction }: FlowTag, { name }: FlowTool): number {
  if (correction !== undefined) return 0;
  const isNamed = words.some(({ from }) => from === 'name');
  const isAbout = wordsOfName(name).some((word) => ABOUT.has(word));
  return (
    (strength === 'firm' ? 0 : 40) + (isNamed ? 0 : 20) + (isAbout ? 10 : 0) + Math.max(0, 9 - words.length)
  );
}
