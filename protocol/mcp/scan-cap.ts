/** Bytes. Reading of a message stops here and says so; all of them are recorded all the same. */
export const SCAN_CAP = 64 * 1024 * 1024;
