import type { FrameSummary } from '../../../protocol/frame.ts';

/** What the method column says of a frame, and how it is meant. */
export interface MethodWords {
  text: string;
  tone: 'plain' | 'quiet' | 'wrong';
}

/** Error codes are written with a true minus, as in prose. */
function withMinus(code: string): string {
  return code.startsWith('-') ? `−${code.slice(1)}` : code;
}

export function methodWords(frame: FrameSummary): MethodWords {
  switch (frame.kind) {
    case 'request':
    case 'notification':
      return { text: frame.method ?? '', tone: 'plain' };
    case 'result':
      return { text: 'result', tone: frame.isError === true ? 'wrong' : 'quiet' };
    case 'error':
      return { text: `error ${withMinus(frame.errorCode ?? '')}`.trim(), tone: 'wrong' };
    case 'batch':
      return { text: 'batch', tone: 'plain' };
    case 'not-json':
      return { text: 'not JSON', tone: 'quiet' };
    case 'not-rpc':
      return { text: 'not JSON-RPC', tone: 'quiet' };
    case 'log':
      return { text: 'stderr', tone: 'quiet' };
    case 'http':
      return {
        text: frame.status === undefined ? 'HTTP' : `HTTP ${frame.status}`,
        tone: (frame.status ?? 0) >= 400 ? 'wrong' : 'quiet',
      };
  }
}

/** What the name column says: what it is about, and a few words of its content. */
export function nameWords(frame: FrameSummary): { name: string; preview: string } {
  const isAnswer = frame.kind === 'result' || frame.kind === 'error';
  const name = frame.name ?? (isAnswer ? (frame.method ?? '') : '');
  const marked = frame.isError === true ? 'isError ' : '';
  return { name, preview: `${marked}${frame.preview ?? ''}`.trim() };
}

/** An id as it stands in the message; strings without their quotes when that leaves no doubt. */
export function idWords(rpcId: string | undefined): string {
  if (rpcId === undefined) return '';
  const plain = /^"([A-Za-z_][\w.:-]*)"$/.exec(rpcId)?.[1];
  return plain ?? rpcId;
}

/** Nothing a tester has to read at once. */
export function isDim(frame: FrameSummary): boolean {
  return frame.kind === 'log' || frame.kind === 'not-json' || frame.kind === 'http';
}
