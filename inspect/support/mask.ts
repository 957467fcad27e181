/** A secret as it may be shown: enough to find it again, not enough to use it. */
export function masked(secret: string): string {
  const one = secret.replace(/\s+/g, ' ');
  if (one.length < 12) return `${one.slice(0, 1)}…`;
  return `${one.slice(0, 4)}…${one.slice(-2)}`;
}
