import type { Span } from './sentence.ts';

/** What comes to "whatever the user wants", in small letters. */
const TERMS = [
  'even if',
  'even when',
  'even though the',
  'even where',
  'irrespective',
  'regardless',
  'no matter',
  'whatever the',
  'whichever',
  'notwithstanding',
  'whether or not',
  'in place of the one',
  'rather than the one',
  'instead of the one',
  'instead of what',
  'rather than what',
  'que diga el usuario',
  'independientemente',
  'sin importar',
  'quel que soit',
  'quoi que',
  'peu importe',
  'unabhängig davon',
  'egal was',
  'egal,',
  'independentemente',
  'a prescindere',
  'indipendentemente',
  'независимо от',
  'что бы ни',
  'ne derse desin',
  'bakılmaksızın',
  '无论',
  '不管',
  'に関わらず',
  'にかかわらず',
  '상관없이',
  '관계없이',
  'بغض النظر',
  'चाहे',
];
const LONGEST = 800;

/** Whether a sentence sets itself above what the person says. */
export function overUser({ from, to }: Span, { text }: { text: string }): boolean {
  const words = text.slice(from, Math.min(to, from + LONGEST)).toLowerCase();
  return TERMS.some((term) => words.includes(term));
}
