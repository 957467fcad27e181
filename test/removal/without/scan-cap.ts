export const SCAN_CAP = 2 ** 40;
