import * as guarded from '../../../bridge/api/headers.ts';

export * from '../../../bridge/api/headers.ts';

/** Only the policy is left: sniffing, the Referer, caches and windows that hold on to ours are nobody's business. */
const loosened = (pairs: guarded.HeaderPairs): guarded.HeaderPairs =>
  pairs.filter(([name]) => name === 'content-security-policy');

export const SEALED_HEADERS = loosened(guarded.SEALED_HEADERS);
export const pageHeaders = (authority: string, nonce?: string): guarded.HeaderPairs =>
  loosened(guarded.pageHeaders(authority, nonce));
