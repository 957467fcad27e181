import { resolve } from 'node:path';
import { loadGate, type Headless } from '../../bridge/index.ts';
import type { Problem } from '../../protocol/problem.ts';
import { choosingPlace } from '../headless.ts';
import type { Gate } from '../gate-options.ts';
import { readLockFile } from '../lock-file.ts';
import { lookAt, nameTargets } from '../look.ts';
import type { OpenOptions } from '../options.ts';
import { compareWithLock, exitCodeOf, missingReport, uncheckedReport, type Report } from '../report.ts';
import { linesOf } from '../reporters/index.ts';
import type { Surroundings } from '../surroundings.ts';

/** Compares targets with the lock file. Answers the exit code: 0 as pinned, 1 not, 2 could not be checked. */
export async function verify(
  headless: Headless,
  gate: Extract<Gate, { kind: 'verify' }>,
  targets: readonly OpenOptions[],
  here: Surroundings,
  failed: (problem: Problem) => number,
): Promise<number> {
  const parts = await loadGate();
  const path = resolve(here.cwd, gate.lock);
  const read = readLockFile(path, parts);
  if (!read.ok) return failed(read.problem);
  if (read.value === undefined)
    return failed({
      code: 'no-lock',
      message: `There is no lock file ${path}.`,
      hint: 'Write one with mcp-sec-inspect pin TARGET.',
    });
  const lock = read.value;
  const named = await nameTargets(headless, targets, choosingPlace(here));
  if (!named.ok) return failed(named.problem);
  if (named.value === undefined) return 2;
  const comparing = {
    diff: parts.createDiff(),
    byPlace: parts.byPlace,
    keyOf: parts.keyOf,
    mark: headless.mark.bind(headless),
  };
  const report: Report = { lock: gate.lock, targets: [] };
  for (const target of named.value) {
    const locked = lock.targets.get(target.name);
    if (locked === undefined) {
      report.targets.push(missingReport(target.name));
      continue;
    }
    const now = await lookAt(headless, target, locked.source, gate.timeout);
    report.targets.push(
      now.ok
        ? compareWithLock(target.name, locked, now.value, gate, comparing)
        : uncheckedReport(target.name, locked, now.problem),
    );
  }
  await here.terminal.printAll(linesOf(gate.format, report, here.build, parts.sha256));
  return exitCodeOf(report);
}
