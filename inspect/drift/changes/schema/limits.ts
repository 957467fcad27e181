import type { Value } from '../../value.ts';
import { isSameNumber } from '../other.ts';
import { stringsOf } from '../../value.ts';
import type { Shape } from './keyword-shapes.ts';

/** Which way a bound moved. `otherwise`: it cannot be told, so what it takes may be more. */
export type Move = 'looser' | 'tighter' | 'otherwise' | 'same';

export function moveOf(
  shape: Shape,
  keyword: string,
  before: Value | undefined,
  after: Value | undefined,
): Move {
  if (before !== undefined && after !== undefined && isSameNumber(before, after)) return 'same';
  switch (shape) {
    case 'least':
      return directionOf(after, before, before, after);
    case 'most':
      return directionOf(before, after, before, after);
    case 'flag':
      return after?.kind === 'true' ? 'tighter' : before?.kind === 'true' ? 'looser' : 'same';
    case 'values':
      return valuesMove(keyword, before, after);
    default:
      return before === undefined ? 'tighter' : after === undefined ? 'looser' : 'otherwise';
  }
}

/** Looser where the first of two bounds is smaller than the second. */
function directionOf(
  first: Value | undefined,
  second: Value | undefined,
  before: Value | undefined,
  after: Value | undefined,
): Move {
  if (before === undefined) return 'tighter';
  if (after === undefined) return 'looser';
  const [one, two] = [Number(first!.text), Number(second!.text)];
  if (before.kind !== 'number' || after.kind !== 'number' || one === two) return 'otherwise';
  return one < two ? 'looser' : 'tighter';
}

function valuesMove(keyword: string, before: Value | undefined, after: Value | undefined): Move {
  if (before === undefined) return 'tighter';
  if (after === undefined) return 'looser';
  const [olds, news] = [textsIn(keyword, before), textsIn(keyword, after)];
  const isMore = [...news].some((text) => !olds.has(text));
  const isFewer = [...olds].some((text) => !news.has(text));
  if (isMore && isFewer) return 'otherwise';
  return isMore ? 'looser' : isFewer ? 'tighter' : 'same';
}

function textsIn(keyword: string, value: Value): ReadonlySet<string> {
  return new Set(
    keyword === 'enum' && value.kind === 'array' ? value.items.map(({ text }) => text) : [value.text],
  );
}

const ALL_TYPES = ['null', 'boolean', 'object', 'array', 'number', 'string'];

/** Types that are taken on one side only; an integer is a number, and no type at all is each of them. */
export function typeMove(before: Value | undefined, after: Value | undefined): Move {
  const [olds, news] = [typesIn(before), typesIn(after)];
  const isMore = [...news].some((type) => !takes(olds, type));
  const isFewer = [...olds].some((type) => !takes(news, type));
  if (isMore && isFewer) return 'otherwise';
  return isMore ? 'looser' : isFewer ? 'tighter' : 'same';
}

function typesIn(value: Value | undefined): ReadonlySet<string> {
  const types = stringsOf(value, 50);
  return new Set(types.length === 0 ? ALL_TYPES : types);
}

function takes(types: ReadonlySet<string>, type: string): boolean {
  return types.has(type) || (type === 'integer' && types.has('number'));
}
