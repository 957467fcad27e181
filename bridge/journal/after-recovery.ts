import type { Session } from '../../protocol/session.ts';
import type { Recovered } from './index/messages.ts';

/** A session whose files were gone through after whoever recorded it had ended. */
export function afterRecovery(session: Session, recovered: Recovered): Session {
  const { frames, bytes, lastWall, damage } = recovered;
  return {
    ...session,
    ...(session.endedAt === undefined ? {} : { endedAt: lastWall ?? session.endedAt }),
    ...(damage === undefined ? {} : { recording: { code: 'session-damaged', message: damage } }),
    frames,
    bytes,
  };
}
