import type { ForeignTool } from '../neighbours.ts';
import { skeletonOf, styleless } from './name-skeleton.ts';
import { wordsOfName } from './words.ts';

/**
 * How one name comes near another. `look-alike`: drawn the same. `figures`: digits or pairs of letters in place of
 * letters. `claim`: the other name and a word that says it is the right one. `edition`: and a version. `slip`: two
 * letters changed places, or a double one is single: no word of its own. `letter`: one letter is another, too many
 * or missing; `plural`: it is an s.
 */
export type Nearness = 'look-alike' | 'figures' | 'claim' | 'edition' | 'slip' | 'letter' | 'plural';

/** Shorter names are near each other by chance. */
const SHORTEST = 6;
const LONGEST = 64;
/** Names that are compared with one; a hostile list may have thousands that all begin alike. */
const MOST_CANDIDATES = 200;

const CLAIMS = new Set(
  'real true official secure secured safe safer trusted verified genuine original legit legitimate authentic actual proper correct fixed patched'.split(
    ' ',
  ),
);
const EDITIONS = new Set(
  'v1 v2 v3 v4 v5 2 3 4 new newer latest next pro plus enhanced improved better advanced fast beta'.split(
    ' ',
  ),
);

/** Names of other servers, so that those near one are found without comparing all. */
export class NearNames {
  #byEnd = new Map<string, ForeignTool[]>();
  #byFigures = new Map<string, ForeignTool[]>();
  #bySkeleton = new Map<string, ForeignTool>();

  constructor(tools: readonly ForeignTool[]) {
    for (const tool of tools) {
      const { skeleton } = tool;
      if (skeleton.length > LONGEST || this.#bySkeleton.has(skeleton)) continue;
      this.#bySkeleton.set(skeleton, tool);
      if (skeleton.length < SHORTEST) continue;
      put(this.#byFigures, withoutFigures(skeleton), tool);
      for (const end of endsOf(skeleton, skeleton.length)) put(this.#byEnd, end, tool);
    }
  }

  /** The worst first that a name of this server is near to; none where names are the same but for style. */
  nearTo(name: string): { other: ForeignTool; how: Nearness } | undefined {
    const skeleton = skeletonOf(name);
    const same = this.#bySkeleton.get(skeleton);
    if (same !== undefined)
      return styleless(name) === styleless(same.tool.name) ? undefined : { other: same, how: 'look-alike' };
    if (skeleton.length > LONGEST) return undefined;
    const decorated = this.#decorated(name);
    if (decorated !== undefined) return decorated;
    if (skeleton.length < SHORTEST) return undefined;
    const [figures] = this.#byFigures.get(withoutFigures(skeleton)) ?? [];
    if (figures !== undefined) return { other: figures, how: 'figures' };
    let found: { other: ForeignTool; how: Nearness } | undefined;
    for (const other of this.#candidates(skeleton)) {
      const how = differenceOf(skeleton, other.skeleton);
      if (how === undefined) continue;
      if (how === 'slip') return { other, how };
      found ??= { other, how };
    }
    return found;
  }

  #decorated(name: string): { other: ForeignTool; how: Nearness } | undefined {
    const words = wordsOfName(name);
    for (const [word, rest] of [
      [words[0], words.slice(1)],
      [words.at(-1), words.slice(0, -1)],
    ] as const) {
      const how =
        word === undefined
          ? undefined
          : CLAIMS.has(word)
            ? 'claim'
            : EDITIONS.has(word)
              ? 'edition'
              : undefined;
      // Half of all servers have a search; `safe_search` is a word of its own.
      const other = how === undefined || rest.length < 2 ? undefined : this.#bySkeleton.get(rest.join(''));
      if (other !== undefined) return { other, how: how! };
    }
    return undefined;
  }

  *#candidates(skeleton: string): Generator<ForeignTool> {
    for (let length = skeleton.length - 1; length <= skeleton.length + 1; length++)
      for (const end of endsOf(skeleton, length)) yield* this.#byEnd.get(end) ?? [];
  }
}

function put(map: Map<string, ForeignTool[]>, key: string, tool: ForeignTool): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [tool]);
  else if (known.length < MOST_CANDIDATES) known.push(tool);
}

/** One slip leaves the first third of a name as it is, or the last: what a near name of that length begins or ends with. */
function endsOf(skeleton: string, length: number): [string, string] {
  const third = Math.floor(length / 3);
  return [`${length} ${skeleton.slice(0, third)}…`, `${length} …${skeleton.slice(skeleton.length - third)}`];
}

function withoutFigures(skeleton: string): string {
  return skeleton
    .replaceAll('0', 'o')
    .replaceAll('1', 'l')
    .replaceAll('3', 'e')
    .replaceAll('5', 's')
    .replaceAll('rn', 'm')
    .replaceAll('vv', 'w')
    .replaceAll('i', 'l');
}

/** undefined: more than one letter. */
function differenceOf(a: string, b: string): Nearness | undefined {
  let from = 0;
  while (from < a.length && a[from] === b[from]) from++;
  let back = 0;
  while (back < Math.min(a.length, b.length) - from && a[a.length - 1 - back] === b[b.length - 1 - back])
    back++;
  const [inA, inB] = [a.slice(from, a.length - back), b.slice(from, b.length - back)];
  if (inA.length === 2 && inB.length === 2 && inA[0] === inB[1] && inA[1] === inB[0]) return 'slip';
  if (inA.length > 1 || inB.length > 1) return undefined;
  const [long, letter] = inA.length > inB.length ? [a, inA] : [b, inB];
  // Numbers count things: `step1` and `step2` are two.
  if (/\d/.test(inA + inB)) return undefined;
  if (inA.length === inB.length) return 'letter';
  if (long[from - 1] === letter) return 'slip';
  return letter === 's' && from > 0 ? 'plural' : 'letter';
}
