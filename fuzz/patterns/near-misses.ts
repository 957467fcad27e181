import { movesOf, stepsFor, type Moves } from './reading-steps.ts';
import { holds, readPattern, type Letters, type PatternNode } from './read-pattern.ts';

/** A text that nearly fits an expression, in four lengths, and takes a backtracking reader ever longer. */
export interface NearMiss {
  sizes: readonly string[];
  isExponential: boolean;
}

/** `head`, then `pump` again and again, then something that cannot be. */
interface Attempt {
  head: string;
  pump: string;
  tail: string;
}

const MOST = { attempts: 48, steps: 20_000, all: 250_000, heads: 200, text: 60_000 };
/** Steps aimed at, so that the longest takes about a second of the usual engines. */
const AIMS = [600_000, 4_000_000, 20_000_000, 80_000_000];
/** A factor below that is one of a power. */
const WORTH = 1.25;
const TAILS = ['\u0001', '!', '\n', '/'];
const LETTERS = 'a1A- ._,/@:'.split('');

/** The worst that is found within bounds; undefined: it can be read without going back, or is not understood. */
export function nearMiss(pattern: string): NearMiss | undefined {
  const root = readPattern(pattern);
  const moves = root && movesOf(root);
  if (root === undefined || moves === undefined) return undefined;
  let left = MOST.all;
  let best: { attempt: Attempt; growth: Growth } | undefined;
  for (const attempt of attemptsOf(root)) {
    if (left <= 0) break;
    const growth = growthOf(moves, attempt);
    left -= growth.spent;
    if (best === undefined || worse(growth, best.growth)) best = { attempt, growth };
    if (growth.base > WORTH) break;
  }
  if (best === undefined || (best.growth.base <= WORTH && best.growth.power < 1.7)) return undefined;
  const { attempt, growth } = best;
  const counts = AIMS.map((aim) => countFor(growth, aim)).map((n, at, all) =>
    at > 0 && n <= all[at - 1]! ? all[at - 1]! + 1 : n,
  );
  const longest = Math.floor(MOST.text / attempt.pump.length);
  const largest = counts.at(-1)!;
  const sizes = counts.map((n) => write(attempt, largest > longest ? Math.ceil((n * longest) / largest) : n));
  return { sizes, isExponential: growth.base > WORTH };
}

const write = ({ head, pump, tail }: Attempt, count: number): string => head + pump.repeat(count) + tail;

interface Growth {
  /** Steps grow by this factor with each further pump; 1: they do not. */
  base: number;
  /** Else as this power of their number. */
  power: number;
  /** Steps for `of` pumps. */
  steps: number;
  of: number;
  spent: number;
}

function growthOf(moves: Moves, attempt: Attempt): Growth {
  let spent = 0;
  const stepsOf = (count: number): number => {
    const steps = stepsFor(moves, write(attempt, count), MOST.steps);
    spent += steps;
    return steps;
  };
  const few: number[] = [];
  for (let count = 1; count <= 16; count++) {
    const steps = stepsOf(count);
    if (steps >= MOST.steps) break;
    few.push(steps);
  }
  const last = few.length;
  const factor = (at: number): number => Math.sqrt((few[at - 1] ?? 1) / (few[at - 3] ?? 1));
  const [late, early] = [factor(last), factor(last - 3)];
  // What is exponential goes on by the same factor; of any power it is less each time.
  const isSame = last < 16 || late > early * 0.93;
  if (last >= 3 && late > WORTH && isSame)
    return { base: late, power: 0, steps: few.at(-1)!, of: last, spent };
  const [near = 1, far = 1] = [few[Math.floor(last / 2) - 1], few.at(-1)];
  return { base: 1, power: last < 8 ? 0 : Math.log2(far / near), steps: far, of: last, spent };
}

function worse(one: Growth, other: Growth): boolean {
  return one.base === other.base ? one.power > other.power : one.base > other.base;
}

function countFor({ base, power, steps, of }: Growth, aim: number): number {
  if (base > WORTH) return Math.max(of, Math.round(of + Math.log(aim / steps) / Math.log(base)));
  return Math.max(of, Math.round(of * (aim / steps) ** (1 / power)));
}

/** For each part that repeats without end: what leads there, and what it repeats. */
function* attemptsOf(root: PatternNode): Generator<Attempt> {
  let count = 0;
  for (const { body, head } of loopsOf(root)) {
    const pumps = new Set(
      [sampleOf(body, 0), sampleOf(body, 1), sampleOf(body, 2)].filter((pump) => pump !== ''),
    );
    for (const pump of pumps)
      for (const tail of TAILS) {
        if (++count > MOST.attempts) return;
        yield { head: head.slice(0, MOST.heads), pump: pump.slice(0, 20), tail };
      }
  }
}

function loopsOf(root: PatternNode): { body: PatternNode; head: string }[] {
  const found: { body: PatternNode; head: string }[] = [];
  const open: { node: PatternNode; head: string }[] = [{ node: root, head: '' }];
  while (open.length > 0 && found.length < MOST.attempts) {
    const { node, head } = open.shift()!;
    if (node.kind === 'any') for (const choice of node.choices) open.push({ node: choice, head });
    else if (node.kind === 'all') {
      let before = head;
      for (const part of node.parts) {
        open.push({ node: part, head: before });
        before = (before + sampleOf(part, 0)).slice(0, MOST.heads);
      }
    } else if (node.kind === 'repeat') {
      if (node.most === Infinity) found.push({ body: node.body, head });
      open.push({ node: node.body, head });
    }
  }
  return found;
}

/** A short text that it matches. `turn`: other choices, where there are some; 2: a repeated part once more than needed. */
function sampleOf(node: PatternNode, turn: number): string {
  switch (node.kind) {
    case 'letters':
      return letterIn(node);
    case 'all':
      return node.parts
        .map((part) => sampleOf(part, turn))
        .join('')
        .slice(0, MOST.heads);
    case 'any':
      return sampleOf(node.choices[turn % node.choices.length]!, turn);
    case 'repeat':
      return sampleOf(node.body, turn)
        .repeat(Math.max(node.least, turn === 2 && node.most > 0 ? 1 : 0))
        .slice(0, MOST.heads);
    default:
      return '';
  }
}

function letterIn(node: Letters): string {
  const usual = LETTERS.find((sign) => holds(node, sign.codePointAt(0)!));
  if (usual !== undefined) return usual;
  const from = node.isNegated ? 0x4e00 : (node.ranges[0]?.[0] ?? 0x61);
  return from >= 0xd800 && from <= 0xdfff ? 'a' : String.fromCodePoint(from);
}
