import type { Rule } from '../rule.ts';
import { appContent } from './app-content/index.ts';
import { appPolicy } from './app-policy/index.ts';
import { autoLoadingMarkup } from './auto-loading-markup/index.ts';
import { batchOutOfEra } from './batch-out-of-era/index.ts';
import { bidiControl } from './bidi-control/index.ts';
import { broadResourceTemplate } from './broad-resource-template/index.ts';
import { builtInCollision } from './built-in-collision/index.ts';
import { capabilityMismatch } from './capability-mismatch/index.ts';
import { capabilityTags } from './capability-tags/index.ts';
import { caseVariantKeys } from './case-variant-keys/index.ts';
import { challengeWithoutMetadata } from './challenge-without-metadata/index.ts';
import { cleartextHttp } from './cleartext-http/index.ts';
import { closedWorldContradiction } from './closed-world-contradiction/index.ts';
import { cloudCredentials } from './cloud-credentials/index.ts';
import { collectorHost } from './collector-host/index.ts';
import { confusableName } from './confusable-name/index.ts';
import { connectionString } from './connection-string/index.ts';
import { contextParameter } from './context-parameter/index.ts';
import { controlCharacters } from './control-characters/index.ts';
import { crossOriginPolicy } from './cross-origin-policy/index.ts';
import { dataInHostname } from './data-in-hostname/index.ts';
import { dataInLink } from './data-in-link/index.ts';
import { databaseError } from './database-error/index.ts';
import { deceptiveUrl } from './deceptive-url/index.ts';
import { destructiveContradiction } from './destructive-contradiction/index.ts';
import { duplicateTools } from './duplicate-tools/index.ts';
import { elicitationAddress } from './elicitation-address/index.ts';
import { elicitationBrand } from './elicitation-brand/index.ts';
import { elicitationFlood } from './elicitation-flood/index.ts';
import { elicitationLink } from './elicitation-link/index.ts';
import { elicitationSecret } from './elicitation-secret/index.ts';
import { elicitationUndeclared } from './elicitation-undeclared/index.ts';
import { encodedPayload } from './encoded-payload/index.ts';
import { environmentDump } from './environment-dump/index.ts';
import { foreignProgress } from './foreign-progress/index.ts';
import { foreignResourceLink } from './foreign-resource-link/index.ts';
import { foreignToolReference } from './foreign-tool-reference/index.ts';
import { guardParameter } from './guard-parameter/index.ts';
import { guessableHandle } from './guessable-handle/index.ts';
import { hiddenMarkup } from './hidden-markup/index.ts';
import { hiddenUnicodeTags } from './hidden-unicode-tags/index.ts';
import { imageExfiltration } from './image-exfiltration/index.ts';
import { injectedInstructions } from './injected-instructions/index.ts';
import { insecureCookie } from './insecure-cookie/index.ts';
import { internalAddress } from './internal-address/index.ts';
import { invalidEncoding } from './invalid-encoding/index.ts';
import { invalidSchema } from './invalid-schema/index.ts';
import { invisibleCharacters } from './invisible-characters/index.ts';
import { joinersOutOfContext } from './joiners-out-of-context/index.ts';
import { jsonWebToken } from './json-web-token/index.ts';
import { logForging } from './log-forging/index.ts';
import { logWithoutRequest } from './log-without-request/index.ts';
import { lossyNumber } from './lossy-number/index.ts';
import { mimeMismatch } from './mime-mismatch/index.ts';
import { misleadingTitle } from './misleading-title/index.ts';
import { misplacedArgument } from './misplaced-argument/index.ts';
import { missingAnnotations } from './missing-annotations/index.ts';
import { nearName } from './near-name/index.ts';
import { offScreenPadding } from './off-screen-padding/index.ts';
import { opaqueBlob } from './opaque-blob/index.ts';
import { openSchema } from './open-schema/index.ts';
import { outputContradiction } from './output-contradiction/index.ts';
import { overReturnedField } from './over-returned-field/index.ts';
import { paginationOddity } from './pagination-oddity/index.ts';
import { pathDisclosure } from './path-disclosure/index.ts';
import { personalData } from './personal-data/index.ts';
import { poisonedDefault } from './poisoned-default/index.ts';
import { poisonedDefinition } from './poisoned-definition/index.ts';
import { privateKey } from './private-key/index.ts';
import { proseInSchema } from './prose-in-schema/index.ts';
import { prototypeKeys } from './prototype-keys/index.ts';
import { prototypeProperty } from './prototype-property/index.ts';
import { providerToken } from './provider-token/index.ts';
import { rawExecution } from './raw-execution/index.ts';
import { readOnlyContradiction } from './read-only-contradiction/index.ts';
import { remoteSchemaReference } from './remote-schema-reference/index.ts';
import { repeatedKeys } from './repeated-keys/index.ts';
import { samplingDrain } from './sampling-drain/index.ts';
import { samplingForeignContext } from './sampling-foreign-context/index.ts';
import { samplingTools } from './sampling-tools/index.ts';
import { samplingUndeclared } from './sampling-undeclared/index.ts';
import { schemaBomb } from './schema-bomb/index.ts';
import { scriptUrl } from './script-url/index.ts';
import { secretAssignment } from './secret-assignment/index.ts';
import { secretInLog } from './secret-in-log/index.ts';
import { secretParameter } from './secret-parameter/index.ts';
import { secretSent } from './secret-sent/index.ts';
import { sensitiveResourceUri } from './sensitive-resource-uri/index.ts';
import { serverIdentityChange } from './server-identity-change/index.ts';
import { serverNameImitation } from './server-name-imitation/index.ts';
import { shadowClone } from './shadow-clone/index.ts';
import { sharedCache } from './shared-cache/index.ts';
import { sharedHttpCache } from './shared-http-cache/index.ts';
import { slowPattern } from './slow-pattern/index.ts';
import { stackTrace } from './stack-trace/index.ts';
import { stdoutNoise } from './stdout-noise/index.ts';
import { terminalEscapes } from './terminal-escapes/index.ts';
import { tokenInUrl } from './token-in-url/index.ts';
import { unconstrainedSinkParameter } from './unconstrained-sink-parameter/index.ts';
import { unknownResultKeys } from './unknown-result-keys/index.ts';
import { unsafeHeaderParameter } from './unsafe-header-parameter/index.ts';
import { unsafeIcon } from './unsafe-icon/index.ts';
import { unsafeRedirect } from './unsafe-redirect/index.ts';
import { unsignedRequestState } from './unsigned-request-state/index.ts';
import { unsolicitedAnswer } from './unsolicited-answer/index.ts';
import { variationSelectorBytes } from './variation-selector-bytes/index.ts';
import { versionBanner } from './version-banner/index.ts';
import { weakSessionId } from './weak-session-id/index.ts';
import { wrongContentType } from './wrong-content-type/index.ts';

/** Every rule of the product, in the order of the alphabet. A folder that is missing here fails a test. */
export const RULES: readonly Rule[] = [
  appContent,
  appPolicy,
  autoLoadingMarkup,
  batchOutOfEra,
  bidiControl,
  broadResourceTemplate,
  builtInCollision,
  capabilityMismatch,
  capabilityTags,
  caseVariantKeys,
  challengeWithoutMetadata,
  cleartextHttp,
  closedWorldContradiction,
  cloudCredentials,
  collectorHost,
  confusableName,
  connectionString,
  contextParameter,
  controlCharacters,
  crossOriginPolicy,
  dataInHostname,
  dataInLink,
  databaseError,
  deceptiveUrl,
  destructiveContradiction,
  duplicateTools,
  elicitationAddress,
  elicitationBrand,
  elicitationFlood,
  elicitationLink,
  elicitationSecret,
  elicitationUndeclared,
  encodedPayload,
  environmentDump,
  foreignProgress,
  foreignResourceLink,
  foreignToolReference,
  guardParameter,
  guessableHandle,
  hiddenMarkup,
  hiddenUnicodeTags,
  imageExfiltration,
  injectedInstructions,
  insecureCookie,
  internalAddress,
  invalidEncoding,
  invalidSchema,
  invisibleCharacters,
  joinersOutOfContext,
  jsonWebToken,
  logForging,
  logWithoutRequest,
  lossyNumber,
  mimeMismatch,
  misleadingTitle,
  misplacedArgument,
  missingAnnotations,
  nearName,
  offScreenPadding,
  opaqueBlob,
  openSchema,
  outputContradiction,
  overReturnedField,
  paginationOddity,
  pathDisclosure,
  personalData,
  poisonedDefault,
  poisonedDefinition,
  privateKey,
  proseInSchema,
  prototypeKeys,
  prototypeProperty,
  providerToken,
  rawExecution,
  readOnlyContradiction,
  remoteSchemaReference,
  repeatedKeys,
  samplingDrain,
  samplingForeignContext,
  samplingTools,
  samplingUndeclared,
  schemaBomb,
  scriptUrl,
  secretAssignment,
  secretInLog,
  secretParameter,
  secretSent,
  sensitiveResourceUri,
  serverIdentityChange,
  serverNameImitation,
  shadowClone,
  sharedCache,
  sharedHttpCache,
  slowPattern,
  stackTrace,
  stdoutNoise,
  terminalEscapes,
  tokenInUrl,
  unconstrainedSinkParameter,
  unknownResultKeys,
  unsafeHeaderParameter,
  unsafeIcon,
  unsafeRedirect,
  unsignedRequestState,
  unsolicitedAnswer,
  variationSelectorBytes,
  versionBanner,
  weakSessionId,
  wrongContentType,
];
