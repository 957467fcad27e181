import type { SendText } from '../../protocol/craft.ts';
import type { Dependencies, Rewritten } from '../../protocol/replay/dependencies.ts';
import { fitMeta } from '../../protocol/replay/fit-meta.ts';
import type { Session } from '../../protocol/session.ts';
import { modernMeta, type Profile } from '../session/profile.ts';
import type { Chosen } from './chosen-messages.ts';

/** What a recorded message goes through into another session. */
export interface Sendable {
  text: SendText;
  rewrites: Rewritten[];
  notes: string[];
}

const AS_WRITTEN = { rpcId: 'as-written', meta: 'as-written' } as const;

/** A recorded message as it has to be in the new session: its id, who asks, and what was taken from earlier answers. */
export function sendable(
  message: Chosen['messages'][number],
  session: Pick<Session, 'era' | 'revision'>,
  profile: Profile,
  dependencies: Dependencies,
): Sendable {
  if (message.kind === 'as-it-stands' || message.text === undefined) {
    const text: SendText =
      message.text === undefined
        ? { text: Buffer.from(message.payload).toString('hex'), form: 'hex', how: AS_WRITTEN }
        : { text: message.text, how: AS_WRITTEN };
    return { text, rewrites: [], notes: [] };
  }
  const { era } = session;
  const fitted = fitMeta(message.text, metaOf(session, profile));
  const adapted = dependencies.adapt(fitted.text);
  const { rpcId, progressToken } = message.message ?? {};
  const hasId = message.kind === 'request' && rpcId !== undefined && rpcId !== 'null';
  // A progress token is added to what had none only where every request of the revision carries `_meta`.
  const fills = era === 'modern' || progressToken !== undefined;
  const how = hasId ? ({ rpcId: 'next', meta: fills ? 'fill' : 'as-written' } as const) : AS_WRITTEN;
  return {
    text: { text: adapted.text, how },
    rewrites: adapted.rewrites,
    notes: [...fitted.notes, ...adapted.notes],
  };
}

/** What requests of this session say of it in `_meta`, as JSON text; none after a handshake. */
function metaOf({ era, revision }: Pick<Session, 'era' | 'revision'>, profile: Profile): Map<string, string> {
  if (era !== 'modern' || revision === undefined) return new Map();
  return new Map(
    Object.entries(modernMeta(profile, revision)).map(([key, value]) => [key, JSON.stringify(value)]),
  );
}
