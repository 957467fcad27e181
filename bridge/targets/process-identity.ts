import type { Platform } from '../platform/platform.ts';

export type IdentityPlatform = Pick<Platform, 'startMark' | 'startedAt' | 'boot'>;

/** A process with what tells it from a later one of the same pid: its mark and boot, else when it began. */
export interface Identity {
  pid: number;
  /** ms since 1970. */
  at: number;
  mark?: string;
  boot?: string;
}

/** ms between a process's own start and our note of it, where the system tells whole seconds. */
const TOLERANCE = 3000;

export function identify(platform: IdentityPlatform, pid: number, at: number): Identity {
  const [mark, boot] = [platform.startMark(pid), platform.boot()];
  return { pid, at, ...(mark !== undefined && { mark }), ...(boot !== undefined && { boot }) };
}

/** true when that very process is still there. */
export async function isSameProcess(platform: IdentityPlatform, known: Identity): Promise<boolean> {
  if (known.boot !== platform.boot()) return false;
  if (known.mark !== undefined) return platform.startMark(known.pid) === known.mark;
  const startedAt = await platform.startedAt(known.pid);
  return startedAt !== undefined && Math.abs(startedAt - known.at) <= TOLERANCE;
}

export function isIdentity(value: unknown): value is Identity {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, at, mark, boot } = value as Partial<Identity>;
  const isText = (text: unknown): boolean => text === undefined || typeof text === 'string';
  return (
    Number.isSafeInteger(pid) && (pid ?? 0) > 1 && typeof at === 'number' && isText(mark) && isText(boot)
  );
}
