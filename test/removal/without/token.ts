import { type Door, judge as judged, type RequestHead, type Verdict } from '../../../bridge/api/guard.ts';
import { changedHead } from '../changed-head.ts';

export * from '../../../bridge/api/guard.ts';

export const judge = (request: RequestHead, door: Door): Verdict =>
  judged(changedHead(request, 'authorization', 'Bearer anything'), { ...door, admits: () => true });
