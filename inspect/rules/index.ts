import type { Rule } from '../rule.ts';
import { challengeWithoutMetadata } from './challenge-without-metadata/index.ts';
import { cleartextHttp } from './cleartext-http/index.ts';
import { crossOriginPolicy } from './cross-origin-policy/index.ts';
import { hiddenUnicodeTags } from './hidden-unicode-tags/index.ts';
import { insecureCookie } from './insecure-cookie/index.ts';
import { repeatedKeys } from './repeated-keys/index.ts';
import { sharedHttpCache } from './shared-http-cache/index.ts';
import { tokenInUrl } from './token-in-url/index.ts';
import { unsafeRedirect } from './unsafe-redirect/index.ts';
import { weakSessionId } from './weak-session-id/index.ts';
import { wrongContentType } from './wrong-content-type/index.ts';

/** Every rule of the product, in the order of the alphabet. A folder that is missing here fails a test. */
export const RULES: readonly Rule[] = [
  challengeWithoutMetadata,
  cleartextHttp,
  crossOriginPolicy,
  hiddenUnicodeTags,
  insecureCookie,
  repeatedKeys,
  sharedHttpCache,
  tokenInUrl,
  unsafeRedirect,
  weakSessionId,
  wrongContentType,
];
