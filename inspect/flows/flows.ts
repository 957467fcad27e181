import { SEVERITIES } from '../../protocol/finding.ts';
import { type Flow, type FlowStep, type FlowTagName, type FlowTool } from '../../protocol/flows.ts';
import { KINDS, type KindOfFlow, type Place } from './kinds.ts';
import { candidatesFor, shortestPath, type Candidate, type Path } from './shortest-path.ts';

/** Names of tools to leave out; more are counted only. */
const MOST_NAMED = 8;

/**
 * One entry of each kind of dangerous path there is among these tools, as one agent has them all: the shortest,
 * how many others could stand in each place, and what would end it; worst first. Not: every pair of tools that could be bad.
 */
export function findFlows(tools: readonly FlowTool[]): Flow[] {
  const flows: Flow[] = [];
  for (const kind of KINDS) {
    if (kind.unless?.some((other) => flows.some((flow) => flow.kind === other)) === true) continue;
    const candidates = candidatesFor(tools, kind.places);
    const path = shortestPath(candidates, kind);
    if (path !== undefined) flows.push(told(kind, path, candidates));
  }
  return flows.sort((a, b) => rank(b) - rank(a));
}

function rank({ severity }: Flow): number {
  return SEVERITIES.indexOf(severity);
}

function told(kind: KindOfFlow, path: Path, candidates: readonly Candidate[]): Flow {
  const isWeak = path.some(({ fits }, place) => fits[place]!.strength === 'weak');
  const [first] = path;
  const near =
    kind.servers === 'one' ? candidates.filter(({ tool }) => tool.target === first!.tool.target) : candidates;
  const fitting = kind.places.map((_, place) => near.filter(({ fits }) => fits[place] !== undefined));
  const doing = path.map(({ fits }, place) => fits[place]!.tag);
  const fewest = fitting.reduce(
    (least, one, place) => (one.length < fitting[least]!.length ? place : least),
    0,
  );
  const breaking = fitting[fewest]!;
  return {
    kind: kind.kind,
    severity: isWeak ? kind.whenWeak : kind.severity,
    confidence: isWeak ? 'tentative' : 'firm',
    steps: stepsOf(path, doing),
    others: fitting.map((all, place) => ({ tag: doing[place]!, count: all.length - 1 })),
    breaks: {
      tag: doing[fewest]!,
      tools: breaking.slice(0, MOST_NAMED).map(({ tool: { target, name, nth, definition } }) => ({
        target,
        name,
        nth,
        definition,
      })),
      count: breaking.length,
    },
    alsoWithin: kind.servers === 'one' ? serversWithAll(candidates, kind.places) - 1 : 0,
  };
}

/** A tool that stands in several places is one step. */
function stepsOf(path: Path, doing: readonly FlowTagName[]): FlowStep[] {
  const steps: FlowStep[] = [];
  for (const [place, { tool }] of path.entries()) {
    const known = steps.find((step) => step.tool === tool);
    if (known === undefined) steps.push({ tool, does: [doing[place]!] });
    else known.does.push(doing[place]!);
  }
  return steps;
}

function serversWithAll(candidates: readonly Candidate[], places: readonly Place[]): number {
  const filled = new Map<string, Set<number>>();
  for (const { tool, fits } of candidates) {
    const known = filled.get(tool.target) ?? new Set<number>();
    filled.set(tool.target, known);
    for (const [place, tag] of fits.entries()) if (tag !== undefined) known.add(place);
  }
  return [...filled.values()].filter(({ size }) => size === places.length).length;
}

/** Tools with tags first; otherwise as they came. */
export function taggedFirst(tools: readonly FlowTool[]): FlowTool[] {
  return [...tools.filter(isTagged), ...tools.filter((tool) => !isTagged(tool))];
}

export function isTagged({ tags }: FlowTool): boolean {
  return tags.some(({ counts }) => counts);
}
