import { type Door, judge as judged, type RequestHead, type Verdict } from '../../../bridge/api/guard.ts';
import { changedHead } from '../changed-head.ts';

export * from '../../../bridge/api/guard.ts';

const isRead = ({ method }: RequestHead): boolean => method === 'GET' || method === 'HEAD';

export function judge(request: RequestHead, door: Door): Verdict {
  if (isRead(request)) return judged(request, door);
  const type = request.target.startsWith('/api/archives') ? 'application/gzip' : 'application/json';
  return judged(changedHead(request, 'content-type', type), door);
}
