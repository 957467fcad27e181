import { plainView } from '../views/plain.ts';
import { traitsOf } from '../views/traits.ts';
import { parsedView } from '../views/view.ts';

const MOST_OF_A_NAME = 300;

/** A name without what the eye passes over: hidden characters, look-alikes, capitals, separators. */
export function skeletonOf(name: string): string {
  const cut = name.slice(0, MOST_OF_A_NAME);
  return styleless(plainView(parsedView(cut), traitsOf(cut)).text);
}

/** Without capitals and separators alone. */
export function styleless(name: string): string {
  return name
    .slice(0, MOST_OF_A_NAME)
    .toLowerCase()
    .replace(/[\s._:/-]/g, '');
}
