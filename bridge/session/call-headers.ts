import { readJson } from '../../protocol/json/read.ts';
import { valueOf } from '../../protocol/json/value.ts';
import { isObject } from '../../protocol/mcp/conformance.ts';
import { type HeaderParam, headersFor, mcpHeaders } from '../../protocol/mcp/http-headers.ts';
import { isReadable } from '../../protocol/mcp/message-text.ts';

/**
 * HTTP headers a revision wants beside a message. `params` is JSON text; when it is none, only what
 * does not depend on it is sent. Before the revision is known (`initialize`) there are none.
 */
export function callHeaders(
  isHttp: boolean,
  method: string,
  params: string | undefined,
  revision: string | undefined,
  toolParams?: Map<string, HeaderParam[]>,
): [string, string][] {
  if (!isHttp || revision === undefined) return [];
  const parsed = parse(params);
  const headers = mcpHeaders({ method, params: parsed, revision }).filter(
    ([name, value]) => name !== 'Mcp-Method' || value !== '',
  );
  if (method !== 'tools/call' || !isObject(parsed) || typeof parsed['name'] !== 'string') return headers;
  const repeated = toolParams?.get(parsed['name']);
  return repeated === undefined
    ? headers
    : [...headers, ...headersFor(repeated, parsed['arguments']).headers];
}

function parse(params: string | undefined): unknown {
  if (params === undefined) return undefined;
  try {
    return JSON.parse(params);
  } catch {
    // SyntaxError. With comments or a trailing comma, a server may still read it, and want the headers first;
    // anything worse is sent without headers that would repeat it.
    const document = readJson(params);
    return document.root !== undefined && isReadable(document) ? valueOf(document, document.root) : undefined;
  }
}
