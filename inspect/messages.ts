import { requestsMeant } from '../protocol/mcp/meant.ts';
import { memberOf, stringOf } from '../protocol/mcp/read-place.ts';
import type { ReadNode } from '../protocol/mcp/reading.ts';
import { copied } from './copied.ts';
import { Message, type RecordedFrame } from './message.ts';
import type { SessionFacts } from './session-facts.ts';

/** The messages of a frame one after the other: each may answer the one before, so facts are asked late. */
export function* messagesOf(frame: RecordedFrame, facts: SessionFacts): Generator<Message> {
  for (const root of frame.reading?.roots ?? []) {
    if (root.kind === 'array') {
      if (!root.children.some((node) => node.kind === 'object')) continue;
      frame.isBatch = true;
      for (const node of root.children) if (node.kind === 'object') yield messageOf(frame, node, facts);
    } else if (root.kind === 'object') yield messageOf(frame, root, facts);
  }
}

function messageOf(frame: RecordedFrame, node: ReadNode, facts: SessionFacts): Message {
  const reading = frame.reading!;
  const { toward } = frame.head;
  const idNode = memberOf(node, 'id');
  const id = idNode === undefined || idNode.kind === 'null' ? undefined : idOf(frame, idNode);
  const method = stringOf(reading, memberOf(node, 'method'));
  const isError = memberOf(node, 'error') !== undefined;
  const isResult = memberOf(node, 'result') !== undefined;
  // What holds a result is an answer to most clients, whatever method stands beside it.
  const kind = isError
    ? 'error'
    : isResult
      ? 'result'
      : method === undefined
        ? 'other'
        : id === undefined
          ? 'notification'
          : 'request';
  const isAnswer = isError || isResult;
  const request =
    id === undefined || !isAnswer
      ? undefined
      : facts.requestOf(toward === 'client' ? 'server' : 'client', id)?.request;
  const answers = isAnswer ? (request?.method ?? methodByResult(memberOf(node, 'result'))) : undefined;
  return new Message({
    frame,
    node,
    reading,
    toward,
    kind,
    method: isAnswer ? answers : method,
    id,
    request,
  });
}

/** Members by which an answer to nobody knows what is told: a client may take it for what it looks like. */
const TELLING: readonly (readonly [member: string, method: string])[] = [
  ['tools', 'tools/list'],
  ['prompts', 'prompts/list'],
  ['resources', 'resources/list'],
  ['resourceTemplates', 'resources/templates/list'],
  ['serverInfo', 'initialize'],
  ['instructions', 'initialize'],
  ['content', 'tools/call'],
  ['contents', 'resources/read'],
  ['messages', 'prompts/get'],
  ['completion', 'completion/complete'],
];

function methodByResult(result: ReadNode | undefined): string | undefined {
  return TELLING.find(([member]) => memberOf(result, member) !== undefined)?.[1];
}

/** Tells the facts which requests a frame of ours was meant as where it holds none that can be read. */
export function noteMeant({ seq, head, payload, messages }: RecordedFrame, facts: SessionFacts): void {
  if (head.toward !== 'server' || payload === undefined) return;
  // What breaks off at once is still read as the beginning of an object.
  if (messages.some(({ id, kind }) => id !== undefined || kind !== 'other')) return;
  for (const { rpcId, method } of requestsMeant(payload)) {
    const id = rpcId.startsWith('"') ? textOfString(rpcId) : rpcId;
    facts.meant(seq, id === undefined ? rpcId : idText(id, rpcId.startsWith('"')), method);
  }
}

function textOfString(json: string): string | undefined {
  try {
    return JSON.parse(json) as string;
  } catch {
    // SyntaxError: an escape that is none.
    return undefined;
  }
}

/** Ids that most clients take for the same are one: `1`, `1.0`, `1e0`. Long ones are cut, with their length. */
function idOf(frame: RecordedFrame, node: ReadNode): string {
  const text = frame.reading!.text(node);
  return node.kind === 'string' || node.kind === 'number' ? idText(text, node.kind === 'string') : cut(text);
}

function idText(text: string, isString: boolean): string {
  if (isString) return cut(JSON.stringify(text));
  const number = Number(text);
  return text.length <= LONGEST_ID && Number.isSafeInteger(number) ? String(number) : cut(text);
}

function cut(written: string): string {
  return written.length > LONGEST_ID
    ? `${copied(written.slice(0, LONGEST_ID))}…${written.length}`
    : copied(written);
}

const LONGEST_ID = 256;
