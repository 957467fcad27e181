/** What a caller may cost; bytes of a request, ms of silence. */
export const LISTENER_LIMITS = {
  tries: 16,
  sockets: 256,
  bytes: 16 * 1024,
  hitsOfToken: 50,
  tokens: 200_000,
  wait: 5000,
};
