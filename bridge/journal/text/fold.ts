/**
 * Text made the same for all letter cases. Both sides of a search go through it. The two small sigmas
 * are one letter; which of them stands in a word depends on what follows.
 */
export function fold(text: string): string {
  return text.toLowerCase().replaceAll('ς', 'σ');
}

/** Cheap to look for: nearly all text has none of these. */
const SUSPECT = /[\0\ud800-\udfff]/;
const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|\0/g;

/** Characters that cannot be handed to SQLite as text, all as one replacement character. For the index only, never for the match itself. */
export function toIndexText(folded: string): string {
  if (!SUSPECT.test(folded)) return folded;
  return folded.replace(LONE, '\ufffd');
}

/** At most this many trigrams of a long needle are looked up; the match itself decides. */
const MOST_TRIGRAMS = 12;

/** Full-text expression that finds every text with this folded needle in it, and maybe others. undefined: too short. */
export function trigramExpression(needle: string): string | undefined {
  const points = Array.from(toIndexText(needle));
  if (points.length < 3) return undefined;
  const all = new Set<string>();
  for (let i = 0; i + 3 <= points.length; i++) all.add(points.slice(i, i + 3).join(''));
  const trigrams = [...all];
  const step = Math.max(1, trigrams.length / MOST_TRIGRAMS);
  const chosen: string[] = [];
  for (let i = 0; i < trigrams.length; i += step) chosen.push(trigrams[Math.floor(i)]!);
  return chosen.map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
}

/** Whether the index alone decides, because the needle is a single trigram that reached it unchanged. */
export function isOneTrigram(needle: string): boolean {
  return Array.from(needle).length === 3 && toIndexText(needle) === needle;
}
