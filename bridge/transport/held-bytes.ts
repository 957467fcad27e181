/** Up to here a line or an answer without an end is held in memory; beyond, its parts go to disk as they come. */
export const HELD_BYTES = 1024 * 1024;
