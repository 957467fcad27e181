/** The one address the bridge listens on: whoever else is in the network never reaches it. */
export const isLoopback = (host: string): boolean => host === '127.0.0.1';
