import { eraOf, hasVersionHeader } from './revision.ts';

const SENTINEL_START = '=?base64?';
const SENTINEL_END = '?=';

/**
 * A value as it may stand in `Mcp-Name` or `Mcp-Param-*`: itself, or `=?base64?…?=` around its UTF-8
 * bytes (2026-07-28, transports/streamable-http, Value Encoding).
 */
export function encodeHeaderValue(value: string): string {
  return isPlainHeaderValue(value)
    ? value
    : SENTINEL_START + base64(new TextEncoder().encode(value)) + SENTINEL_END;
}

function isPlainHeaderValue(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    const isVisibleOrBlank = (code >= 0x20 && code <= 0x7e) || code === 0x09;
    if (!isVisibleOrBlank) return false;
  }
  const isPadded = value !== '' && (isBlank(value.charAt(0)) || isBlank(value.charAt(value.length - 1)));
  const looksEncoded = value.startsWith(SENTINEL_START) && value.endsWith(SENTINEL_END);
  return !isPadded && !looksEncoded;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t';
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += BASE64.charAt(group >> 18) + BASE64.charAt((group >> 12) & 63);
    text += left > 1 ? BASE64.charAt((group >> 6) & 63) : '=';
    text += left > 2 ? BASE64.charAt(group & 63) : '=';
  }
  return text;
}

/** The field of `params` that `Mcp-Name` repeats, by method. */
const NAMED_BY: Record<string, 'name' | 'uri' | 'taskId' | undefined> = {
  'tools/call': 'name',
  'prompts/get': 'name',
  'resources/read': 'uri',
  // Extension io.modelcontextprotocol/tasks, Routing Headers.
  'tasks/get': 'taskId',
  'tasks/update': 'taskId',
  'tasks/cancel': 'taskId',
};

/**
 * The headers that repeat a message's own fields, for one request of `revision`: `MCP-Protocol-Version`
 * from 2025-06-18 on (not for `initialize`), `Mcp-Method` and `Mcp-Name` from 2026-07-28 on.
 * A name that is not a string gives no `Mcp-Name`: whether the server minds is its answer to give.
 */
export function mcpHeaders(message: {
  method: string;
  params?: unknown;
  revision: string;
}): [string, string][] {
  const { method, params, revision } = message;
  const isModern = eraOf(revision) === 'modern';
  const headers: [string, string][] = [];
  if (hasVersionHeader(revision) && (isModern || method !== 'initialize')) {
    headers.push(['MCP-Protocol-Version', encodeHeaderValue(revision)]);
  }
  if (!isModern) return headers;
  // No encoding is defined for the method; a crafted one that no header can hold is sent in the only form there is.
  headers.push(['Mcp-Method', encodeHeaderValue(method)]);
  const field = Object.hasOwn(NAMED_BY, method) ? NAMED_BY[method] : undefined;
  const name = field === undefined ? undefined : member(params, field);
  if (typeof name === 'string') headers.push(['Mcp-Name', encodeHeaderValue(name)]);
  return headers;
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** One parameter a tool wants repeated as `Mcp-Param-<name>`; `path` leads to its value in the arguments. */
export interface HeaderParam {
  name: string;
  path: string[];
}

/** `invalid` says, in words for a person, why a conforming client drops the tool. */
export interface HeaderParams {
  params: HeaderParam[];
  invalid?: string;
}

/** A linked path: schemas nested a hundred thousand deep must not cost a copied path a level. */
type Place = { key: string; parent: Place } | undefined;
type Step = { schema: unknown; place: Place; reachable: boolean };

/** Where JSON Schema 2020-12 (and drafts before it) holds further schemas: one, a list, or a map of them. */
const SUBSCHEMAS = [
  'items',
  'prefixItems',
  'additionalItems',
  'contains',
  'additionalProperties',
  'unevaluatedItems',
  'unevaluatedProperties',
  'propertyNames',
  'contentSchema',
  'oneOf',
  'anyOf',
  'allOf',
  'not',
  'if',
  'then',
  'else',
];
const SUBSCHEMA_MAPS = ['patternProperties', 'dependentSchemas', 'dependencies', '$defs', 'definitions'];
/** Hostile schemas may be wide: reading stops here and says so. */
const MOST_SCHEMAS = 100_000;

/**
 * Reads the `x-mcp-header` annotations of a tool's input schema and checks every constraint of
 * 2026-07-28 (transports/streamable-http, Schema Extension). Iterative, so depth costs no stack.
 */
export function readHeaderParams(inputSchema: unknown): HeaderParams {
  const params: HeaderParam[] = [];
  const seen = new Map<string, string>();
  const open: Step[] = [{ schema: inputSchema, place: undefined, reachable: true }];
  for (let visited = 0; open.length > 0; visited++) {
    const step = open.pop()!;
    if (visited === MOST_SCHEMAS) return refused(step.place, 'the schema is too large to check');
    const { schema } = step;
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) continue;
    if (Object.hasOwn(schema, 'x-mcp-header')) {
      const fault = annotationFault(step);
      if (fault !== undefined) return refused(step.place, fault);
      const name = member(schema, 'x-mcp-header') as string;
      const twin = seen.get(name.toLowerCase());
      if (twin !== undefined)
        return refused(step.place, `${quote(name)} is used twice (${quote(twin)}); case does not count`);
      seen.set(name.toLowerCase(), name);
      params.push({ name, path: pathOf(step.place) });
    }
    addChildren(open, step, schema);
  }
  return { params };
}

function addChildren(open: Step[], { place, reachable }: Step, schema: object): void {
  for (const key of SUBSCHEMAS) {
    const value = member(schema, key);
    if (value === undefined) continue;
    const under: Place = { key: `<${key}>`, parent: place };
    for (const branch of Array.isArray(value) ? value : [value])
      open.push({ schema: branch, place: under, reachable: false });
  }
  for (const key of SUBSCHEMA_MAPS) {
    for (const [name, branch] of entries(member(schema, key))) {
      open.push({
        schema: branch,
        place: { key: name, parent: { key: `<${key}>`, parent: place } },
        reachable: false,
      });
    }
  }
  // The last one pushed is read first: properties are met in the order they are written.
  for (const [name, branch] of entries(member(schema, 'properties')).reverse()) {
    open.push({ schema: branch, place: { key: name, parent: place }, reachable });
  }
}

function pathOf(place: Place): string[] {
  const path: string[] = [];
  for (let at = place; at !== undefined; at = at.parent) path.push(at.key);
  return path.reverse();
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

function annotationFault({ schema, place, reachable }: Step): string | undefined {
  if (place === undefined) return 'it stands on the schema itself, not on a property';
  if (!reachable) return 'the property is not reached through "properties" alone';
  const name = member(schema, 'x-mcp-header');
  if (typeof name !== 'string') return 'its value is not a string';
  if (name === '') return 'its value is empty';
  if (!TOKEN.test(name)) return `${quote(name)} is not a header name (RFC 9110, token)`;
  const type = member(schema, 'type');
  if (type === 'string' || type === 'integer' || type === 'boolean') return undefined;
  const found = type === undefined ? 'no type' : typeof type === 'string' ? quote(type) : 'a list of types';
  return `the parameter must be of type string, integer or boolean, and has ${found}`;
}

function refused(place: Place, reason: string): HeaderParams {
  const where = place === undefined ? 'the input schema' : quote(pathOf(place).join('.'));
  return { params: [], invalid: `invalid x-mcp-header at ${where}: ${reason}` };
}

function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/**
 * `Mcp-Param-*` headers for one call. With an invalid annotation there are none: conforming clients
 * never call such a tool, so no header form is defined for it. `remarks` names values that no header
 * can carry faithfully; they are left out.
 */
export function paramHeaders(
  inputSchema: unknown,
  args: unknown,
): { headers: [string, string][]; invalid?: string; remarks: string[] } {
  const { params, invalid } = readHeaderParams(inputSchema);
  return invalid === undefined ? headersFor(params, args) : { headers: [], invalid, remarks: [] };
}

/** As `paramHeaders`, for annotations that were read before. */
export function headersFor(
  params: HeaderParam[],
  args: unknown,
): { headers: [string, string][]; remarks: string[] } {
  const headers: [string, string][] = [];
  const remarks: string[] = [];
  for (const { name, path } of params) {
    const value = path.reduce(member, args);
    if (value === undefined || value === null) continue;
    const text = valueText(value);
    if (text === undefined)
      remarks.push(`Mcp-Param-${name} is left out: ${describe(value)} has no header form`);
    else headers.push([`Mcp-Param-${name}`, encodeHeaderValue(text)]);
  }
  return { headers, remarks };
}

function valueText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const isUnsafe = Number.isInteger(value) && !Number.isSafeInteger(value);
  return isUnsafe ? undefined : String(value);
}

function describe(value: unknown): string {
  if (typeof value === 'number') return `the integer ${value}, beyond ±(2^53 − 1),`;
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
