import { formatPointer } from '../json/pointer.ts';

/** The way to a value in both texts at once; pointers are spelt out only where they are shown. */
export interface Trail {
  readonly above: Trail | undefined;
  readonly left: string | number;
  readonly right: string | number;
}

const LONGEST_POINTER = 1000;
const MOST_NAMES = 200;

export function pointerOf(
  trail: Trail | undefined,
  side: 'left' | 'right',
  ...last: (string | number)[]
): string {
  const steps = last.map(String);
  for (let at = trail; at !== undefined; at = at.above) steps.push(String(at[side]));
  const pointer = formatPointer(steps.reverse().slice(0, LONGEST_POINTER));
  const isCut = pointer.length > LONGEST_POINTER || steps.length > LONGEST_POINTER;
  return isCut ? `${pointer.slice(0, LONGEST_POINTER)}…` : pointer;
}

/** Names of objects on the way, the outermost first; of a deep value those nearest to it. */
export function namesOf(trail: Trail | undefined): string[] {
  const names: string[] = [];
  let steps = 0;
  for (let at = trail; at !== undefined && steps++ < MOST_NAMES; at = at.above)
    if (typeof at.left === 'string') names.push(at.left);
  return names.reverse();
}
