import type { Lexicon } from '../lexicon.ts';
import { en } from './en.ts';

export const LEXICONS: readonly Lexicon[] = [en];
