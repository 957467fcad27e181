import type { Wire } from '../transport/transport.ts';
import { callHeaders } from './call-headers.ts';
import type { Connection } from './connection.ts';
import type { LiveSessionOptions } from './live-session-options.ts';
import type { OpeningContext } from './opening.ts';
import type { Requester } from './requester.ts';

/** What opening has at hand of a live session. */
export function openingContext(
  { profile, opening, eraSeen, mayFallBack, probe }: LiveSessionOptions,
  parts: Pick<OpeningContext, 'record' | 'call'> & {
    connection: Connection;
    requester: Requester;
    wire: Wire;
    isStopping(): boolean;
  },
): OpeningContext {
  const { connection, requester, wire, isStopping, record, call } = parts;
  return {
    record,
    profile,
    opening,
    eraSeen,
    mayFallBack,
    isHttp: connection.isHttp,
    transport: () => connection.speaks,
    call,
    notify: async (method, revision) => {
      const headers = callHeaders(connection.isHttp, method, undefined, revision);
      await requester.notify(method, undefined, 'client', headers);
    },
    reconnect: async (as) => {
      await connection.close();
      // Stopping answers whatever waits with "closed"; that must not start the server once more.
      if (isStopping()) return { code: 'stopped', message: 'The session was stopped.' };
      return connection.connect(wire, as);
    },
    probeDeadline: () => connection.probeDeadline(probe),
    lastWords: () => connection.lastWords,
    refusal: () => connection.refusal,
  };
}
