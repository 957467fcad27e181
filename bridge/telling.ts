import type { Problem } from '../protocol/problem.ts';
import type { BridgeOptions } from './bridge.ts';

/** How parts of the bridge tell the terminal that something went wrong: expected, or a bug of ours. */
export function telling(onNotice: BridgeOptions['onNotice']): {
  onProblem(problem: Problem): void;
  onBug(bug: unknown): void;
} {
  return {
    onProblem: ({ message, hint }) =>
      onNotice({ severity: 'warning', text: hint === undefined ? message : `${message} ${hint}` }),
    onBug(bug) {
      const text = bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
      onNotice({ severity: 'warning', text: `This is a bug of mcp-sec-inspect: ${text}` });
    },
  };
}
