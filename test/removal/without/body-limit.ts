import type { IncomingMessage } from 'node:http';
import { type BodyOutcome, readBody as limited } from '../../../bridge/api/body.ts';

export * from '../../../bridge/api/body.ts';

export const readBody = (incoming: IncomingMessage): Promise<BodyOutcome<Buffer>> =>
  limited(incoming, Infinity);
