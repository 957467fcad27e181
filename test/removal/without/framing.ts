import * as guarded from '../../../bridge/api/headers.ts';

export * from '../../../bridge/api/headers.ts';

const loosened = (pairs: guarded.HeaderPairs): guarded.HeaderPairs =>
  pairs
    .filter(([name]) => name !== 'x-frame-options')
    .map(([name, value]) => [name, value.replace("; frame-ancestors 'none'", '')]);

export const SEALED_HEADERS = loosened(guarded.SEALED_HEADERS);
export const pageHeaders = (authority: string, nonce?: string): guarded.HeaderPairs =>
  loosened(guarded.pageHeaders(authority, nonce));
