import type { Conversation } from '../../bridge/index.ts';
import type { CallState } from '../../protocol/craft.ts';
import { CLIENT_METHODS } from '../../protocol/mcp/client-methods.ts';
import { readBlocks, type Block } from '../../protocol/mcp/content.ts';
import type { JsonDocument, JsonNode } from '../../protocol/json/document.ts';
import { memberOf, stringOf, textOf } from '../../protocol/json/value.ts';
import { readJson } from '../../protocol/json/read.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Ask } from '../ask-options.ts';
import { refuse } from '../chosen.ts';
import { nearest } from '../nearest.ts';
import { safeJson } from '../safe-json.ts';
import type { Terminal } from '../terminal.ts';

type Call = Extract<Ask, { kind: 'call' }>;

/**
 * Makes one call and prints its answer. Exit codes: 0, 1 when the server answered with an error
 * (`isError` or JSON-RPC), 2 when there is no answer.
 */
export async function call(
  conversation: Conversation,
  { word, json, timeout }: Call,
  input: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const complain = ({ message, hint }: Problem): number => {
    terminal.note(`mcp-sec-inspect: ${message}${hint === undefined ? '' : ` ${hint}`}`);
    return 2;
  };
  const message = await messageFor(conversation, word, input);
  if (!message.ok) return complain(message.problem);
  const sent = await conversation.send({
    text: message.value,
    how: { rpcId: 'next', meta: 'fill' },
    ...(timeout !== undefined && { timeout }),
  });
  if (!sent.ok) return complain(sent.problem);
  // Id and `_meta` are filled in by every call; what else was done to the text is worth a line.
  const told = sent.value.notes.filter((note) => !/^(The id|Added to params\._meta)/.test(note));
  for (const note of told) terminal.note(`mcp-sec-inspect: ${note}`);
  const state = await conversation.done(sent.value.request);
  if (state.outcome !== 'result' && state.outcome !== 'error') return complain(noAnswer(state, timeout));
  const text = await conversation.answerText(state);
  if (text === undefined) return complain({ code: 'unreadable', message: 'The answer cannot be read back.' });
  if (json) await terminal.printAll([safeJson(text)]);
  return printAnswer(text, sent.value.rpcId, json ? undefined : terminal, terminal);
}

/** A method of the specification is one, whatever tools are called; anything else is a tool, or has a slash. */
async function messageFor(
  conversation: Conversation,
  word: string,
  input: string | undefined,
): Promise<Outcome<string>> {
  const request = (method: string, params: string | undefined): Outcome<string> => ({
    ok: true,
    value: `{"jsonrpc":"2.0","id":0,"method":${JSON.stringify(method)}${params === undefined ? '' : `,"params":${params}`}}`,
  });
  if (CLIENT_METHODS.has(word)) return request(word, input);
  const page = await conversation.inventory();
  const tools = page.rows.filter(({ ref }) => ref.section === 'tools').map(({ ref }) => ref.name);
  if (tools.includes(word)) {
    return request('tools/call', `{"name":${JSON.stringify(word)},"arguments":${input ?? '{}'}}`);
  }
  if (word.includes('/')) return request(word, input);
  const like = nearest(word, [...tools, ...CLIENT_METHODS]);
  return refuse(
    'no-such-tool',
    `There is no tool and no method “${word}”.`,
    like === undefined ? `Tools: ${tools.slice(0, 20).join(', ')}.` : `Did you mean “${like}”?`,
  );
}

function noAnswer({ outcome, problem }: CallState, timeout: number | undefined): Problem {
  switch (outcome) {
    case 'timed-out':
      return {
        code: 'timed-out',
        message: `No answer within ${(timeout ?? 0) / 1000} s; the call was cancelled.`,
      };
    case 'cancelled':
      return { code: 'cancelled', message: 'The call was cancelled.' };
    default:
      return problem ?? { code: 'closed', message: 'The connection ended before the answer came.' };
  }
}

/** Prints what the answer says, unless that is done; answers the exit code. */
async function printAnswer(
  text: string,
  rpcId: string | undefined,
  out: Terminal | undefined,
  notes: Terminal,
): Promise<number> {
  const document = readJson(text);
  const answer = answerIn(document, rpcId);
  const error = memberOf(answer, 'error');
  if (error !== undefined) {
    const code = memberOf(error, 'code');
    const words = stringOf(document, memberOf(error, 'message')) ?? 'without a message';
    notes.note(
      `mcp-sec-inspect: error ${code === undefined ? 'without a code' : textOf(document, code)}: ${words}`,
    );
    const extra = memberOf(error, 'data');
    if (extra !== undefined) out?.print(safeJson(textOf(document, extra)));
    return 1;
  }
  const result = memberOf(answer, 'result');
  if (result === undefined) {
    notes.note('mcp-sec-inspect: the answer has neither a result nor an error; --json prints it.');
    return 1;
  }
  if (stringOf(document, memberOf(result, 'resultType')) === 'input_required') {
    notes.note(
      'mcp-sec-inspect: the server asks for input before it answers. Call it from Craft in the page to answer.',
    );
    out?.print(safeJson(textOf(document, result)));
    return 2;
  }
  const content = memberOf(result, 'content');
  const structured = memberOf(result, 'structuredContent');
  if (content?.kind !== 'array') out?.print(safeJson(textOf(document, result)));
  else {
    for (const block of readBlocks(document, content).blocks)
      if (out !== undefined) await out.printAll(linesOf(block));
    if (structured !== undefined) out?.print(safeJson(textOf(document, structured)));
  }
  if (memberOf(result, 'isError')?.kind !== 'true') return 0;
  notes.note('mcp-sec-inspect: the tool reports an error (isError).');
  return 1;
}

/** The message with that id: an answer may come in a batch. */
function answerIn(document: JsonDocument, rpcId: string | undefined): JsonNode | undefined {
  const { root } = document;
  if (root?.kind !== 'array') return root;
  return root.items.find((item) => {
    const id = memberOf(item, 'id');
    return id !== undefined && textOf(document, id) === rpcId;
  });
}

function* linesOf(block: Block): Generator<string> {
  switch (block.kind) {
    case 'text':
      yield* linesIn(block.text);
      return;
    case 'media':
      yield `[${block.media} ${block.mimeType ?? 'of no type'}, ${block.data.length} characters of base64]`;
      return;
    case 'link':
      yield `[resource ${block.uri}]`;
      return;
    case 'resource':
      yield `[resource ${block.uri ?? 'without a URI'} ${block.mimeType ?? ''}]`;
      if (block.text !== undefined) yield* linesIn(block.text);
      return;
    case 'raw':
      yield safeJson(block.json);
  }
}

/** One after the other: millions of empty lines must not be held as millions of strings. */
function* linesIn(text: string): Generator<string> {
  let from = 0;
  for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
    yield text.slice(from, to);
    from = to + 1;
  }
  yield text.slice(from);
}
