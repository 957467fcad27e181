import type { FrameHead } from '../protocol/frame.ts';
import type { Severity } from '../protocol/finding.ts';
import type { FrameBytes } from './message.ts';
import type { Neighbour } from './neighbours.ts';
import { toolsOf } from './offered-tool.ts';
import type { TargetFacts } from './session-facts.ts';

/**
 * Proof that a rule brings along: recordings it must speak about, and near misses it must not.
 * Written before the rule. Each says why.
 */
export interface Examples {
  fires: readonly Firing[];
  quiet: readonly Example[];
}

export interface Example {
  why: string;
  frames: readonly ExampleFrame[];
  target?: TargetFacts;
  /** Other servers that are connected at the same time; see `neighbour`. */
  neighbours?: readonly Neighbour[];
}

export interface Firing extends Example {
  /** Pointer, or name of the header, of the first evidence of one of its findings. */
  at?: string;
  /** What the bytes of that evidence are, decoded as UTF-8; a part of it is enough. */
  bytes?: string;
  /** A part of what is shown as decoded. */
  shown?: string;
  severity?: Severity;
}

/** A frame as it is easily written down; `frames` of an example are in order. */
export interface ExampleFrame {
  toward: 'server' | 'client';
  channel?: string;
  /** The payload: JSON of this value; or exactly this text; or exactly these bytes. */
  json?: unknown;
  text?: string;
  bytes?: Uint8Array;
  http?: Pick<NonNullable<FrameHead['http']>, 'startLine' | 'headers' | 'status'>;
  /** Which frame, counted from 1, it answers at the HTTP level. */
  answers?: number;
}

const utf8 = new TextEncoder();
/** Ids are used once in a session; say another where one example has two exchanges of a kind. */
const ID = { initialize: 1, list: 2, other: 3 };

function idFor(method: string): number {
  return method === 'initialize' ? ID.initialize : method.endsWith('/list') ? ID.list : ID.other;
}

/** A request of ours and its answer. */
export function exchange(
  method: string,
  result: unknown,
  params: unknown = {},
  id: number | string = idFor(method),
): ExampleFrame[] {
  return [
    { toward: 'server', json: { jsonrpc: '2.0', id, method, params } },
    { toward: 'client', json: { jsonrpc: '2.0', id, result } },
  ];
}

export function failed(
  method: string,
  error: { code: number; message: string; data?: unknown },
  params: unknown = {},
  id: number | string = idFor(method),
): ExampleFrame[] {
  return [
    { toward: 'server', json: { jsonrpc: '2.0', id, method, params } },
    { toward: 'client', json: { jsonrpc: '2.0', id, error } },
  ];
}

/** A list of tools; what is missing of a tool is filled in harmlessly. */
export function tools(...definitions: Record<string, unknown>[]): ExampleFrame[] {
  return exchange('tools/list', {
    tools: definitions.map((tool) => ({
      name: 'look_up',
      description: 'Looks up a word.',
      inputSchema: { type: 'object', properties: { word: { type: 'string' } } },
      ...tool,
    })),
  });
}

/** Another server with these tools, filled in like those of `tools`. Called `mail`: the target is `target-mail`. */
export function neighbour(server: string, ...definitions: Record<string, unknown>[]): Neighbour {
  const [, list] = tools(...definitions);
  return {
    server,
    target: `target-${server}`,
    tools: toolsOf(utf8.encode(JSON.stringify(list!.json))),
  };
}

/** A tool whose description is this. */
export function described(description: string): ExampleFrame[] {
  return tools({ description });
}

/** The answer of a tool call: one block of text. */
export function answered(
  text: string,
  call: { name: string; arguments?: unknown } = { name: 'look_up' },
): ExampleFrame[] {
  return exchange('tools/call', { content: [{ type: 'text', text }] }, call);
}

export function resource(contents: Record<string, unknown>): ExampleFrame[] {
  return exchange('resources/read', { contents: [{ uri: 'notes://1', ...contents }] }, { uri: 'notes://1' });
}

/** The opening of a session, as the server answers it. */
export function opened(
  result: Record<string, unknown> = {},
  client: Record<string, unknown> = {},
): ExampleFrame[] {
  return exchange(
    'initialize',
    {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {}, prompts: {}, resources: {}, logging: {} },
      serverInfo: { name: 'words', version: '1.0.0' },
      ...result,
    },
    { protocolVersion: '2025-11-25', capabilities: client, clientInfo: { name: 'tester', version: '1' } },
  );
}

/** A request or a notification that the server makes; a request when it has an id. */
export function fromServer(method: string, params: unknown, id?: number | string): ExampleFrame {
  return { toward: 'client', json: { jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params } };
}

export function stderr(text: string): ExampleFrame {
  return { toward: 'client', channel: 'stderr', text };
}

/** An HTTP answer with these header pairs; the body is JSON where one is given. */
export function httpAnswer(headers: [string, string][], json?: unknown, status = 200): ExampleFrame {
  return {
    toward: 'client',
    channel: 'c1<',
    http: { startLine: `HTTP/1.1 ${status} OK`, headers, status },
    ...(json === undefined ? {} : { json }),
  };
}

/** An HTTP request of ours. */
export function httpRequest(headers: [string, string][], json?: unknown, line = 'POST /mcp'): ExampleFrame {
  return {
    toward: 'server',
    channel: 'c1>',
    http: { startLine: `${line} HTTP/1.1`, headers },
    ...(json === undefined ? {} : { json }),
  };
}

/** The frames as they would have been recorded. */
export function recorded(frames: readonly ExampleFrame[]): FrameBytes[] {
  return frames.map((frame, at) => {
    const body =
      frame.bytes ?? utf8.encode(frame.text ?? (frame.json === undefined ? '' : JSON.stringify(frame.json)));
    const channel = frame.channel ?? (frame.toward === 'server' ? 'stdin' : 'stdout');
    const start =
      frame.http === undefined
        ? ''
        : `${frame.http.startLine}\r\n${frame.http.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
    const head = latin1(start);
    const raw = new Uint8Array(head.length + body.length);
    raw.set(head);
    raw.set(body, head.length);
    return {
      seq: at + 1,
      head: {
        channel,
        toward: frame.toward,
        leg: 'server',
        author: frame.toward === 'server' ? 'client' : 'server',
        wall: at,
        mono: at,
        ...(frame.http === undefined ? {} : { http: { ...frame.http, bodyAt: head.length } }),
        ...(frame.answers === undefined ? {} : { answers: frame.answers }),
      },
      raw,
      payload: body.length === 0 ? undefined : body,
    };
  });
}

function latin1(text: string): Uint8Array {
  return Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff);
}
