import type { Signal } from '../signal.ts';
import { override } from './override.ts';
import { coercedPrecondition } from './coerced-precondition.ts';
import { conceal } from './conceal.ts';
import { contextTheft } from './context-theft.ts';
import { forgedTurn } from './forged-turn.ts';
import { secretRead } from './secret-read.ts';
import { systemMarkup } from './system-markup.ts';
import { confirmationBypass } from './confirmation-bypass.ts';
import { installLure } from './install-lure.ts';
import { loop } from './loop.ts';
import { preference } from './preference.ts';
import { sendElsewhere } from './send-elsewhere.ts';
import { unaskedTask } from './unasked-task.ts';

/** All of them, in the order in which a finding names them. */
export const SIGNALS: readonly Signal[] = [
  override,
  conceal,
  systemMarkup,
  forgedTurn,
  contextTheft,
  secretRead,
  coercedPrecondition,
  confirmationBypass,
  installLure,
  loop,
  preference,
  sendElsewhere,
  unaskedTask,
];

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
