import { type Door, judge as judged, type RequestHead, type Verdict } from '../../../bridge/api/guard.ts';
import { changedHead } from '../changed-head.ts';

export * from '../../../bridge/api/guard.ts';

/** Whoever asks for a WebSocket gets one, from wherever and with whatever token. */
export function judge(request: RequestHead, door: Door): Verdict {
  if (!request.isUpgrade) return judged(request, door);
  const fromUs = changedHead(request, 'origin', door.origin);
  const signedIn = changedHead(fromUs, 'sec-websocket-protocol', 'mcp-sec-inspect.v1, token.anything');
  return judged(signedIn, { ...door, admits: () => true });
}
