import type { dangersOf } from './dangers.ts';
import type { readBytes, readOfferedItem, readText, startArguments } from './offered-item.ts';

interface Offered {
  readOfferedItem: typeof readOfferedItem;
  readBytes: typeof readBytes;
  readText: typeof readText;
  startArguments: typeof startArguments;
}

/** Reading schemas is a good piece of code that the first screen can do without. */
export function loadOffered(): Promise<Offered> {
  return import('./offered-item.ts');
}

/** Asking what a text would call, with the same piece of code. Without it nothing can be told. */
export async function loadDangers(): Promise<typeof dangersOf> {
  try {
    return (await import('./dangers.ts')).dangersOf;
  } catch {
    // Its file was replaced, or the bridge is gone.
    return () => Promise.resolve([{ tool: undefined, why: 'unread', digest: undefined }]);
  }
}
