/** What a session file may ask of whoever reads it. */
export interface ArchiveLimits {
  /** Bytes of the file. */
  file: number;
  /** Bytes of its lines, inflated. */
  inflated: number;
  /** How many times longer it may become, once it is longer than `ratioFrom`. */
  ratio: number;
  ratioFrom: number;
  line: number;
  depth: number;
  frames: number;
}

const MIB = 1024 * 1024;

export const ARCHIVE_LIMITS: ArchiveLimits = {
  file: 1024 * MIB - 1,
  inflated: 4096 * MIB,
  ratio: 200,
  ratioFrom: 64 * MIB,
  line: 16 * MIB,
  depth: 64,
  frames: 10_000_000,
};
