import type { HttpHead, Payload, RawHeader } from '../../protocol/frame.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { WireBytes } from '../../protocol/raw/to-wire.ts';
import { quoted } from './response-head.ts';
import type { Hold, Outgoing, WireHead } from './transport.ts';

/** A request as it goes over the wire and into the journal; the channel is added by the connection. */
export interface RequestFrame {
  method: string;
  bytes: Buffer;
  head: Omit<WireHead, 'channel'>;
  payload: Payload;
  /** The message, where it is not one stretch of the bytes. */
  stored?: Uint8Array;
  /** In how many writes it goes out; absent: in one. */
  parts?: Pick<WireBytes, 'ends' | 'pause'>;
  hold?: Hold;
  /** It has the connection for itself, which is closed after its answer; also after that of a CONNECT. */
  isAlone?: boolean;
  /** Its answer is to be an MCP message when it succeeds. */
  expectsMessage: boolean;
}

export type Origin = Pick<Outgoing, 'author' | 'run' | 'case'>;

export function originOf({ author, run, case: number }: Outgoing): Origin {
  return { author, ...(run === undefined ? {} : { run }), ...(number === undefined ? {} : { case: number }) };
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Writes the bytes of one HTTP/1.1 request ourselves, so that order, case and duplicates are ours. */
export function writeRequest(request: {
  method: string;
  /** As it stands in the start line: a path, or an absolute URL towards a proxy. */
  address: string;
  headers: RawHeader[];
  body?: Uint8Array;
  origin: Origin;
  expectsMessage?: boolean;
}): Outcome<RequestFrame> {
  const { method, address, headers, body = new Uint8Array(0), origin, expectsMessage = false } = request;
  const fault = headers.map(headerFault).find((found) => found !== undefined);
  if (fault !== undefined) return { ok: false, problem: fault };
  const startLine = `${method} ${address} HTTP/1.1`;
  const lines = [
    startLine,
    ...headers.map(([name, value]) => (value === '' ? `${name}:` : `${name}: ${value}`)),
    '',
    '',
  ];
  const head = Buffer.from(lines.join('\r\n'), 'latin1');
  const bytes = body.length === 0 ? head : Buffer.concat([head, body]);
  const http: HttpHead = { startLine, headers, bodyAt: head.length };
  const wireHead: RequestFrame['head'] = { toward: 'server', author: origin.author, http };
  if (origin.run !== undefined) wireHead.run = origin.run;
  if (origin.case !== undefined) wireHead.case = origin.case;
  const payload: Payload =
    body.length === 0 ? { kind: 'none' } : { kind: 'slice', from: head.length, to: bytes.length };
  return { ok: true, value: { method, bytes, head: wireHead, payload, expectsMessage } };
}

/** Text as header values are written: its UTF-8 bytes, one character each. */
export function asHeaderText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

export function headerFault([name, value]: RawHeader): Problem | undefined {
  const refuse = (message: string, hint: string): Problem => ({ code: 'bad-header', message, hint });
  if (!TOKEN.test(name))
    return refuse(
      `${quoted(name)} cannot be the name of an HTTP header.`,
      'Use letters, digits and hyphens.',
    );
  if (/[\r\n\0]/.test(value)) {
    return refuse(
      `The value of the header ${name} has a line break or a NUL in it; it would break the request open.`,
      'Remove it.',
    );
  }
  if (/[^\0-\xff]/.test(value)) {
    return refuse(
      `The value of the header ${name} has characters that HTTP headers cannot hold.`,
      'Encode it, for example in Base64.',
    );
  }
  return undefined;
}

/**
 * Headers by precedence, later lists win over earlier ones by name, whatever the case. A name stays
 * where it first stood, in the spelling of the list that won; names given twice in one list stay twice.
 */
export function mergeHeaders(...lists: readonly RawHeader[][]): RawHeader[] {
  let merged: RawHeader[] = [];
  for (const list of lists) {
    const placed = new Set<string>();
    const groups = new Map<string, RawHeader[]>();
    for (const pair of list) {
      const key = pair[0].toLowerCase();
      groups.set(key, [...(groups.get(key) ?? []), pair]);
    }
    merged = merged.flatMap((pair) => {
      const key = pair[0].toLowerCase();
      const group = groups.get(key);
      if (group === undefined) return [pair];
      if (placed.has(key)) return [];
      placed.add(key);
      return group;
    });
    for (const [key, group] of groups) if (!placed.has(key)) merged.push(...group);
  }
  return merged;
}
