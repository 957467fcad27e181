import { boundaries } from './boundaries.ts';
import { sizeAndDepth } from './size-and-depth.ts';
import { ssrf } from './ssrf.ts';
import { typeConfusion } from './type-confusion.ts';
import { unicode } from './unicode.ts';
import { jsonRpcFrames } from './json-rpc-frames.ts';
import { jsonKeys } from './json-keys.ts';
import { jsonIds } from './json-ids.ts';
import { batch } from './batch.ts';
import { lifecycle } from './lifecycle.ts';
import { cancel } from './cancel.ts';
import { notificationExecution } from './notification-execution.ts';
import { ids } from './ids.ts';
import { requestState } from './request-state.ts';
import { redos } from './redos.ts';
import type { Strategy } from '../strategy.ts';
import { sqlInjection } from './sql-injection.ts';
import { sqlReadonly } from './sql-readonly.ts';
import { nosqlInjection } from './nosql-injection.ts';
import { ldapInjection } from './ldap-injection.ts';
import { xpathInjection } from './xpath-injection.ts';
import { headerInjection } from './header-injection.ts';
import { templateInjection } from './template-injection.ts';
import { xxe } from './xxe.ts';
import { prototypePollution } from './prototype-pollution.ts';
import { deserialisation } from './deserialisation.ts';
import { argumentInjection } from './argument-injection.ts';
import { commandInjection } from './command-injection.ts';
import { pathTraversal } from './path-traversal.ts';
import { promptArguments } from './prompt-arguments.ts';
import { rootEscape } from './root-escape.ts';
import { symlinkEscape } from './symlink-escape.ts';
import { uriRead } from './uri-read.ts';

/** All of them, in the order they are shown. */
export const STRATEGIES: readonly Strategy[] = [
  pathTraversal,
  rootEscape,
  symlinkEscape,
  uriRead,
  commandInjection,
  argumentInjection,
  sqlInjection,
  sqlReadonly,
  nosqlInjection,
  ldapInjection,
  xpathInjection,
  headerInjection,
  templateInjection,
  xxe,
  prototypePollution,
  deserialisation,
  promptArguments,
  ssrf,
  typeConfusion,
  boundaries,
  unicode,
  sizeAndDepth,
  jsonRpcFrames,
  jsonKeys,
  jsonIds,
  batch,
  lifecycle,
  cancel,
  notificationExecution,
  ids,
  requestState,
  redos,
];
