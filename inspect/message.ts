import type { FrameHead } from '../protocol/frame.ts';
import type { ItemName } from '../protocol/finding.ts';
import type { SectionName } from '../protocol/inventory.ts';
import { memberOf, stringOf } from '../protocol/mcp/read-place.ts';
import type { ReadNode, Reading } from '../protocol/mcp/reading.ts';
import { placeOfBytes, placeOfNode, type Place } from './place.ts';

/** A frame as it was recorded, with its payload where it carries one. */
export interface FrameBytes {
  readonly seq: number;
  readonly head: FrameHead;
  readonly raw: Uint8Array;
  readonly payload: Uint8Array | undefined;
}

/** What rules see of a frame. */
export class RecordedFrame {
  readonly seq: number;
  readonly head: FrameHead;
  readonly raw: Uint8Array;
  readonly payload: Uint8Array | undefined;
  /** Of the payload; undefined for stderr and for frames that carry none. */
  readonly reading: Reading | undefined;
  readonly messages: Message[] = [];
  /** Whether the payload is a list of messages (2025-03-26). */
  isBatch = false;

  constructor(frame: FrameBytes, reading: Reading | undefined) {
    this.seq = frame.seq;
    this.head = frame.head;
    this.raw = frame.raw;
    this.payload = frame.payload;
    this.reading = reading;
  }

  /** Bytes of the frame itself; `matched` is what a fingerprint hangs on. */
  place(part: 'raw' | 'payload', from: number, to: number, matched: string): Place {
    return placeOfBytes(this, part, from, to, matched);
  }
}

/** A request of either side, as it is remembered until it is answered. */
export interface RequestFact {
  readonly seq: number;
  readonly method: string;
  /** The tool, prompt or resource it is about. */
  readonly name: string | undefined;
  /** Cursor of a list that goes on. */
  readonly cursor: string | undefined;
  readonly toward: 'server' | 'client';
}

/** One JSON-RPC message of a frame. */
export class Message {
  readonly frame: RecordedFrame;
  readonly node: ReadNode;
  readonly reading: Reading;
  readonly toward: 'server' | 'client';
  readonly kind: 'request' | 'notification' | 'result' | 'error' | 'other';
  /** Its own, or of the request it answers. */
  readonly method: string | undefined;
  /** The id as JSON text: `7`, `"a"`. */
  readonly id: string | undefined;
  /** What it answers, where that is known. */
  readonly request: RequestFact | undefined;
  readonly items: Item[] = [];
  #itemAt = new Map<ReadNode, Item>();

  constructor(
    parts: Pick<Message, 'frame' | 'node' | 'reading' | 'toward' | 'kind' | 'method' | 'id' | 'request'>,
  ) {
    this.frame = parts.frame;
    this.node = parts.node;
    this.reading = parts.reading;
    this.toward = parts.toward;
    this.kind = parts.kind;
    this.method = parts.method;
    this.id = parts.id;
    this.request = parts.request;
  }

  member(name: string): ReadNode | undefined {
    return memberOf(this.node, name);
  }

  add(item: Item): void {
    this.items.push(item);
    this.#itemAt.set(item.node, item);
  }

  /** The item that is this very value. */
  itemAt(node: ReadNode): Item | undefined {
    return this.#itemAt.get(node);
  }

  text(node: ReadNode | undefined): string | undefined {
    return stringOf(this.reading, node);
  }

  /** A value; or its key, where `what` says so. */
  place(node: ReadNode, what: 'value' | 'key' = 'value'): Place {
    return placeOfNode(this, node, what);
  }
}

/** Something a server offers, as it stood in one list. `server`: what it says of itself. */
export class Item {
  readonly section: SectionName;
  readonly name: string;
  readonly node: ReadNode;
  readonly message: Message;

  constructor(section: SectionName, node: ReadNode, message: Message) {
    const named = section === 'server' ? memberOf(node, 'serverInfo') : node;
    const key = section === 'resources' ? 'uri' : section === 'templates' ? 'uriTemplate' : 'name';
    this.section = section;
    this.name = message.text(memberOf(named, key)) ?? '';
    this.node = node;
    this.message = message;
  }

  member(name: string): ReadNode | undefined {
    return memberOf(this.node, name);
  }

  /** The text of a member of its own. */
  text(name: string): string | undefined {
    return this.message.text(this.member(name));
  }

  get ref(): ItemName {
    return { section: this.section, name: this.name };
  }
}
