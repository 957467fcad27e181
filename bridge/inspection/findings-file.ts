import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod/mini';
import { Evidence, Finding } from '../../protocol/finding.ts';
import { readPrivateFile } from '../platform/private-files.ts';
import { bare, NeighbourRef } from './neighbour-lists.ts';
import { SessionFindings } from './session-findings.ts';

const FORMAT = 1;
const LONGEST = 64 * 1024 * 1024;
/** A file that claims more frames than this is none of ours. */
const MOST_MARKS = 256 * 1024 * 1024;

const Count = z.number().check(z.minimum(0), z.maximum(Number.MAX_SAFE_INTEGER));
const FindingsFile = z.object({
  format: z.literal(FORMAT),
  pack: z.string(),
  upTo: Count,
  isWhole: z.boolean(),
  notInspected: z.array(z.object({ frame: z.number(), words: z.string() })),
  /** A byte a frame, deflated, in base64. */
  marks: z.string(),
  neighbours: z.optional(z.array(NeighbourRef)),
  problems: z.array(
    z.object({
      finding: Finding,
      wall: z.number(),
      count: Count,
      places: z.array(z.array(Evidence).check(z.minLength(1))).check(z.minLength(1)),
      /** Not found by rules over frames. */
      also: z.optional(z.boolean()),
    }),
  ),
});

const pathIn = (folder: string): string => join(folder, 'findings.json');

/** What was found in a session before. undefined: nothing, or nothing that this version wrote; it is found anew then. */
export function readFindings(folder: string): SessionFindings | undefined {
  const read = readPrivateFile(pathIn(folder), LONGEST);
  if (!read.ok || read.value === undefined) return undefined;
  try {
    const file = z.safeParse(FindingsFile, JSON.parse(read.value.toString('utf8')));
    if (!file.success) return undefined;
    const { pack, upTo, isWhole, notInspected, marks, problems, neighbours = [] } = file.data;
    const findings = new SessionFindings(0);
    Object.assign(findings, { pack, upTo, isWhole, notInspected, neighbours });
    const bytes = inflateRawSync(Buffer.from(marks, 'base64'), {
      maxOutputLength: Math.min(MOST_MARKS, upTo + 1),
    });
    findings.marks = Uint8Array.from(bytes, (mark) => mark & 0b11111);
    for (const { also, ...problem } of problems) {
      findings.problems.set(problem.finding.fingerprint, problem);
      if (also === true) findings.also.add(problem.finding.fingerprint);
    }
    return findings;
  } catch {
    // SyntaxError, or an error of zlib: not what was written.
    return undefined;
  }
}

/** Replaces it in whole. Rejects with errors of the file system: the session may have been deleted meanwhile. */
export async function writeFindings(folder: string, findings: SessionFindings): Promise<void> {
  const { pack, upTo, isWhole, notInspected, problems, marks, neighbours } = findings;
  const text = JSON.stringify({
    format: FORMAT,
    pack,
    upTo,
    isWhole,
    notInspected,
    marks: deflateRawSync(marks.subarray(0, upTo + 1)).toString('base64'),
    ...(neighbours.length === 0 ? {} : { neighbours: neighbours.map(bare) }),
    problems: [...problems.values()].map((problem) =>
      findings.also.has(problem.finding.fingerprint) ? { ...problem, also: true } : problem,
    ),
  } satisfies z.infer<typeof FindingsFile>);
  const path = pathIn(folder);
  await writeFile(`${path}.new`, `${text}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
