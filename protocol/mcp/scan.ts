import { joined } from '../raw/encode.ts';
import { Grammar } from './grammar.ts';
import { MOST_MEANT, requestsMeant, type MeantRequest } from './meant.ts';
import { MessageFacts } from './message-facts.ts';
import type { MessageHead } from './message-head.ts';
import { SCAN_CAP } from './scan-cap.ts';
import { plainText } from './text.ts';

export { SCAN_CAP };

/** What a scan of one payload found. A payload may hold a batch, or several messages in a row. */
export interface Scan {
  form: 'single' | 'batch' | 'several' | 'not-json';
  messages: MessageHead[];
  /** All messages, also those beyond the first 64, of which only answers are kept, by kind and id. */
  count: number;
  /** First complaint of the reader: what and at which byte. Can stand beside messages (a BOM). */
  complaint?: string;
  /** false when reading stopped at the 64 MiB cap. */
  whole: boolean;
  /** First few hundred characters as text, for frames that are not JSON. */
  text?: string;
  /** Of what we sent: requests that a frame was meant as that is no JSON. */
  meant?: MeantRequest[];
}

const TEXT_BYTES = 320;

/**
 * Reads a payload as it arrives, in constant memory, without recursion and without ever throwing.
 * Checks the JSON grammar (RFC 8259) except that strings be valid UTF-8.
 */
export class MessageScanner implements FrameScanner {
  #facts = new MessageFacts();
  #grammar = new Grammar(this.#facts);
  #start: Uint8Array[] = [];
  #startBytes = 0;
  #seen = 0;

  push(bytes: Uint8Array): void {
    if (this.#startBytes < TEXT_BYTES) {
      const part = bytes.subarray(0, TEXT_BYTES - this.#startBytes);
      this.#start.push(part);
      this.#startBytes += part.length;
    }
    const room = SCAN_CAP - this.#seen;
    this.#seen += bytes.length;
    if (room > 0) this.#grammar.push(bytes.length > room ? bytes.subarray(0, room) : bytes);
  }

  end(): Scan {
    const whole = this.#seen <= SCAN_CAP;
    if (whole) this.#grammar.end();
    else if (!this.#grammar.broken) this.#facts.cutOff();
    const { complaint, broken } = this.#grammar;
    const { messages, count, form } = this.#facts;
    if (broken || count === 0) {
      const text = plainText(this.#start);
      return { form: 'not-json', messages: [], count: 0, complaint: complaint ?? 'empty', whole, text };
    }
    return { form, messages, count, whole, ...(complaint === undefined ? {} : { complaint }) };
  }
}

/** What reads a frame's payload as it arrives; standard error is never taken for a message. */
export interface FrameScanner {
  push(bytes: Uint8Array): void;
  end(): Scan;
}

class TextScanner implements FrameScanner {
  #start: Uint8Array[] = [];
  #bytes = 0;

  push(bytes: Uint8Array): void {
    if (this.#bytes >= TEXT_BYTES) return;
    this.#start.push(bytes.subarray(0, TEXT_BYTES - this.#bytes));
    this.#bytes += bytes.length;
  }

  end(): Scan {
    return { form: 'not-json', messages: [], count: 0, whole: true, text: plainText(this.#start) };
  }
}

/** What goes to the server is ours, and may be no JSON on purpose. */
class SentScanner implements FrameScanner {
  #messages = new MessageScanner();
  #start: Uint8Array[] = [];
  #room = MOST_MEANT;

  push(bytes: Uint8Array): void {
    if (this.#room > 0) {
      const part = bytes.subarray(0, this.#room);
      this.#start.push(part);
      this.#room -= part.length;
    }
    this.#messages.push(bytes);
  }

  end(): Scan {
    const scan = this.#messages.end();
    if (scan.form !== 'not-json') return scan;
    const meant = requestsMeant(joined(this.#start));
    return meant.length === 0 ? scan : { ...scan, meant };
  }
}

const TOWARD_SERVER = /^(?:stdin$|c\d+>)/;

export function scannerFor(channel: string): FrameScanner {
  if (channel === 'stderr') return new TextScanner();
  return TOWARD_SERVER.test(channel) ? new SentScanner() : new MessageScanner();
}

/** The scan of a whole payload of a channel: the one way frames are read, live and when the index is rebuilt. */
export function scanPayload(channel: string, payload: Uint8Array): Scan {
  const scanner = scannerFor(channel);
  scanner.push(payload);
  return scanner.end();
}

export function scanMessage(bytes: Uint8Array): Scan {
  const scanner = new MessageScanner();
  scanner.push(bytes);
  return scanner.end();
}
