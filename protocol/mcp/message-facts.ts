import type { GrammarListener } from './grammar.ts';
import type { Draft } from './message-draft.ts';
import { kindOf, previewOf } from './message-draft.ts';
import type { MessageHead } from './message-head.ts';
import { argumentsPreview, decodeJsonString, decodeKey, decodeUtf8, oneLine } from './text.ts';

/** What is kept of a value at one place in a message, by how it is read. */
interface Place {
  /** Raw bytes wanted. */
  want: number;
  /** Called when the value begins: a message that is too long to be read whole is known all the same. */
  begin?: (message: Draft, kind: string) => void;
  take?: (message: Draft, raw: Uint8Array, kind: string) => void;
  keys?: Record<string, Place>;
  /** Containers: elements of an array are counted and told at its end. */
  counted?: (message: Draft, elements: number) => void;
  firstElement?: Place;
}

/** Bytes kept of an id; a longer one is known by its beginning only. */
export const ID_CAP = 256;
const NAME_CAP = 512;
const PREVIEW_CAP = 240;
const KEPT_MESSAGES = 64;
/** Answers beyond those, so that whoever waits for one hears of it. */
const KEPT_ANSWERS = 10_000;

const raw = (set: (head: MessageHead, text: string) => void): Place => ({
  want: ID_CAP,
  take: (m, bytes) => set(m.head, decodeUtf8(bytes)),
});
const number = (set: (m: Draft, text: string) => void): Place => ({
  want: 40,
  take: (m, bytes, kind) => {
    if (kind === 'number') set(m, decodeUtf8(bytes));
  },
});
const text = (cap: number, set: (m: Draft, text: string) => void): Place => ({
  want: cap,
  take: (m, bytes, kind) => {
    if (kind === 'string') set(m, oneLine(decodeJsonString(bytes)));
  },
});
const name: Place = text(NAME_CAP, (m, value) => (m.head.name = value));
const preview: Place = text(PREVIEW_CAP, (m, value) => (m.head.preview ??= value));
const list = (noun: string): Place => ({
  want: 0,
  counted: (m, n) => {
    if (m.counts.length < 8) m.counts.push(`${n} ${n === 1 ? noun : `${noun}s`}`);
  },
});

/** The places worth knowing without parsing: one table, read by key path from the message's root. */
const MESSAGE: Place = {
  want: 0,
  keys: {
    jsonrpc: { want: 0 },
    id: { want: ID_CAP, take: (m, bytes) => ((m.hasId = true), (m.head.rpcId = decodeUtf8(bytes))) },
    method: {
      want: NAME_CAP,
      take: (m, bytes, kind) => {
        m.hasMethod = true;
        m.head.method = kind === 'string' ? decodeJsonString(bytes) : decodeUtf8(bytes);
      },
    },
    params: {
      want: 0,
      keys: {
        name,
        uri: name,
        ref: { want: 0, keys: { name, uri: name } },
        requestId: raw((h, value) => (h.cancels = value)),
        taskId: raw((h, value) => (h.task = value)),
        requestState: raw((h, value) => (h.requestState = value)),
        inputResponses: { want: 0, begin: (m) => (m.head.answersInput = true) },
        progressToken: raw((h, value) => (h.progressToken = value)),
        arguments: {
          want: PREVIEW_CAP,
          take: (m, bytes, kind) => {
            if (kind === 'object') m.argumentsText = argumentsPreview(bytes);
          },
        },
        progress: number((m, value) => (m.progress = value)),
        total: number((m, value) => (m.total = value)),
        level: text(40, (m, value) => (m.level = value)),
        data: {
          want: PREVIEW_CAP,
          take: (m, bytes, kind) =>
            (m.head.preview ??= oneLine(kind === 'string' ? decodeJsonString(bytes) : decodeUtf8(bytes))),
        },
        message: preview,
        reason: preview,
        protocolVersion: preview,
        cursor: preview,
        messages: {
          want: 0,
          firstElement: { want: 0, keys: { content: { want: 0, keys: { text: preview } } } },
        },
        _meta: {
          want: 0,
          keys: {
            progressToken: raw((h, value) => (h.progressToken = value)),
            'io.modelcontextprotocol/subscriptionId': raw((h, value) => (h.subscription = value)),
          },
        },
      },
    },
    result: {
      want: 0,
      begin: (m) => (m.outcome ??= 'result'),
      keys: {
        isError: { want: 8, take: (m, bytes) => (m.head.isError = decodeUtf8(bytes) === 'true') },
        taskId: raw((h, value) => (h.task = value)),
        task: { want: 0, keys: { taskId: raw((h, value) => (h.task = value)) } },
        requestState: raw((h, value) => (h.requestState = value)),
        // Of a task that is asked about.
        status: text(60, (m, value) => (m.resultText ??= value)),
        resultType: text(64, (m, value) => (m.head.resultType = value)),
        tools: list('tool'),
        prompts: list('prompt'),
        resources: list('resource'),
        resourceTemplates: list('template'),
        messages: list('message'),
        contents: {
          want: 0,
          counted: (m, n) => {
            if (m.counts.length < 8) m.counts.push(`${n} part${n === 1 ? '' : 's'}`);
          },
          firstElement: {
            want: 0,
            keys: { text: text(PREVIEW_CAP, (m, value) => (m.resultText ??= value)) },
          },
        },
        content: {
          want: 0,
          firstElement: {
            want: 0,
            keys: {
              text: text(PREVIEW_CAP, (m, value) => (m.resultText ??= value)),
              type: text(40, (m, value) => {
                if (value !== 'text') m.resultText ??= value;
              }),
            },
          },
        },
        serverInfo: { want: 0, keys: { name: text(120, (m, value) => (m.resultText ??= value)) } },
      },
    },
    error: {
      want: 0,
      begin: (m, kind) => {
        // JSON-RPC 1.0 servers send "error": null beside a result.
        if (kind !== 'literal') m.outcome = 'error';
      },
      keys: { code: raw((h, value) => (h.errorCode = value)), message: preview },
    },
  },
};

interface Level {
  place: Place | undefined;
  isObject: boolean;
  /** Place of the value that comes next in this container. */
  next: Place | undefined;
  elements: number;
}

/** Listens to the grammar and fills in one MessageHead per message. Constant work per byte and level. */
export class MessageFacts implements GrammarListener {
  messages: MessageHead[] = [];
  count = 0;
  form: 'single' | 'batch' | 'several' = 'single';
  #levels: Level[] = [];
  /** Containers below the places of interest are counted, not described. */
  #ignored = 0;
  #open: { place: Place | undefined; kind: string }[] = [];
  #draft: Draft | undefined;
  #draftLevel = 0;
  #tops = 0;

  valueStarts(kind: string): number {
    if (this.#ignored > 0) {
      if (kind === 'object' || kind === 'array') this.#ignored++;
      return 0;
    }
    const level = this.#levels.at(-1);
    const place = level === undefined ? this.#top(kind) : this.#inside(level, kind);
    const isContainer = kind === 'object' || kind === 'array';
    this.#open.push({ place, kind });
    if (this.#draft !== undefined) place?.begin?.(this.#draft, kind);
    if (isContainer) {
      const isBatch = this.#levels.length === 0 && kind === 'array';
      const known =
        place !== undefined &&
        (place.keys !== undefined || place.firstElement !== undefined || place.counted !== undefined);
      if (!isBatch && !known) this.#ignored = 1;
      this.#levels.push({ place, isObject: kind === 'object', next: undefined, elements: 0 });
    }
    return place?.want ?? 0;
  }

  wantsKeys(): boolean {
    return this.#ignored === 0 && this.#levels.at(-1)?.place?.keys !== undefined;
  }

  key(bytes: Uint8Array): void {
    const level = this.#levels.at(-1);
    if (level === undefined) return;
    const key = decodeKey(bytes);
    const keys = level.place?.keys;
    level.next = keys !== undefined && Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (this.#levels.length === this.#draftLevel && this.#draft !== undefined) {
      const { seen, head } = this.#draft;
      if (seen.has(key)) {
        head.repeated ??= [];
        if (head.repeated.length < 8) head.repeated.push(key);
      } else if (seen.size < 64) seen.add(key);
    }
  }

  valueEnds(bytes: Uint8Array, isContainer: boolean): void {
    if (this.#ignored > 0) {
      if (!isContainer) return;
      this.#ignored--;
      if (this.#ignored > 0) return;
    }
    const value = this.#open.pop();
    if (value === undefined) return;
    const { place, kind } = value;
    if (kind === 'object' || kind === 'array') {
      const level = this.#levels.pop();
      if (kind === 'array' && place?.counted && this.#draft && level)
        place.counted(this.#draft, level.elements);
    }
    if (place?.take && this.#draft) place.take(this.#draft, bytes, kind);
    if (this.#draft !== undefined && this.#levels.length === this.#draftLevel - 1) this.#finish(kind);
  }

  /** Reading stops in the middle of a message: what is known of it by now counts. */
  cutOff(): void {
    if (this.#draft !== undefined) this.#finish('object');
  }

  #top(kind: string): Place | undefined {
    this.#tops++;
    if (this.#tops > 1) this.form = 'several';
    else if (kind === 'array') this.form = 'batch';
    if (kind === 'array') return undefined;
    this.#begin();
    return MESSAGE;
  }

  #inside(level: Level, kind: string): Place | undefined {
    if (level.isObject) return level.next;
    level.elements++;
    if (this.#levels.length === 1) {
      this.#begin();
      return kind === 'object' ? MESSAGE : undefined;
    }
    return level.elements === 1 ? level.place?.firstElement : undefined;
  }

  #begin(): void {
    this.#draft = {
      head: { kind: 'not-rpc' },
      seen: new Set(),
      hasId: false,
      hasMethod: false,
      outcome: undefined,
      counts: [],
    };
    this.#draftLevel = this.#levels.length + 1;
  }

  #finish(kind: string): void {
    const draft = this.#draft!;
    this.#draft = undefined;
    this.count++;
    const { head } = draft;
    if (kind === 'object') head.kind = kindOf(draft);
    if (this.messages.length >= KEPT_MESSAGES) {
      const isAnswer = head.kind === 'result' || head.kind === 'error';
      if (!isAnswer || head.rpcId === undefined || this.messages.length >= KEPT_ANSWERS) return;
      this.messages.push({ kind: head.kind, rpcId: head.rpcId });
      return;
    }
    const words = previewOf(draft);
    if (words !== undefined) head.preview = words;
    this.messages.push(head);
  }
}
