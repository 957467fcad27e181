import type { Lexicon } from '../lexicon.ts';
import { en } from './en.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { ru, ruAfter } from './ru.ts';
import { zh } from './zh.ts';

export const LEXICONS: readonly Lexicon[] = [en, ja, ko, ru, ruAfter, zh];
