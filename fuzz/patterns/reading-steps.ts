import { holds, type Letters, type PatternNode } from './read-pattern.ts';

/** What a reader that tries one way after the other does next; `to` and `or` are places in the list. */
type Move =
  | { kind: 'letters'; letters: Letters }
  | { kind: 'start' }
  | { kind: 'end' }
  | { kind: 'either'; to: number; or: number }
  | { kind: 'go'; to: number }
  /** Going round without having read anything would go round for ever. */
  | { kind: 'mark'; slot: number }
  | { kind: 'moved'; slot: number }
  | { kind: 'found' };

export type Moves = readonly Move[];

const MOST_MOVES = 4_000;

/** Undefined: it would be too long. */
export function movesOf(root: PatternNode): Moves | undefined {
  const moves: Move[] = [];
  let slots = 0;
  // Nodes are bounded in depth by their reader.
  const add = (node: PatternNode): void => {
    if (moves.length > MOST_MOVES) return;
    switch (node.kind) {
      case 'letters':
        moves.push({ kind: 'letters', letters: node });
        return;
      case 'start':
      case 'end':
        moves.push({ kind: node.kind });
        return;
      case 'all':
        for (const part of node.parts) add(part);
        return;
      case 'any':
        return addAny(node.choices);
      case 'repeat':
        for (let n = 0; n < node.least; n++) add(node.body);
        if (node.most === Infinity) return addLoop(node.body);
        for (let n = node.least; n < node.most; n++) addMaybe(node.body);
        return;
    }
  };
  const addAny = (choices: readonly PatternNode[]): void => {
    const ends: { kind: 'go'; to: number }[] = [];
    choices.forEach((choice, n) => {
      if (n === choices.length - 1) return add(choice);
      const fork = { kind: 'either' as const, to: moves.length + 1, or: 0 };
      const end = { kind: 'go' as const, to: 0 };
      moves.push(fork);
      add(choice);
      moves.push(end);
      ends.push(end);
      fork.or = moves.length;
    });
    for (const end of ends) end.to = moves.length;
  };
  const addMaybe = (body: PatternNode): void => {
    const fork = { kind: 'either' as const, to: moves.length + 1, or: 0 };
    moves.push(fork);
    add(body);
    fork.or = moves.length;
  };
  const addLoop = (body: PatternNode): void => {
    const slot = slots++;
    const begin = moves.length;
    const fork = { kind: 'either' as const, to: begin + 1, or: 0 };
    moves.push(fork, { kind: 'mark', slot });
    add(body);
    moves.push({ kind: 'moved', slot }, { kind: 'go', to: begin });
    fork.or = moves.length;
  };
  add(root);
  moves.push({ kind: 'found' });
  return moves.length > MOST_MOVES ? undefined : moves;
}

/**
 * How many steps a backtracking reader takes to search a text, at most `most`. Nothing here is run by the engine of
 * this program: an expression of a server would then stop it, and not only the server.
 */
export function stepsFor(moves: Moves, text: string, most: number): number {
  const codes = Array.from(text, (sign) => sign.codePointAt(0)!);
  let steps = 0;
  for (let begin = 0; begin <= codes.length; begin++) {
    const marks = new Map<number, number>();
    // Places to come back to, and marks to be set back on the way.
    const back: { at: number; place: number; slot?: number; was?: number | undefined }[] = [
      { at: begin, place: 0 },
    ];
    while (back.length > 0) {
      const entry = back.pop()!;
      if (entry.slot !== undefined) {
        if (entry.was === undefined) marks.delete(entry.slot);
        else marks.set(entry.slot, entry.was);
        continue;
      }
      let { at, place } = entry;
      for (;;) {
        if (++steps >= most) return most;
        const move = moves[place]!;
        if (move.kind === 'found') return steps;
        if (move.kind === 'letters') {
          const code = codes[at];
          if (code === undefined || !holds(move.letters, code)) break;
          at++;
          place++;
        } else if (move.kind === 'start' || move.kind === 'end') {
          if (at !== (move.kind === 'start' ? 0 : codes.length)) break;
          place++;
        } else if (move.kind === 'either') {
          back.push({ at, place: move.or });
          place = move.to;
        } else if (move.kind === 'go') place = move.to;
        else if (move.kind === 'mark') {
          back.push({ at, place, slot: move.slot, was: marks.get(move.slot) });
          marks.set(move.slot, at);
          place++;
        } else {
          if (marks.get(move.slot) === at) break;
          place++;
        }
      }
    }
  }
  return steps;
}
