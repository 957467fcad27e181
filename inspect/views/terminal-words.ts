import { parameters, type Sequence } from './ansi.ts';

/** What a sequence does to what is seen: `conceals` text, `moves` over it, reaches out of the text, or only colours it. */
export type Effect = 'conceals' | 'rewrites' | 'reaches' | 'colours' | 'other';

export function effectOf(sequence: Sequence): Effect {
  const { kind, body, final } = sequence;
  if (kind === 'osc') return /^(?:52|0|1|2|4|7|8|9|1[0-9]|50|777|1337);/.test(body) ? 'reaches' : 'other';
  if (kind === 'dcs') return 'reaches';
  if (kind === 'esc') return final === 'c' || final === '8' ? 'rewrites' : 'other';
  if (final === 'm') return isConcealing(parameters(body)) ? 'conceals' : 'colours';
  if (/^[ABDEFGHJKXPMLSTf`du@]$/.test(final)) return 'rewrites';
  if (/^[cnRqptxy]$/.test(final)) return 'reaches';
  return 'other';
}

/** SGR 8, or letters in the colour of the ground. */
function isConcealing(codes: readonly number[]): boolean {
  let letters = -1;
  let ground = -1;
  for (let k = 0; k < codes.length; k++) {
    const code = codes[k]!;
    if (code === 8) return true;
    if (code === 38 || code === 48) {
      const isIndexed = codes[k + 1] === 5;
      const colour = isIndexed
        ? (codes[k + 2] ?? -2)
        : 1000 + codes.slice(k + 2, k + 5).reduce((sum, part) => sum * 256 + part, 0);
      if (code === 38) letters = colour;
      else ground = colour;
      k += isIndexed ? 2 : 4;
    } else if (code >= 30 && code <= 37) letters = code - 30;
    else if (code >= 40 && code <= 47) ground = code - 40;
    else if (code >= 90 && code <= 97) letters = code - 82;
    else if (code >= 100 && code <= 107) ground = code - 92;
  }
  return letters >= 0 && letters === ground;
}

const CSI = new Map([
  ['A', 'CURSOR UP'],
  ['B', 'CURSOR DOWN'],
  ['C', 'CURSOR RIGHT'],
  ['D', 'CURSOR LEFT'],
  ['E', 'NEXT LINE'],
  ['F', 'LINE BEFORE'],
  ['G', 'TO COLUMN'],
  ['H', 'TO PLACE'],
  ['f', 'TO PLACE'],
  ['J', 'ERASE SCREEN'],
  ['K', 'ERASE LINE'],
  ['X', 'ERASE LETTERS'],
  ['P', 'DELETE LETTERS'],
  ['s', 'SAVE PLACE'],
  ['u', 'BACK TO PLACE'],
  ['n', 'ASK TERMINAL'],
  ['c', 'ASK TERMINAL'],
]);

const OSC = new Map([
  ['0', 'SET TITLE'],
  ['1', 'SET TITLE'],
  ['2', 'SET TITLE'],
  ['8', 'LINK'],
  ['52', 'CLIPBOARD'],
]);

/** Short enough for a chip. */
export function sequenceName(sequence: Sequence): string {
  if (sequence.kind === 'osc') return `ANSI ${OSC.get(/^\d{0,4}/.exec(sequence.body)![0]) ?? 'STRING'}`;
  if (sequence.kind === 'dcs') return 'ANSI DEVICE STRING';
  if (sequence.kind === 'esc') return 'ANSI ESCAPE';
  if (sequence.final === 'm') return effectOf(sequence) === 'conceals' ? 'ANSI CONCEAL' : 'ANSI COLOUR';
  return `ANSI ${CSI.get(sequence.final) ?? 'CONTROL'}`;
}
