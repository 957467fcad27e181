/** Messages and credentials go to the server that was agreed to, whatever address it names. */
export const isSameServer = (named: URL, target: URL): boolean => named.origin === target.origin;
