export const HELD_BYTES = 2 ** 31;
