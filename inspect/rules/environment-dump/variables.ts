import type { Text } from '../../text.ts';

export interface Variables {
  names: string[];
  from: number;
  to: number;
}

// Zeros stand between them in /proc/PID/environ.
const LINE = /(?:^|[\n\r\0])\s{0,4}(?:export |declare -x )?([A-Za-z_][A-Za-z0-9_]{1,60})=/g;
const MEMBER = /["']([A-Z_][A-Z0-9_]{1,60})["']\s{0,3}:\s{0,3}["']/g;
/** Folders in a row: what PATH is given in a process, and not in a manual. */
const PATH_GIVEN =
  /\bPATH["']?\s{0,3}[=:]\s{0,3}["']?(?:\/[\w./+-]{1,200}:|[A-Za-z]:\\{1,2}[^;\n"]{1,200};)/i;
const OF_A_PROCESS = new Set([
  'HOME',
  'USER',
  'SHELL',
  'PWD',
  'LOGNAME',
  'HOSTNAME',
  'TERM',
  'USERPROFILE',
  'SYSTEMROOT',
  'OLDPWD',
  'SHLVL',
  'TMPDIR',
]);
const LEAST = 5;
const MOST = 200_000;

export function variablesIn(text: Text): Variables | undefined {
  const members = membersAround(text);
  if (members !== undefined) return { names: members, from: 0, to: text.value.length };
  const value = text.value.slice(0, MOST);
  if (!value.includes('PATH') && !value.includes('Path')) return undefined;
  if (!PATH_GIVEN.test(value)) return undefined;
  for (const shape of [LINE, MEMBER]) {
    const hits = [...value.matchAll(new RegExp(shape))];
    const names = [...new Set(hits.map((hit) => hit[1]!))];
    if (!isEnvironment(names)) continue;
    const last = hits.at(-1)!;
    return { names, from: hits[0]!.index, to: last.index + last[0].length };
  }
  return undefined;
}

/** Told once, at the member PATH. */
function membersAround(text: Text): string[] | undefined {
  if (text.source.kind !== 'value' || text.source.node.key?.name.toUpperCase() !== 'PATH') return undefined;
  if (!/[:;]/.test(text.value)) return undefined;
  const names = (text.source.node.parent?.children ?? []).slice(0, 500).map((child) => child.key?.name ?? '');
  return isEnvironment(names) ? names : undefined;
}

function isEnvironment(names: readonly string[]): boolean {
  return names.length >= LEAST && names.some((name) => OF_A_PROCESS.has(name.toUpperCase()));
}
