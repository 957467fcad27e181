import { terms } from './forms.ts';

/**
 * Turkish verbs, from their stems: commands, duty, wish, future as duty, infinitive and converbs; and the same
 * denied, because Turkish denies within the word ("söyle", "söyleme"). Vowel harmony decides the endings.
 */
export function verbs(stems: string): string {
  return terms(...split(stems).map((stem) => ordered(stem).join(', ')));
}

/** What not to do: "göndermeyin", "göndermeden". "Gönderme" alone is also a noun, so lexicons name those they mean. */
export function deniedVerbs(stems: string): string {
  return terms(...split(stems).map((stem) => denied(stem).join(', ')));
}

function ordered(stem: string): string[] {
  const { open, close } = harmony(stem);
  const soft = softened(stem);
  const isVowel = VOWEL.test(stem.at(-1)!);
  const y = isVowel ? 'y' : '';
  return [
    stem,
    `${soft}${y}${close}n`,
    `${soft}${y}${close}n${close}z`,
    `${stem}s${close}n`,
    `${stem}s${close}nlar`,
    `${stem}s${close}nler`,
    `${soft}${y}${close}ver*`,
    `${stem}m${open}l${open === 'e' ? 'i' : 'ı'}*`,
    `${stem}m${open}k`,
    `${stem}m${open}kle`,
    `${stem}m${open}s${open === 'e' ? 'i' : 'ı'}*`,
    `${stem}m${open}n*`,
    `${stem}m${open}y${open === 'e' ? 'i' : 'ı'}`,
    `${soft}${y}${open}c${open}k*`,
    `${soft}${y}${open}c${open}ğ*`,
    `${soft}${y}${close}p`,
    `${soft}${y}${open}r${open}k`,
  ];
}

function denied(stem: string): string[] {
  const { open } = harmony(stem);
  const close = open === 'e' ? 'i' : 'ı';
  const no = `${stem}m${open}`;
  return [
    `${no}y${close}n`,
    `${no}y${close}n${close}z`,
    `${no}s${close}n`,
    `${no}s${close}nler`,
    `${no}m${open}l${close}*`,
    `${no}m${open}k`,
    `${no}m${open}s${close}*`,
    `${no}m${open}n*`,
    `${no}y${open}c${open}k*`,
    `${no}z`,
    `${no}d${open}n`,
    `${stem}m${close === 'i' ? 'ek' : 'ak'}s${close}z${close}n`,
    `${no}y${close}ver*`,
  ];
}

const VOWEL = /[aeıioöuü]/;

/** The open and the close vowel of endings behind this stem. */
function harmony(stem: string): { open: string; close: string } {
  const last = [...stem].filter((letter) => VOWEL.test(letter)).at(-1) ?? 'e';
  const open = 'eiöü'.includes(last) ? 'e' : 'a';
  if (last === 'o' || last === 'u') return { open, close: 'u' };
  if (last === 'ö' || last === 'ü') return { open, close: 'ü' };
  return { open, close: open === 'e' ? 'i' : 'ı' };
}

/** "et" and "git" become "ed", "gid" before a vowel. */
function softened(stem: string): string {
  return /(?:^|\s|\p{L})(?:et|git)$/u.test(stem) ? `${stem.slice(0, -1)}d` : stem;
}

function split(list: string): string[] {
  return list.split(',').map((one) => one.trim());
}
