import type { Problem } from '../../protocol/problem.ts';
import type { Session } from '../../protocol/session.ts';

/** Whether everything offered is listed; a problem: that will never be. undefined: not yet. */
export function readiness({ state, stages }: Session): 'ready' | Problem | undefined {
  switch (state.kind) {
    case 'connecting':
      return undefined;
    case 'open':
      return stages.some(({ stage, status }) => stage === 'lists' && status !== 'running')
        ? 'ready'
        : undefined;
    case 'failed':
      return state.problem;
    case 'unauthorised':
      return {
        code: 'unauthorised',
        message: `The server wants credentials (HTTP ${state.status}).`,
        hint: "Give them with --header 'Authorization: Bearer env:TOKEN'.",
      };
    case 'closed':
      return { code: 'closed', message: `The session ended: ${state.reason}.` };
  }
}
