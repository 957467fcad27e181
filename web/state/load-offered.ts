import type { readOfferedItem, readText, startArguments } from './offered-item.ts';

interface Offered {
  readOfferedItem: typeof readOfferedItem;
  readText: typeof readText;
  startArguments: typeof startArguments;
}

/** Reading schemas is a good piece of code that the first screen can do without. */
export function loadOffered(): Promise<Offered> {
  return import('./offered-item.ts');
}
