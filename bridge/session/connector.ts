import type { AnswerScript } from '../../protocol/answering.ts';
import type { FrameSummary } from '../../protocol/frame.ts';
import { isRevision } from '../../protocol/mcp/revision.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { Era, Session } from '../../protocol/session.ts';
import type { Target } from '../../protocol/target.ts';
import type { Clock } from '../clock.ts';
import type { Journal } from '../journal/journal.ts';
import { wholePayload } from '../journal/whole-payload.ts';
import type { Transport, TransportContext, TransportEvent, Wire } from '../transport/transport.ts';
import type { Speaks } from './connection.ts';
import type { SentInput } from './craft-sends.ts';
import type { LiveFrame } from './live-frame.ts';
import { LiveSession } from './live-session.ts';
import type { Profile } from './profile.ts';
import type { RecordingWay } from './recording-way.ts';
import type { AnswerPolicy } from './questions.ts';
import type { Sessions } from './sessions.ts';

/** How to reach a target, with everything resolved: what a person confirmed is what is used. */
export interface Reach {
  reachedBy: string;
  speaks: Speaks;
  mayFallBack: boolean;
  provenance: Record<string, string>;
  createTransport(speaks: Speaks, context: TransportContext): Transport;
}

/** Who connects instead of the person: a probe, a replay, or a run of hostile values. */
export interface Caller {
  profile: Profile;
  /** What the session of a run is marked with. */
  mark?: NonNullable<Session['probe']>;
  /** Who all that is sent is by, in a marked session. Absent: a probe. */
  author?: 'probe' | 'fuzz';
  /** What happens on the wire that is no frame. */
  happened?(event: TransportEvent): void;
  /** Absent: nobody sits before the connection, and questions are declined. */
  policy?: AnswerPolicy;
  changed(session: Session): void;
  /** They are in the journal already. */
  heard(frames: LiveFrame[]): void;
}

export interface ConnectorOptions {
  journal: Journal;
  clock: Clock;
  profiles: Profile[];
  policy: AnswerPolicy;
  /** How questions of a target are answered by rule, as it is now. */
  script(target: string): AnswerScript;
  probe: { afterFirstByte: number; afterSpawn: number };
  sessions: Sessions;
  /** Makes the way of a session's bytes. */
  record(way: RecordingWay): Wire;
  rows(rows: FrameSummary[]): void;
  changed(session: Session): void;
  eraFound(target: string, era: Era): void;
  /** A person sent this to the target. */
  sent(target: string, input: SentInput): void;
  /** All of the session is in its file. */
  over(session: string): void;
  onBug(bug: unknown): void;
}

/** Begins a session with a target and wires its way: transport → journal → index, pages, session. */
export class Connector {
  #o: ConnectorOptions;

  constructor(options: ConnectorOptions) {
    this.#o = options;
  }

  /** Answers as soon as the session exists; connecting goes on and is told through the session. */
  connect(target: Target, reach: Reach, principal: string, caller?: Caller): Outcome<Session> {
    const { journal, clock, profiles, policy, probe, sessions } = this.#o;
    const { opening } = target;
    const profile = caller?.profile ?? profiles.find((p) => p.id === target.profile);
    if (profile === undefined)
      return refuse(
        'no-profile',
        `There is no profile “${target.profile}”.`,
        `Choose one of: ${profiles.map((p) => p.id).join(', ')}.`,
      );
    if (opening !== 'auto' && !isRevision(opening))
      return refuse(
        'no-revision',
        `“${opening}” is not a revision of MCP.`,
        'Use auto, or a date such as 2025-11-25.',
      );
    const began = clock.mono();
    const created = journal.createSession({
      target: target.key,
      targetName: target.name,
      transport: reach.speaks,
      reachedBy: reach.reachedBy,
      profile: profile.id,
      principal,
      ...(caller?.mark === undefined ? {} : { probe: caller.mark }),
    });
    if (!created.ok) return created;
    const { log } = created.value;
    const session: Session = { ...created.value.session, provenance: reach.provenance };
    const live = new LiveSession({
      session,
      clock,
      began,
      profile,
      opening,
      eraSeen: opening === 'auto' ? target.eraSeen : undefined,
      policy: caller === undefined ? policy : (caller.policy ?? 'decline'),
      ...(caller === undefined ? { script: () => this.#o.script(target.key) } : {}),
      probe,
      ...(caller?.mark === undefined
        ? {}
        : { run: { id: caller.mark.run, author: caller.author ?? 'probe' } }),
      speaks: reach.speaks,
      mayFallBack: reach.mayFallBack,
      createTransport: (speaks, context) => reach.createTransport(speaks, heardBy(caller, context)),
      changed: (now) => {
        journal.saveSession(now);
        this.#o.changed(now);
        caller?.changed(now);
      },
      eraFound: (era) => {
        if (caller === undefined) this.#o.eraFound(target.key, era);
      },
      craft: {
        call: (state) => sessions.called(state),
        input: (input) => this.#o.sent(target.key, input),
      },
      ended: () => {
        sessions.ended(session.id);
        log.close().then(
          () => this.#o.over(session.id),
          (bug: unknown) => this.#o.onBug(bug),
        );
      },
    });
    const wire = this.#o.record({
      log,
      clock,
      began,
      onBug: (bug) => this.#o.onBug(bug),
      announce: {
        rows: (rows) => {
          journal.index(rows);
          this.#o.rows(rows);
        },
        frames: (frames) => {
          live.take(frames);
          caller?.heard(frames);
        },
        receiving: (receiving) => live.record.update({ receiving }),
        recording: (recording) => live.record.update({ recording }),
      },
      readMessage: (seq) => wholePayload(journal, session.id, seq),
    });
    sessions.add(live);
    this.#o.changed(session);
    void live.open(wire).catch((bug: unknown) => this.#o.onBug(bug));
    return { ok: true, value: live.record.current };
  }
}

function heardBy(caller: Caller | undefined, context: TransportContext): TransportContext {
  if (caller?.happened === undefined) return context;
  return {
    ...context,
    tell: (event) => {
      caller.happened?.(event);
      context.tell(event);
    },
  };
}

function refuse(code: string, message: string, hint: string): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, hint } };
}
