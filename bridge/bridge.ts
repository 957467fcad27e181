import type { ImportedArchive } from '../protocol/archive.ts';
import type { Outcome, Problem } from '../protocol/problem.ts';
import type { EscapedChild } from '../protocol/stream.ts';
import type { Target, TargetSpec } from '../protocol/target.ts';

/** What the bridge tells the terminal while it runs. Texts are raw: whoever prints them escapes them. */
export interface Notice {
  severity: 'info' | 'warning';
  text: string;
}

export interface BridgeOptions {
  /** Loopback port; absent: a free one. A taken one is the Problem `port-in-use`. */
  port?: number;
  /** Absolute. Made private (0700) by `preparePrivateDir` before the bridge is started. */
  dataDir: string;
  /** The environment children and `env:` references are resolved from; never `process.env` directly. */
  env: NodeJS.ProcessEnv;
  /** Folder of the built page. */
  webRoot: string;
  /** Names this build of bridge and page together: another build of either says "reload". */
  build: string;
  onNotice(notice: Notice): void;
  /** For tests: ms for one frame, and modules with more rules (each exports `RULES`). */
  inspection?: { limit?: number; moreRules?: string[] };
}

/** One server to add and to connect to at once, as the command line asks for it. */
export interface OpenRequest {
  /** `--name`, or the server's name in a config file; absent: derived from the spec. */
  name?: string;
  /** Values may be `plain` or `env`; what looks like a secret becomes a reference before it is kept. */
  spec: TargetSpec;
  origin: Target['origin'];
  /**
   * `in-terminal`: the person typed the command, or was shown all of it in a terminal and said yes.
   * Otherwise the launch plan's keyed hash.
   */
  confirmed: 'in-terminal' | { confirmation: string };
  /** Revision to pin; absent: `auto`. */
  opening?: string;
  /** Who we claim to be; absent: ourselves. */
  profile?: string;
  /** Values of the `env` references as the asking process sees them, when that is not the bridge itself. */
  environment?: Record<string, string>;
}

/** A running bridge: listening on loopback, page served, journal open. */
export interface Bridge {
  readonly port: number;
  /** Identifies this run of the bridge, as in the stream's hello. */
  readonly run: string;
  /** `http://127.0.0.1:PORT/…#…` with its own one-time code; with a session, the page opens there. */
  freshLink(session?: string): string;
  /** Resolves as soon as the session exists; connecting goes on and is shown in the page. */
  addAndConnect(request: OpenRequest): Promise<Outcome<{ target: string; session: string }>>;
  /** Brings the sessions of a file in, or finds that they are here. */
  importArchive(path: string): Promise<Outcome<ImportedArchive>>;
  /** Children of an earlier bridge that are still alive. Never blocks the start: may fill in late. */
  escaped(): Promise<EscapedChild[]>;
  /** Resolves when everything recorded so far is inspected and what was found is written. */
  inspected(): Promise<void>;
  endEscaped(pid: number): Promise<Problem | undefined>;
  /** Stops every child (stdin closed, SIGTERM, SIGKILL), flushes and closes everything. Idempotent. */
  stop(): Promise<void>;
  /** Second Ctrl-C: kills every child's group at once and synchronously; nothing is awaited. */
  stopHard(): void;
}

/** `bridge/index.ts` exports this as `startBridge`. */
export type StartBridge = (options: BridgeOptions) => Promise<Outcome<Bridge>>;
