import type { Session, Stage } from '../../protocol/session.ts';

export type StateWord = 'closed' | 'connecting' | 'failed' | 'never' | 'open' | 'unauthorised';

/** One word for where a session stands; `never` when there is none. */
export function stateWord(session: Session | undefined): StateWord {
  return session?.state.kind ?? 'never';
}

export function dotOf(session: Session | undefined): 'on' | 'off' | 'bad' | 'wait' {
  switch (stateWord(session)) {
    case 'open':
      return 'on';
    case 'connecting':
      return 'wait';
    case 'failed':
    case 'unauthorised':
      return 'bad';
    case 'closed':
    case 'never':
      return 'off';
  }
}

export const STAGES: Record<Stage, string> = {
  spawn: 'Spawned',
  connect: 'Connected',
  'first-byte': 'First byte',
  probe: 'Era probe',
  initialize: 'Initialize',
  lists: 'Lists',
};

/** `failed at initialize`, `waiting for initialize`, `closed: the server ended`. */
export function stateSentence(session: Session): string {
  const { state } = session;
  switch (state.kind) {
    case 'connecting':
      return `connecting, ${STAGES[state.stage].toLowerCase()}`;
    case 'open':
      return 'open';
    case 'unauthorised':
      return `unauthorised, HTTP ${state.status}`;
    case 'closed':
      return state.reason === '' ? 'closed' : `closed: ${state.reason}`;
    case 'failed':
      return state.stage === undefined ? 'failed' : `failed at ${STAGES[state.stage].toLowerCase()}`;
  }
}
