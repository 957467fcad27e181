import type { Oracle } from '../oracle.ts';

const MIB = 1024 * 1024;
/** A garbage collector may put off that much. */
const LEAST = 256 * MIB;
/** Bytes kept for each byte that was sent. */
const TIMES = 100;
const LONG_CPU = 10_000;

export const growth: Oracle = {
  meta: {
    id: 'growth',
    title: 'The process grows',
    about: 'One small payload, with nothing else under way, costs the process very much memory or time.',
    falseAlarm:
      'The process tidies up later, or something else on the machine made it grow: look whether it grows with every repeat.',
    certainty: 'tentative',
  },
  own: {
    finding: 'A small message costs very much',
    cwe: 'CWE-400',
    fix: 'Bound what is made of a message before it is made: length, depth, number of items, what is unpacked.',
  },
  judge({ process, sent, heard }) {
    if (process?.isAlone !== true) return undefined;
    const { rssBefore, rssAfter, cpuMs } = process;
    const grown = rssBefore === undefined || rssAfter === undefined ? 0 : rssAfter - rssBefore;
    if (grown > Math.max(LEAST, sent.length * TIMES))
      return {
        says: `${Math.round(grown / MIB)} MiB more than before, for ${sent.length} characters.`,
        // A collector may take it back with the next call; where that ends a process, the end of it is seen.
        severity: 'low',
      };
    const isLong = cpuMs !== undefined && cpuMs > LONG_CPU && heard.ms > LONG_CPU / 2;
    return isLong
      ? {
          says: `${Math.round(cpuMs / 1000)} s of processor time for ${sent.length} characters.`,
          severity: 'low',
        }
      : undefined;
  },
};
