import type { ArchiveLine } from '../../../protocol/archive.ts';

export * from '../../../bridge/archive/parse-line.ts';

/** Whatever is JSON is taken for what it says it is. */
export const parseLine = (line: Buffer): ArchiveLine => JSON.parse(line.toString('utf8')) as ArchiveLine;
