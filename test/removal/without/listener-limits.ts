import * as guarded from '../../../bridge/listen/limits.ts';

export const LISTENER_LIMITS = {
  ...guarded.LISTENER_LIMITS,
  sockets: 2 ** 30,
  bytes: 2 ** 40,
  hitsOfToken: Infinity,
  tokens: Infinity,
  wait: 2 ** 30,
};
