const encoder = new TextEncoder();

/** A request of ours; `id` and `params` are JSON text. */
export function requestOf(id: string, method: string, params: string | undefined): Uint8Array {
  return encoder.encode(
    `{"jsonrpc":"2.0","id":${id},"method":${JSON.stringify(method)}${paramsPart(params)}}`,
  );
}

export function notificationOf(method: string, params: string | undefined): Uint8Array {
  return encoder.encode(`{"jsonrpc":"2.0","method":${JSON.stringify(method)}${paramsPart(params)}}`);
}

/** An answer of ours; all of it is JSON text. */
export function replyOf(id: string, body: { result: string } | { error: string }): Uint8Array {
  const part = 'result' in body ? `"result":${body.result}` : `"error":${body.error}`;
  return encoder.encode(`{"jsonrpc":"2.0","id":${id},${part}}`);
}

function paramsPart(params: string | undefined): string {
  return params === undefined ? '' : `,"params":${params}`;
}
