// Bundled and started by scripts/removal.mjs.
import { execFileSync } from 'node:child_process';
import { root } from '../../scripts/sources.mjs';
import { threeOf } from './choose.ts';
import { GUARDS } from './guards.ts';
import { faultsOf } from './named.ts';
import { isHeld, removeEach } from './removal.ts';
import { tableOf } from './table.ts';

export interface Wanted {
  only?: string[];
  /** A number that changes: which three of all. `now`: of the commits, or the day where there is no git. */
  three?: string;
  /** Only whether every guard names tests that are there. */
  names?: boolean;
  json?: boolean;
}

const note = (text: string): void => console.error(text);

/** Answers with the exit code. */
export default async function main({ only, three, names, json }: Wanted): Promise<number> {
  const faults = faultsOf(GUARDS, root);
  for (const fault of faults) note(fault);
  if (faults.length > 0) return 1;
  if (names === true) return 0;
  const unknown = (only ?? []).filter((id) => !GUARDS.some((guard) => guard.id === id));
  if (unknown.length > 0) {
    note(`No guard is called ${unknown.join(', ')}. There are: ${GUARDS.map(({ id }) => id).join(', ')}.`);
    return 2;
  }
  const chosen =
    only !== undefined
      ? GUARDS.filter(({ id }) => only.includes(id))
      : three !== undefined
        ? threeOf(GUARDS, three === 'now' ? numberNow() : Number(three))
        : GUARDS;
  const seen = await removeEach(chosen, note);
  for (const one of seen) if (!isHeld(one)) note(`\n${one.guard.id}\n${one.why.join('\n')}`);
  if (json === true)
    console.log(JSON.stringify(seen.map((one) => ({ id: one.guard.id, isHeld: isHeld(one), ...one }))));
  else console.log(tableOf(seen));
  return seen.length > 0 && seen.every(isHeld) ? 0 : 1;
}

function numberNow(): number {
  try {
    const counted = execFileSync('git', ['rev-list', '--count', 'HEAD'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(counted);
  } catch {
    // ENOENT, or no repository: the day changes too.
    return Math.floor(Date.now() / 86_400_000);
  }
}
