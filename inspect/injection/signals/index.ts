import type { Signal } from '../signal.ts';
import { override } from './override.ts';
import { conceal } from './conceal.ts';

/** All of them, in the order in which a finding names them. */
export const SIGNALS: readonly Signal[] = [override, conceal];

export type SignalId =
  | 'override'
  | 'conceal'
  | 'system-markup'
  | 'forged-turn'
  | 'context-theft'
  | 'secret-read'
  | 'coerced-precondition'
  | 'argument-rewriting'
  | 'conditional-trigger'
  | 'error-escalation'
  | 'impersonation'
  | 'foreign-tool'
  | 'persistence'
  | 'per-turn-logging'
  | 'confirmation-bypass'
  | 'install-lure'
  | 'loop'
  | 'preference'
  | 'send-elsewhere'
  | 'unasked-task'
  | 'wording';
