import { quoted, valuesOf, type ResponseHead } from './response-head.ts';

/** Lower-case, without parameters; the first Content-Type counts. */
export function mediaType(head: Pick<ResponseHead, 'headers'>): string | undefined {
  const [value] = valuesOf(head.headers, 'content-type');
  return value?.split(';', 1)[0]?.trim().toLowerCase();
}

/** Says it when what should be a message is neither JSON nor an event stream. */
export function typeRemark(head: ResponseHead, type: string | undefined, expectsMessage: boolean): string[] {
  const { framing } = head;
  const hasBody = framing.kind !== 'none' && !(framing.kind === 'length' && framing.length === 0);
  const isFitting = type === 'application/json' || type === 'text/event-stream';
  if (!hasBody || isFitting || !isAnswer(head, expectsMessage)) return [];
  return [
    `Content-Type ${type === undefined ? 'is missing' : quoted(type)}: neither JSON nor an event stream`,
  ];
}

/** 202 takes a message and says nothing. */
function isAnswer({ status }: ResponseHead, expectsMessage: boolean): boolean {
  return expectsMessage && status >= 200 && status < 300 && status !== 202;
}

/** An error page, or the word "Accepted", is no message. undefined: its first bytes tell. */
export function mayBeMessage(
  head: ResponseHead,
  type: string | undefined,
  expectsMessage: boolean,
): true | undefined {
  const isJson = type !== undefined && /^application\/(?:.*\+)?json$/.test(type);
  return isJson || isAnswer(head, expectsMessage) ? true : undefined;
}

export function looksLikeMessage(body: Buffer): boolean {
  return /^\s*[{[]/.test(body.toString('latin1', 0, 256));
}
