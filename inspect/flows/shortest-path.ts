import type { FlowTag, FlowTagName, FlowTool } from '../../protocol/flows.ts';
import { wordsOfName } from '../support/words.ts';
import type { KindOfFlow, Place } from './kinds.ts';

/** A tool with the tag it would have in each place of the kind in question; undefined: it does not fit there. */
export interface Candidate {
  readonly tool: FlowTool;
  readonly fits: readonly (FlowTag | undefined)[];
  /** How weak its words are in each place; less is stronger. */
  readonly weakness: readonly number[];
}

/** Who stands where: for each place a candidate; one may stand in several. */
export type Path = readonly Candidate[];

/** What fills places, of all that counts. */
export function candidatesFor(tools: readonly FlowTool[], places: readonly Place[]): Candidate[] {
  return tools.flatMap((tool) => {
    const fits = places.map((place) => tagIn(tool, place));
    if (fits.every((tag) => tag === undefined)) return [];
    return [{ tool, fits, weakness: fits.map((tag) => (tag === undefined ? 0 : weaknessOf(tag, tool))) }];
  });
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
    .map(({ tool, fits, weakness }) => ({
      tool,
      weakness,
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
  let best: { candidate: Candidate; weakness: number } | undefined;
  for (const candidate of candidates) {
    if (block.some((place) => candidate.fits[place] === undefined)) continue;
    const weakness = block.reduce((sum, place) => sum + candidate.weakness[place]!, 0);
    const isBetter =
      best === undefined ||
      weakness < best.weakness ||
      (weakness === best.weakness && nameOf(candidate) < nameOf(best.candidate));
    if (isBetter) best = { candidate, weakness };
  }
  return best?.candidate;
}

function better(one: Path | undefined, other: Path | undefined): Path | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return rankOfPath(other) < rankOfPath(one) ? other : one;
}

function rankOfPath(path: Path): string {
  const servers = new Set(path.map(({ tool }) => tool.target)).size;
  const weakness = path.reduce((sum, candidate, place) => sum + candidate.weakness[place]!, 0);
  return `${servers} ${String(weakness).padStart(4, '0')} ${path.map(nameOf).join('\n')}`;
}

/** The last word between equals: the same tools give the same path, in whatever order they come. */
function nameOf({ tool: { name, target, nth } }: Candidate): string {
  return `${name}\n${target}\n${String(nth).padStart(9, '0')}`;
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
