import type { Terminal } from './terminal.ts';

/** What a command has around it. Handed in by main.ts, so that nothing else reads the process. */
export interface Surroundings {
  terminal: Terminal;
  env: NodeJS.ProcessEnv;
  cwd: string;
  stdin: NodeJS.ReadStream;
  /** Somebody sits there and can answer. */
  isInteractive: boolean;
  /** Reading standard input does no harm: we are not a job in the background of a terminal. */
  hearsInput: boolean;
  webRoot: string;
  /** Program and folder of the practice server, and the Node that runs it. */
  practice: { file: string; folder: string; node: string };
  /** Version and build id of bridge and page. */
  build: string;
  onSignal(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', then: () => void): void;
  onBug(then: (bug: unknown) => void): void;
  exit(code: number): void;
}
