import type { JsonDocument, JsonNode, JsonObject } from '../json/document.ts';
import type { Json } from '../json/value.ts';
import { memberOf, stringOf, textOf, valueOf } from '../json/value.ts';
import { readJson } from '../json/read.ts';
import type { Block, RawMember } from './content.ts';
import { MOST_BLOCKS, othersOf, readBlocks, readResource, wordsOf } from './content.ts';

export interface PromptMessage {
  role: string;
  blocks: Block[];
  others: RawMember[];
}

/** What an answer says, by what was asked; JSON stays the text it is. */
export type AnswerBody =
  | {
      kind: 'content';
      isError: boolean;
      blocks: Block[];
      /** Blocks beyond those listed. */
      more: number;
      /** JSON text of `structuredContent`. */
      structured?: string;
      /** Whether a text block says the same as `structuredContent`. */
      likeness?: 'same' | 'differs' | 'no-text' | 'not-compared';
    }
  | { kind: 'prompt'; description?: string; messages: PromptMessage[]; more: number }
  | { kind: 'resource'; blocks: Block[]; more: number }
  /** `input_required`: the server asks back before it goes on. */
  | { kind: 'asks'; json: string }
  /** The call goes on as a task. */
  | { kind: 'task'; id?: string; status?: string; json: string }
  | { kind: 'error'; code: string; message?: string; data?: string }
  | { kind: 'json'; json: string };

/** A message that answers a request, read for a person. */
export interface AnswerReading {
  body: AnswerBody;
  /** JSON text of `_meta` of the result. */
  meta?: string;
  /** Members that neither the shape nor the specification has a place for. */
  others: RawMember[];
  /** What is not as the specification says, and what was bounded. */
  remarks: string[];
}

const MOST_COMPARED = 256 * 1024;
const MOST_REMARKS = 20;
const RESULT_MEMBERS = ['_meta', 'resultType'];

/** Reads the answer in a frame. `rpcId` finds it among several in one frame. Never throws. */
export function readAnswer(
  text: string,
  asked: { method?: string | undefined; rpcId?: string | undefined },
): AnswerReading {
  const document = readJson(text);
  const remarks = faultsOf(document);
  const message = messageIn(document.root, document, asked.rpcId, remarks);
  if (message === undefined) return { body: { kind: 'json', json: text }, others: [], remarks };
  const error = memberOf(message, 'error');
  const result = memberOf(message, 'result');
  const others = othersOf(document, message, ['jsonrpc', 'id', 'result', 'error']);
  if (result !== undefined && error !== undefined) remarks.push('It has both `result` and `error`.');
  if (error !== undefined) return readError(document, error, others, remarks);
  if (result === undefined) return { body: { kind: 'json', json: text }, others: [], remarks };
  return readResult(document, result, asked.method, others, remarks);
}

function faultsOf(document: JsonDocument): string[] {
  const counts = new Map<string, number>();
  for (const { words } of document.faults) counts.set(words, (counts.get(words) ?? 0) + 1);
  const remarks = [...counts].map(([words, count]) => (count === 1 ? words : `${words} (${count} times)`));
  if (!document.isWhole)
    remarks.push('It is deeper or has more values than are read here; Pretty shows all.');
  return remarks;
}

function messageIn(
  root: JsonNode | undefined,
  document: JsonDocument,
  rpcId: string | undefined,
  remarks: string[],
): JsonObject | undefined {
  if (root?.kind === 'object') return root;
  if (root?.kind !== 'array') return undefined;
  const answers = root.items.filter((item) => item.kind === 'object');
  const own = answers.filter((item) => {
    const id = memberOf(item, 'id');
    return id !== undefined && textOf(document, id) === rpcId;
  });
  remarks.push(`It came with others in one frame: ${root.items.length} messages.`);
  return own[0] ?? (answers.length === 1 ? answers[0] : undefined);
}

function readError(
  document: JsonDocument,
  error: JsonNode,
  others: RawMember[],
  remarks: string[],
): AnswerReading {
  if (error.kind !== 'object') {
    remarks.push('`error` is no object.');
    return { body: { kind: 'json', json: textOf(document, error) }, others, remarks };
  }
  const code = memberOf(error, 'code');
  const message = memberOf(error, 'message');
  const data = memberOf(error, 'data');
  if (code === undefined) remarks.push('`code` is missing.');
  if (message === undefined) remarks.push('`message` is missing.');
  else if (message.kind !== 'string') remarks.push('`message` is no text.');
  return {
    body: {
      kind: 'error',
      code: code === undefined ? '' : textOf(document, code).slice(0, 100),
      ...(message === undefined ? {} : { message: stringOf(document, message) ?? textOf(document, message) }),
      ...(data === undefined ? {} : { data: textOf(document, data) }),
    },
    others: [...others, ...othersOf(document, error, ['code', 'message', 'data'])],
    remarks,
  };
}

function readResult(
  document: JsonDocument,
  result: JsonNode,
  method: string | undefined,
  outside: RawMember[],
  remarks: string[],
): AnswerReading {
  if (result.kind !== 'object') {
    remarks.push('`result` is no object.');
    return { body: { kind: 'json', json: textOf(document, result) }, others: outside, remarks };
  }
  const { body, own } = readBody(document, result, method, remarks);
  const meta = memberOf(result, '_meta');
  const others = own === undefined ? [] : othersOf(document, result, [...own, ...RESULT_MEMBERS]);
  return {
    body,
    ...(meta === undefined || own === undefined ? {} : { meta: textOf(document, meta) }),
    others: [...outside, ...others],
    remarks: remarks.slice(0, MOST_REMARKS),
  };
}

/** `own`: members of the result that the body shows; undefined when it shows all of them. */
interface ReadBody {
  body: AnswerBody;
  own?: string[];
}

function readBody(
  document: JsonDocument,
  result: JsonObject,
  method: string | undefined,
  remarks: string[],
): ReadBody {
  const json = textOf(document, result);
  const resultType = stringOf(document, memberOf(result, 'resultType'));
  if (resultType === 'input_required') return { body: { kind: 'asks', json } };
  const task = memberOf(result, 'task');
  if (resultType === 'task' || task?.kind === 'object') {
    const at = task?.kind === 'object' ? task : result;
    const id = stringOf(document, memberOf(at, 'taskId'));
    const status = stringOf(document, memberOf(at, 'status'));
    if (id !== undefined)
      return { body: { kind: 'task', id, ...(status === undefined ? {} : { status }), json } };
  }
  if (method === 'prompts/get') return readPrompt(document, result, remarks);
  if (method === 'resources/read') return readContents(document, result, remarks);
  const isContent = memberOf(result, 'content') !== undefined && method !== 'sampling/createMessage';
  if (method === 'tools/call' || isContent) return readContent(document, result, remarks);
  return { body: { kind: 'json', json } };
}

function readContent(document: JsonDocument, result: JsonObject, remarks: string[]): ReadBody {
  const content = memberOf(result, 'content');
  const structured = memberOf(result, 'structuredContent');
  const isError = memberOf(result, 'isError');
  if (content === undefined) remarks.push('`content` is missing.');
  else if (content.kind !== 'array') remarks.push('`content` is no list.');
  if (isError !== undefined && isError.kind !== 'true' && isError.kind !== 'false')
    remarks.push(`\`isError\` is neither true nor false but ${wordsOf(document, isError)}`);
  if (structured !== undefined && structured.kind !== 'object')
    remarks.push('`structuredContent` is no object, which it has to be before 2026-07-28.');
  const read = content === undefined ? { blocks: [], more: 0 } : readBlocks(document, content);
  return {
    body: {
      kind: 'content',
      isError: isError?.kind === 'true',
      ...read,
      ...(structured === undefined
        ? {}
        : {
            structured: textOf(document, structured),
            likeness: likenessOf(document, structured, read.blocks),
          }),
    },
    own: ['content', 'structuredContent', 'isError'],
  };
}

function readPrompt(document: JsonDocument, result: JsonObject, remarks: string[]): ReadBody {
  const description = memberOf(result, 'description');
  const messages = memberOf(result, 'messages');
  if (messages?.kind !== 'array') {
    remarks.push(messages === undefined ? '`messages` is missing.' : '`messages` is no list.');
    return { body: { kind: 'json', json: textOf(document, result) } };
  }
  if (description !== undefined && description.kind !== 'string') remarks.push('`description` is no text.');
  return {
    body: {
      kind: 'prompt',
      ...(description === undefined
        ? {}
        : { description: stringOf(document, description) ?? textOf(document, description) }),
      messages: messages.items.slice(0, MOST_BLOCKS).map((item) => readMessage(document, item)),
      more: Math.max(0, messages.items.length - MOST_BLOCKS),
    },
    own: ['description', 'messages'],
  };
}

function readMessage(document: JsonDocument, node: JsonNode): PromptMessage {
  const content = memberOf(node, 'content');
  if (node.kind !== 'object' || content === undefined) {
    const why = node.kind === 'object' ? 'This message has no content.' : 'This message is no object.';
    const block: Block = {
      kind: 'raw',
      why,
      json: textOf(document, node),
      annotations: [],
      others: [],
      remarks: [],
    };
    return { role: '', blocks: [block], others: [] };
  }
  const role = memberOf(node, 'role');
  const { blocks } = readBlocks(document, content);
  return {
    role: role === undefined ? '' : wordsOf(document, role),
    blocks,
    others: othersOf(document, node, ['role', 'content']),
  };
}

function readContents(document: JsonDocument, result: JsonObject, remarks: string[]): ReadBody {
  const contents = memberOf(result, 'contents');
  if (contents?.kind !== 'array') {
    remarks.push(contents === undefined ? '`contents` is missing.' : '`contents` is no list.');
    return { body: { kind: 'json', json: textOf(document, result) } };
  }
  const blocks = contents.items.slice(0, MOST_BLOCKS).map((item) => readResource(document, item));
  return {
    body: { kind: 'resource', blocks, more: Math.max(0, contents.items.length - MOST_BLOCKS) },
    own: ['contents'],
  };
}

function likenessOf(
  document: JsonDocument,
  structured: JsonNode,
  blocks: Block[],
): 'same' | 'differs' | 'no-text' | 'not-compared' {
  const texts = blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
  if (texts.length === 0) return 'no-text';
  if (structured.to - structured.from > MOST_COMPARED) return 'not-compared';
  const wanted = valueOf(document, structured);
  for (const text of texts) {
    if (text.length > MOST_COMPARED) return 'not-compared';
    const read = readJson(text);
    if (read.root !== undefined && read.faults.length === 0 && isSame(wanted, valueOf(read, read.root)))
      return 'same';
  }
  return 'differs';
}

/** Whether two values mean the same JSON; the order of keys does not count. A flat loop: depth costs nothing. */
function isSame(a: Json, b: Json): boolean {
  const pairs: [Json, Json][] = [[a, b]];
  for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
    const [one, other] = pair;
    if (one === other) continue;
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
    if (Array.isArray(one) || Array.isArray(other)) {
      if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
      for (const [k, item] of one.entries()) pairs.push([item, other[k]!]);
      continue;
    }
    const keys = Object.keys(one);
    if (keys.length !== Object.keys(other).length) return false;
    for (const key of keys) {
      if (!Object.hasOwn(other, key)) return false;
      pairs.push([one[key]!, other[key]!]);
    }
  }
  return true;
}
