import { copied } from './copied.ts';
import type { Message, RequestFact } from './message.ts';
import { Neighbours } from './neighbours.ts';
import { OwnTools } from './own-tools.ts';
import type { ReadNode } from '../protocol/mcp/reading.ts';
import { memberOf } from '../protocol/mcp/read-place.ts';

/** Who is spoken to, as far as rules may know it. */
export interface TargetFacts {
  /** Stable name; fingerprints hang on it. */
  readonly key: string;
  readonly transport: 'stdio' | 'http' | 'recording';
  /** Where it is reached, for HTTP. */
  readonly url?: string;
}

/** Requests without an answer are remembered until there are so many; then the oldest go. */
const MOST_PENDING = 10_000;

/** What the frames so far have told of a session. Kept by the engine, read by rules. */
export class SessionFacts {
  readonly target: TargetFacts;
  /** As agreed by `initialize`, or named in `_meta` of a request of 2026-07-28. */
  revision: string | undefined;
  /** `capabilities` of the server's opening answer: dotted names of objects in it, two levels deep. */
  server: ReadonlySet<string> | undefined;
  /** The same of what the client declared. */
  client: ReadonlySet<string> | undefined;
  /** What this server offers, the message that is looked at included. */
  readonly tools = new OwnTools();
  /** The other servers that the agent sees at the same time. */
  neighbours = Neighbours.NONE;
  #pending = new Map<string, RequestFact>();
  #answered = new Map<string, RequestFact>();

  constructor(target: TargetFacts) {
    this.target = target;
  }

  /** The request of the other side that this id answers; the newest one. `before`: also one that was answered already. */
  requestOf(
    toward: 'server' | 'client',
    id: string,
  ): { request: RequestFact; isAnswered: boolean } | undefined {
    const key = `${toward} ${id}`;
    const request = this.#pending.get(key);
    if (request !== undefined) return { request, isAnswered: false };
    const answered = this.#answered.get(key);
    return answered === undefined ? undefined : { request: answered, isAnswered: true };
  }

  /** How many requests toward that side wait for an answer. */
  waiting(toward: 'server' | 'client'): number {
    let count = 0;
    for (const request of this.#pending.values()) if (request.toward === toward) count++;
    return count;
  }

  /** Told of every message by the engine, after rules saw it. */
  take(message: Message): void {
    // What has an id and no method is answered too, with an error.
    const isAsked = message.kind === 'request' || (message.kind === 'other' && message.toward === 'server');
    if (isAsked && message.id !== undefined) {
      const key = `${message.toward} ${message.id}`;
      put(this.#pending, key, factOf(message));
      this.#answered.delete(key);
      if (message.toward === 'server') this.#learnFromRequest(message);
    } else if ((message.kind === 'result' || message.kind === 'error') && message.id !== undefined) {
      const key = `${message.toward === 'client' ? 'server' : 'client'} ${message.id}`;
      const request = this.#pending.get(key);
      if (request !== undefined) put(this.#answered, key, request);
      this.#pending.delete(key);
      if (message.toward === 'client' && message.kind === 'result') this.#learnFromAnswer(message);
    }
  }

  /** A frame of ours that is no JSON was meant as this; a plain request that waits with the id stays what is answered. */
  meant(seq: number, id: string, method = ''): void {
    const key = `server ${id}`;
    if (this.#pending.has(key)) return;
    put(this.#pending, key, {
      seq,
      method: kept(method) ?? '',
      name: undefined,
      cursor: undefined,
      toward: 'server',
    });
    this.#answered.delete(key);
  }

  #learnFromRequest(message: Message): void {
    const params = message.member('params');
    if (message.method === 'initialize') this.client = namesIn(memberOf(params, 'capabilities'));
    const meta = memberOf(params, '_meta');
    const revision = message.text(memberOf(meta, 'io.modelcontextprotocol/protocolVersion'));
    if (revision !== undefined) this.revision = revision;
    const client = memberOf(meta, 'io.modelcontextprotocol/clientCapabilities');
    if (client !== undefined) this.client = namesIn(client);
  }

  #learnFromAnswer(message: Message): void {
    if (message.method !== 'initialize' && message.method !== 'server/discover') return;
    const result = message.member('result');
    this.server = namesIn(memberOf(result, 'capabilities'));
    const revision = message.text(memberOf(result, 'protocolVersion'));
    if (revision !== undefined) this.revision = revision;
  }
}

function put(map: Map<string, RequestFact>, key: string, fact: RequestFact): void {
  map.delete(key);
  map.set(key, fact);
  if (map.size <= MOST_PENDING) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}

function factOf(message: Message): RequestFact {
  const params = message.member('params');
  return {
    seq: message.frame.seq,
    method: kept(message.method) ?? '',
    name: kept(message.text(memberOf(params, 'name')) ?? message.text(memberOf(params, 'uri'))),
    cursor: kept(message.text(memberOf(params, 'cursor'))),
    toward: message.toward,
  };
}

/** Longer names are cut: ten thousand of them are remembered. */
const LONGEST = 512;

function kept(text: string | undefined): string | undefined {
  return text === undefined ? undefined : copied(text.slice(0, LONGEST));
}

/** `tools`, `tools.listChanged`: a member counts unless it is false or null. */
function namesIn(node: ReadNode | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of node?.children.slice(0, 200) ?? []) {
    if (one.key === undefined || one.kind === 'false' || one.kind === 'null') continue;
    names.add(one.key.name);
    for (const two of one.children.slice(0, 200))
      if (two.key !== undefined && two.kind !== 'false' && two.kind !== 'null')
        names.add(`${one.key.name}.${two.key.name}`);
  }
  return names;
}
