import type { QuestionKind } from '../answering.ts';
import type { JsonDocument, JsonNode } from '../json/document.ts';
import { applySplice, setAt } from '../json/edit.ts';
import { readJson } from '../json/read.ts';
import { memberOf, stringOf } from '../json/value.ts';
import { elicitationMode, startResult } from '../mcp/answers.ts';
import type { FieldRef } from '../schema/field.ts';
import { schemaOf } from '../schema/schema.ts';
import { startText } from '../schema/start.ts';

/** One thing that is asked, as far as rules and prepared answers need to know it. */
export interface AskedQuestion {
  kind: QuestionKind;
  /** JSON text of the request's id; empty where an answer asks and there is none. */
  rpcId: string;
  /** What it says to the person or the model, for rules to look in. */
  words: string;
  /** JSON text of a result that the specification allows: the least there is. */
  honest: string;
  /** Of a form: what may be answered. */
  field: FieldRef | undefined;
}

const MOST_WORDS = 64 * 1024;
const MOST_MESSAGES = 200;
const CANNED = '"This answer was written beforehand; no model was asked."';

export function kindOfQuestion(
  document: JsonDocument,
  method: string,
  params: JsonNode | undefined,
): QuestionKind | undefined {
  switch (method) {
    case 'sampling/createMessage':
      return 'sampling';
    case 'elicitation/create':
      return elicitationMode(document, params);
    case 'roots/list':
      return 'roots';
    default:
      return undefined;
  }
}

/** Undefined: nobody but the person knows what could be answered. */
export function questionOf(
  document: JsonDocument,
  method: string,
  params: JsonNode | undefined,
  rpcId = '',
): AskedQuestion | undefined {
  const kind = kindOfQuestion(document, method, params);
  if (kind === undefined) return undefined;
  const schema = kind === 'form' ? memberOf(params, 'requestedSchema') : undefined;
  const field = schema === undefined ? undefined : schemaOf(document, schema).field;
  const start = startResult(
    { method, document, params },
    field === undefined ? undefined : startText(field()),
  );
  const honest = kind === 'sampling' ? withText(start) : start;
  return { kind, rpcId, words: wordsOf(document, params), honest, field };
}

/** Of a whole message; the request with this id where there are several. */
export function questionIn(text: string, method: string, rpcId: string): AskedQuestion | undefined {
  const document = readJson(text);
  const message = messageWith(document, rpcId);
  return message && questionOf(document, method, memberOf(message, 'params'), rpcId);
}

/** A frame may hold a batch. */
export function messageWith(document: JsonDocument, rpcId: string): JsonNode | undefined {
  const { root } = document;
  if (root?.kind !== 'array') return root;
  return root.items.find((item) => {
    const id = memberOf(item, 'id');
    return id !== undefined && document.text.slice(id.from, id.to) === rpcId;
  });
}

function withText(start: string): string {
  const splice = setAt(readJson(start), ['content', 'text'], CANNED);
  return splice === undefined ? start : applySplice(start, splice);
}

function wordsOf(document: JsonDocument, params: JsonNode | undefined): string {
  const messages = memberOf(params, 'messages');
  const items = messages?.kind === 'array' ? messages.items.slice(0, MOST_MESSAGES) : [];
  const contents = items.flatMap((item) => {
    const content = memberOf(item, 'content');
    return content?.kind === 'array' ? content.items.slice(0, MOST_MESSAGES) : [content];
  });
  const said = [
    ...['message', 'url', 'systemPrompt'].map((name) => memberOf(params, name)),
    ...contents.map((content) => memberOf(content, 'text')),
  ];
  const words: string[] = [];
  let length = 0;
  for (const node of said) {
    const text = stringOf(document, node);
    if (text === undefined || length > MOST_WORDS) continue;
    words.push(text);
    length += text.length;
  }
  return words.join('\n').slice(0, MOST_WORDS);
}
