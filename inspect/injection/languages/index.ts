import type { Lexicon } from '../lexicon.ts';
import { en } from './en.ts';
import { ar } from './ar.ts';
import { de, deAfter } from './de.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { hi, hiAfter } from './hi.ts';
import { it } from './it.ts';
import { ja } from './ja.ts';
import { ko } from './ko.ts';
import { pt } from './pt.ts';
import { ru, ruAfter } from './ru.ts';
import { tr } from './tr.ts';
import { zh } from './zh.ts';

export const LEXICONS: readonly Lexicon[] = [
  en,
  ar,
  de,
  deAfter,
  es,
  fr,
  hi,
  hiAfter,
  it,
  ja,
  ko,
  pt,
  ru,
  ruAfter,
  tr,
  zh,
];
