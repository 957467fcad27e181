import type { Subject } from './strategy.ts';

/** What speaks for nothing but the server as a whole: frames, ids, the order of a life. */
export function protocolSubject(hasTools: boolean): Subject {
  const method = hasTools ? 'tools/list' : 'ping';
  return {
    kind: 'protocol',
    name: 'the protocol',
    description: '',
    tags: [],
    isReadOnly: true,
    method,
    text: message(method, '{}'),
    inputsAt: '/params',
    positions: [],
  };
}

/** A request with the id that is replaced by whoever sends it. */
export function message(method: string, params: string): string {
  return `{"jsonrpc":"2.0","id":1,"method":${JSON.stringify(method)},"params":${params}}`;
}
