import { messageWith, questionOf, type AskedQuestion } from '../../protocol/answers/question.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf } from '../../protocol/json/value.ts';
import { elicitationMode, startResult } from '../../protocol/mcp/answers.ts';
import type { Block, RawMember } from '../../protocol/mcp/content.ts';
import { othersOf, readBlocks } from '../../protocol/mcp/content.ts';
import type { Asked, AskedInput } from '../../protocol/mcp/follow-up.ts';
import { askedBy } from '../../protocol/mcp/follow-up.ts';
import type { PendingQuestion } from '../../protocol/session.ts';
import type { FieldRef } from '../../protocol/schema/field.ts';
import { schemaOf } from '../../protocol/schema/schema.ts';
import { startText } from '../../protocol/schema/start.ts';

/** A message of a conversation that a model is to go on with. */
export interface AskedMessage {
  role: string;
  blocks: Block[];
  more: number;
}

/** One thing that is asked, with everything the server wrote about it. */
export interface AskedPart {
  /** Under which name the response goes; of a request there is one part, without a name. */
  key: string | undefined;
  method: string;
  /** What is shown in words of our own making, from the text of the params. */
  says:
    | { kind: 'form'; message: string; field: FieldRef | undefined; why: string | undefined }
    | { kind: 'url'; message: string; url: string; host: string | undefined }
    | { kind: 'sampling'; system: string | undefined; messages: AskedMessage[]; more: number }
    | { kind: 'roots' }
    | { kind: 'other' };
  /** Params that are not shown by `says`: JSON as it stands. */
  rest: RawMember[];
  /** JSON text of a result to begin writing from. */
  start: string;
  /** What prepared answers are made of; absent: nobody but the person knows what could be answered. */
  question: AskedQuestion | undefined;
}

export interface Asking {
  kind: 'request' | Asked['kind'];
  parts: AskedPart[];
  more: number;
  task: string | undefined;
  remarks: string[];
}

const MOST_MESSAGES = 40;
/** Blocks of one message; a hostile one has a hundred thousand. */
const MOST_BLOCKS = 40;
const MOST_PARTS = 50;

/** What a frame asks of the person. Undefined when nothing in it can be answered. */
export function readAsking(text: string, { method, rpcId }: PendingQuestion): Asking | undefined {
  const document = readJson(text);
  if (method !== 'input_required') {
    const message = messageWith(document, rpcId);
    if (message === undefined) return undefined;
    const part = partOf(document, undefined, method, memberOf(message, 'params'), rpcId);
    return { kind: 'request', parts: [part], more: 0, task: undefined, remarks: [] };
  }
  const asked = askedBy(document);
  if (asked === undefined) return undefined;
  const { kind, inputs, more, task, remarks } = asked;
  return {
    kind,
    parts: inputs.slice(0, MOST_PARTS).map((input) => inputPart(document, input)),
    more: more + Math.max(0, inputs.length - MOST_PARTS),
    task,
    remarks,
  };
}

function inputPart(document: JsonDocument, { key, method, params }: AskedInput): AskedPart {
  // The span is of this very document: its node is found by reading the stretch as one of its own.
  const own = params === undefined ? undefined : readJson(document.text.slice(params.from, params.to));
  return partOf(own ?? readJson('{}'), key, method ?? '', own?.root);
}

function partOf(
  document: JsonDocument,
  key: string | undefined,
  method: string,
  params: JsonNode | undefined,
  rpcId?: string,
): AskedPart {
  const says = sayingOf(document, method, params);
  const shown = SHOWN[says.kind];
  const rest = params?.kind === 'object' ? othersOf(document, params, shown) : [];
  const content = says.kind === 'form' && says.field !== undefined ? startText(says.field()) : undefined;
  const start = startResult({ method, document, params }, content);
  return { key, method, says, rest, start, question: questionOf(document, method, params, rpcId) };
}

const SHOWN: Record<AskedPart['says']['kind'], readonly string[]> = {
  form: ['mode', 'message', 'requestedSchema'],
  url: ['mode', 'message', 'url'],
  sampling: ['messages', 'systemPrompt'],
  roots: [],
  other: [],
};

function sayingOf(document: JsonDocument, method: string, params: JsonNode | undefined): AskedPart['says'] {
  const text = (name: string): string | undefined => stringOf(document, memberOf(params, name));
  switch (method) {
    case 'elicitation/create': {
      const message = text('message') ?? '';
      if (elicitationMode(document, params) === 'url') {
        const url = text('url') ?? '';
        return { kind: 'url', message, url, host: URL.canParse(url) ? new URL(url).host : undefined };
      }
      const schema = memberOf(params, 'requestedSchema');
      const field = schema === undefined ? undefined : schemaOf(document, schema).field;
      const why = schema === undefined ? 'It comes without a schema, so there is no form.' : undefined;
      return { kind: 'form', message, field, why };
    }
    case 'sampling/createMessage': {
      const messages = memberOf(params, 'messages');
      const items = messages?.kind === 'array' ? messages.items : [];
      return {
        kind: 'sampling',
        system: text('systemPrompt'),
        messages: items.slice(0, MOST_MESSAGES).map((item) => messageOf(document, item)),
        more: Math.max(0, items.length - MOST_MESSAGES),
      };
    }
    case 'roots/list':
      return { kind: 'roots' };
    default:
      return { kind: 'other' };
  }
}

function messageOf(document: JsonDocument, item: JsonNode): AskedMessage {
  const content = memberOf(item, 'content');
  const role = stringOf(document, memberOf(item, 'role')) ?? '';
  return { role, ...readBlocks(document, content ?? item, MOST_BLOCKS) };
}
