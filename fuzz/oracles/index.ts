import type { Oracle } from '../oracle.ts';
import { agreedValue } from './agreed-value.ts';
import { answerDiffers } from './answer-differs.ts';
import { canaryContent } from './canary-content.ts';
import { canaryPart } from './canary-part.ts';
import { changedFixture } from './changed-fixture.ts';
import { computedValue } from './computed-value.ts';
import { crash } from './crash.ts';
import { createdFile } from './created-file.ts';
import { databaseError } from './database-error.ts';
import { foreignValue } from './foreign-value.ts';
import { growth } from './growth.ts';
import { hang } from './hang.ts';
import { internalPath } from './internal-path.ts';
import { knownFile } from './known-file.ts';
import { leakedSecret } from './leaked-secret.ts';
import { listenerAsked } from './listener-asked.ts';
import { otherSpeaker } from './other-speaker.ts';
import { outsideListing } from './outside-listing.ts';
import { spreadValue } from './spread-value.ts';
import { stackTrace } from './stack-trace.ts';
import { superLinear } from './super-linear.ts';
import { takenAsGood } from './taken-as-good.ts';
import { unlistedId } from './unlisted-id.ts';

/** All of them, the strongest first. */
export const ORACLES: readonly Oracle[] = [
  canaryContent,
  createdFile,
  changedFixture,
  listenerAsked,
  computedValue,
  spreadValue,
  otherSpeaker,
  agreedValue,
  outsideListing,
  canaryPart,
  knownFile,
  foreignValue,
  answerDiffers,
  crash,
  superLinear,
  hang,
  leakedSecret,
  unlistedId,
  databaseError,
  stackTrace,
  internalPath,
  growth,
  takenAsGood,
];
