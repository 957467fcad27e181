import type { AnswerScript } from '../../protocol/answering.ts';
import type { Era, Session } from '../../protocol/session.ts';
import type { Clock } from '../clock.ts';
import type { Transport, TransportContext } from '../transport/transport.ts';
import type { Speaks } from './connection.ts';
import type { CraftEars } from './craft-sends.ts';
import type { Profile } from './profile.ts';
import type { AnswerPolicy } from './questions.ts';

/** What a live session is made with, and whom it tells. */
export interface LiveSessionOptions {
  session: Session;
  clock: Clock;
  began: number;
  profile: Profile;
  /** `auto` or a revision. */
  opening: string;
  eraSeen: Era | undefined;
  policy: AnswerPolicy;
  /** How questions are answered by rule where they would be held; absent: none are. */
  script?: () => AnswerScript;
  speaks: Speaks;
  /** The URL was given without saying which HTTP transport it speaks. */
  mayFallBack: boolean;
  probe: { afterFirstByte: number; afterSpawn: number };
  /** A run has this connection: all that is sent bears its mark, and lists are read again by it alone. */
  run?: { id: string; author: 'probe' | 'fuzz' };
  createTransport(speaks: Speaks, context: TransportContext): Transport;
  changed(session: Session): void;
  eraFound(era: Era): void;
  craft: CraftEars;
  /** The connection is closed for good: nothing will be recorded any more. */
  ended(): void;
}
