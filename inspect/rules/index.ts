import type { Rule } from '../rule.ts';
import { hiddenUnicodeTags } from './hidden-unicode-tags/index.ts';
import { repeatedKeys } from './repeated-keys/index.ts';

/** Every rule of the product, in the order of the alphabet. A folder that is missing here fails a test. */
export const RULES: readonly Rule[] = [hiddenUnicodeTags, repeatedKeys];
