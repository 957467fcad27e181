import type { HowToSend } from '../../protocol/craft.ts';
import type { Span } from '../../protocol/json/document.ts';
import { applySplice, setAt, type Splice } from '../../protocol/json/edit.ts';
import { textOf } from '../../protocol/json/value.ts';
import {
  idSplice,
  isAnswer,
  metaMember,
  metaSplice,
  metaValue,
  missingMeta,
  readMessageText,
  subjectOf,
  type MessageText,
  type MetaEntry,
} from '../../protocol/mcp/message-text.ts';
import { loneSurrogates, surrogateWords } from '../../protocol/raw/encode.ts';

/** A text of the person's as it goes out. */
export interface Composed {
  text: string;
  /** JSON text of its id, where an answer may come back with it. */
  rpcId?: string;
  /** Decoded; absent: none, or the text is no object. */
  method?: string;
  /** JSON text, as the person wrote it. */
  params?: string;
  /** Tool, prompt, resource or template it is about. */
  name?: string;
  /** What was changed, in words. */
  notes: string[];
}

export interface ComposeContext {
  /** Takes the next free id. */
  takeId(): number;
  /** What every request of the revision carries in `_meta`. */
  meta: readonly MetaEntry[];
  /** A line end would cut the message in two (stdio). */
  isLine: boolean;
  /** false: what becomes of lone surrogates is said by whoever encodes the text. */
  tellsSurrogates?: boolean;
}

/** Methods that take a while, whose progress somebody wants to see. */
const PROGRESSING = ['tools/call', 'prompts/get', 'resources/read'];
const LONGEST_QUOTE = 40;

/** Does to a text what it is to be sent with, and nothing else; every stretch outside stays as it was typed. */
export function compose(text: string, how: HowToSend, context: ComposeContext): Composed {
  const message = readMessageText(text);
  const composed = message === undefined ? untouched(text, how) : edited(message, how, context);
  const { lines, count } = context.isLine ? onOneLine(composed.text) : { lines: composed.text, count: 0 };
  if (count > 0) {
    composed.notes.push(
      `${count === 1 ? 'A line end was sent as a space' : `${count} line ends were sent as spaces`}: on stdio a line is a message.`,
    );
    if (message !== undefined && hasLineComment(message))
      composed.notes.push('Without its line end, a // comment goes on to the end of the message.');
    if (composed.rpcId !== undefined) composed.rpcId = onOneLine(composed.rpcId).lines;
  }
  const lone = context.tellsSurrogates === false ? 0 : loneSurrogates(lines);
  if (lone > 0) composed.notes.push(surrogateWords(lone));
  return { ...composed, text: lines };
}

function untouched(text: string, { rpcId, meta }: HowToSend): Composed {
  const isAsked = rpcId === 'next' || meta === 'fill';
  return {
    text,
    notes: isAsked ? ['This is not one JSON object that can be read: sent exactly as it stands.'] : [],
  };
}

function edited(message: MessageText, how: HowToSend, context: ComposeContext): Composed {
  const { document, method, params, id } = message;
  const notes: string[] = [];
  const splices: Splice[] = [];
  const written = id === undefined ? undefined : textOf(document, id);
  let rpcId = written;
  if (how.rpcId === 'next' && wantsId(message)) {
    const next = String(context.takeId());
    const splice = idSplice(message, next);
    if (splice !== undefined && rpcId !== next) {
      splices.push(splice);
      notes.push(idWords(message, rpcId, next));
    }
    rpcId = next;
  }
  if (how.meta === 'fill' && rpcId !== undefined && message.hasMethod) {
    const token = rpcId === written ? undefined : oldToken(message, written);
    if (token !== undefined) {
      splices.push({ ...token, text: rpcId });
      notes.push(`params._meta.progressToken was the old id too: replaced by ${rpcId}.`);
    }
    const entries = [...context.meta, ...progressToken(method, rpcId)];
    const missing = params === undefined ? entries : missingMeta(params, entries);
    const splice = params === undefined ? newParams(message, missing) : metaSplice(params, missing);
    if (splice !== undefined) {
      splices.push(splice);
      notes.push(`Added to params._meta: ${missing.map(([key]) => key).join(', ')}.`);
    }
  }
  const composed: Composed = { text: applyAll(document.text, splices), notes };
  if (rpcId !== undefined && !isAnswer(message)) composed.rpcId = rpcId;
  if (method !== undefined) composed.method = method;
  if (params !== undefined) composed.params = params.document.text;
  const name = subjectOf(message);
  if (name !== undefined) composed.name = name;
  return composed;
}

/** Whoever wrote a notification did not forget the id. */
function wantsId({ id, hasMethod, method }: MessageText): boolean {
  return id !== undefined || (hasMethod && method?.startsWith('notifications/') !== true);
}

function idWords({ root }: MessageText, before: string | undefined, next: string): string {
  if (before === undefined) return `The id ${next} was added.`;
  const isRepeated = root.members.filter(({ key }) => key.name === 'id').length > 1;
  const short = before.length > LONGEST_QUOTE ? `${before.slice(0, LONGEST_QUOTE)}…` : before;
  return `The id ${short} was replaced by ${next}${isRepeated ? ', the last of several' : ''}.`;
}

/** A token is a string or a number; an id may be anything. */
function progressToken(method: string | undefined, rpcId: string): MetaEntry[] {
  const isProgressing = method !== undefined && PROGRESSING.includes(method);
  return isProgressing && /^["\d-]/.test(rpcId) ? [['progressToken', rpcId]] : [];
}

/** A token that was the id, as drafts of what was sent before have it, would report on another call. */
function oldToken({ document, params }: MessageText, id: string | undefined): Span | undefined {
  const token = params && metaValue(params, 'progressToken');
  return token !== undefined && document.text.slice(token.from, token.to) === id ? token : undefined;
}

function newParams({ document }: MessageText, entries: readonly MetaEntry[]): Splice | undefined {
  return entries.length === 0 ? undefined : setAt(document, ['params'], `{${metaMember(entries)}}`);
}

/** From the last one to the first, so that each still stands where it was found. */
function applyAll(text: string, splices: Splice[]): string {
  return splices
    .toReversed()
    .sort((a, b) => b.from - a.from)
    .reduce(applySplice, text);
}

function hasLineComment({ document: { text, faults } }: MessageText): boolean {
  return faults.some(({ kind, from }) => kind === 'comment' && text[from + 1] === '/');
}

function onOneLine(text: string): { lines: string; count: number } {
  let count = 0;
  const lines = text.replace(/[\r\n]/g, () => {
    count++;
    return ' ';
  });
  return { lines, count };
}
