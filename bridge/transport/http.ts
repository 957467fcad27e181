import { createLegacySse } from './legacy-sse.ts';
import { createStreamableHttp, type HttpOptions } from './streamable-http.ts';
import type { Transport } from './transport.ts';

/** One of the two HTTP transports on the same URL; which of them a server speaks is found out by trying. */
export function createHttpTransport(kind: 'streamable-http' | 'legacy-sse', options: HttpOptions): Transport {
  return kind === 'legacy-sse' ? createLegacySse(options) : createStreamableHttp(options);
}
