import type { Rule } from '../rule.ts';
import { batchOutOfEra } from './batch-out-of-era/index.ts';
import { caseVariantKeys } from './case-variant-keys/index.ts';
import { challengeWithoutMetadata } from './challenge-without-metadata/index.ts';
import { cleartextHttp } from './cleartext-http/index.ts';
import { cloudCredentials } from './cloud-credentials/index.ts';
import { connectionString } from './connection-string/index.ts';
import { contextParameter } from './context-parameter/index.ts';
import { crossOriginPolicy } from './cross-origin-policy/index.ts';
import { elicitationAddress } from './elicitation-address/index.ts';
import { elicitationBrand } from './elicitation-brand/index.ts';
import { elicitationFlood } from './elicitation-flood/index.ts';
import { elicitationLink } from './elicitation-link/index.ts';
import { elicitationSecret } from './elicitation-secret/index.ts';
import { elicitationUndeclared } from './elicitation-undeclared/index.ts';
import { guardParameter } from './guard-parameter/index.ts';
import { hiddenUnicodeTags } from './hidden-unicode-tags/index.ts';
import { insecureCookie } from './insecure-cookie/index.ts';
import { invalidEncoding } from './invalid-encoding/index.ts';
import { invalidSchema } from './invalid-schema/index.ts';
import { jsonWebToken } from './json-web-token/index.ts';
import { lossyNumber } from './lossy-number/index.ts';
import { openSchema } from './open-schema/index.ts';
import { poisonedDefault } from './poisoned-default/index.ts';
import { privateKey } from './private-key/index.ts';
import { proseInSchema } from './prose-in-schema/index.ts';
import { prototypeKeys } from './prototype-keys/index.ts';
import { providerToken } from './provider-token/index.ts';
import { remoteSchemaReference } from './remote-schema-reference/index.ts';
import { repeatedKeys } from './repeated-keys/index.ts';
import { samplingDrain } from './sampling-drain/index.ts';
import { samplingForeignContext } from './sampling-foreign-context/index.ts';
import { samplingTools } from './sampling-tools/index.ts';
import { samplingUndeclared } from './sampling-undeclared/index.ts';
import { schemaBomb } from './schema-bomb/index.ts';
import { secretAssignment } from './secret-assignment/index.ts';
import { secretInLog } from './secret-in-log/index.ts';
import { secretParameter } from './secret-parameter/index.ts';
import { secretSent } from './secret-sent/index.ts';
import { sharedHttpCache } from './shared-http-cache/index.ts';
import { slowPattern } from './slow-pattern/index.ts';
import { tokenInUrl } from './token-in-url/index.ts';
import { unconstrainedSinkParameter } from './unconstrained-sink-parameter/index.ts';
import { unsafeRedirect } from './unsafe-redirect/index.ts';
import { unsolicitedAnswer } from './unsolicited-answer/index.ts';
import { weakSessionId } from './weak-session-id/index.ts';
import { wrongContentType } from './wrong-content-type/index.ts';

/** Every rule of the product, in the order of the alphabet. A folder that is missing here fails a test. */
export const RULES: readonly Rule[] = [
  batchOutOfEra,
  caseVariantKeys,
  challengeWithoutMetadata,
  cleartextHttp,
  cloudCredentials,
  connectionString,
  contextParameter,
  crossOriginPolicy,
  elicitationAddress,
  elicitationBrand,
  elicitationFlood,
  elicitationLink,
  elicitationSecret,
  elicitationUndeclared,
  guardParameter,
  hiddenUnicodeTags,
  insecureCookie,
  invalidEncoding,
  invalidSchema,
  jsonWebToken,
  lossyNumber,
  openSchema,
  poisonedDefault,
  privateKey,
  proseInSchema,
  prototypeKeys,
  providerToken,
  remoteSchemaReference,
  repeatedKeys,
  samplingDrain,
  samplingForeignContext,
  samplingTools,
  samplingUndeclared,
  schemaBomb,
  secretAssignment,
  secretInLog,
  secretParameter,
  secretSent,
  sharedHttpCache,
  slowPattern,
  tokenInUrl,
  unconstrainedSinkParameter,
  unsafeRedirect,
  unsolicitedAnswer,
  weakSessionId,
  wrongContentType,
];
