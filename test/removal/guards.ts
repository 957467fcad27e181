import { type Guard, guardOf } from './guard.ts';
import { ACTING } from './guards/acting.ts';
import { DOOR } from './guards/door.ts';
import { FILES } from './guards/files.ts';
import { LEAVING } from './guards/leaving.ts';
import { PAGE } from './guards/page.ts';
import { WIRE } from './guards/wire.ts';

/** Every guard there is. A new one is added in guards/, with a stand-in; docs/removal.md says how. */
export const GUARDS: readonly Guard[] = [...DOOR, ...PAGE, ...WIRE, ...FILES, ...LEAVING, ...ACTING].map(
  guardOf,
);
