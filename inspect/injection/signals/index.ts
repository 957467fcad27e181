import type { Signal } from '../signal.ts';
import { override } from './override.ts';
import { coercedPrecondition } from './coerced-precondition.ts';
import { conceal } from './conceal.ts';
import { contextTheft } from './context-theft.ts';
import { forgedTurn } from './forged-turn.ts';
import { secretRead } from './secret-read.ts';
import { systemMarkup } from './system-markup.ts';
import { argumentRewriting } from './argument-rewriting.ts';
import { conditionalTrigger } from './conditional-trigger.ts';
import { errorEscalation } from './error-escalation.ts';
import { foreignTool } from './foreign-tool.ts';
import { impersonation } from './impersonation.ts';
import { perTurnLogging } from './per-turn-logging.ts';
import { persistence } from './persistence.ts';
import { confirmationBypass } from './confirmation-bypass.ts';
import { installLure } from './install-lure.ts';
import { loop } from './loop.ts';
import { preference } from './preference.ts';
import { sendElsewhere } from './send-elsewhere.ts';
import { knownForm } from './known-form.ts';
import { dictatedAnswer } from './dictated-answer.ts';
import { claimedPrivilege } from './claimed-privilege.ts';
import { handedCredential } from './handed-credential.ts';
import { sideEffect } from './side-effect.ts';
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
  argumentRewriting,
  conditionalTrigger,
  errorEscalation,
  impersonation,
  foreignTool,
  persistence,
  perTurnLogging,
  confirmationBypass,
  installLure,
  loop,
  preference,
  sendElsewhere,
  unaskedTask,
  knownForm,
  dictatedAnswer,
  sideEffect,
  claimedPrivilege,
  handedCredential,
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
  | 'known-form'
  | 'dictated-answer'
  | 'side-effect'
  | 'claimed-privilege'
  | 'handed-credential'
  | 'wording';
