import type { Session } from '../../protocol/session.ts';

/**
 * Whether what was recorded would go to somebody else. A target of the same name is somebody else too when it has
 * been given another address since: credentials are for a machine, not for a name.
 */
export function isElsewhere(
  recorded: Pick<Session, 'target' | 'reachedBy'>,
  now: Pick<Session, 'target' | 'reachedBy'>,
): boolean {
  return recorded.target !== now.target || originOf(recorded.reachedBy) !== originOf(now.reachedBy);
}

/** undefined: it is no address but a command. */
function originOf(reachedBy: string): string | undefined {
  if (!/^https?:\/\//i.test(reachedBy) || !URL.canParse(reachedBy)) return undefined;
  const { protocol, host } = new URL(reachedBy);
  return `${protocol}//${host}`;
}
