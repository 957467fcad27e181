import type { Piece } from './expression.ts';

/** How the time of a backtracking matcher grows with the length of a text that does not match. */
export type Growth = 'exponential' | 'polynomial';

type Repeat = Extract<Piece, { kind: 'repeat' }>;

/** From so many turns on, bounded is as slow as unbounded. */
const MANY = 20;

/**
 * Decided by shape: a loop in a loop that can share the same characters in several ways is
 * exponential, two loops side by side over the same characters are polynomial. Each piece is looked at
 * a bounded number of times.
 */
export function growthOf(piece: Piece): Growth | undefined {
  const budget = { left: 20_000 };
  return worst(piece, false, budget);
}

/** `canFail`: whether something behind it can still refuse what it took. */
function worst(piece: Piece, canFail: boolean, budget: { left: number }): Growth | undefined {
  if (budget.left-- <= 0) return undefined;
  switch (piece.kind) {
    case 'set':
    case 'assertion':
      return undefined;
    case 'choice':
      return worstOf(piece.of.map((branch) => worst(branch, canFail, budget)));
    case 'repeat': {
      if (isLong(piece) && canFail && isAmbiguous(piece.of, budget)) return 'exponential';
      return worst(piece.of, canFail || isLong(piece), budget);
    }
    case 'sequence': {
      let isFollowed = canFail;
      const found: (Growth | undefined)[] = [];
      for (let at = piece.of.length - 1; at >= 0; at--) {
        const one = piece.of[at]!;
        found.push(worst(one, isFollowed, budget));
        isFollowed ||= one.kind === 'assertion' || !isNullable(one, budget);
      }
      found.push(sideBySide(piece.of, canFail, budget) ? 'polynomial' : undefined);
      return worstOf(found);
    }
  }
}

function worstOf(found: readonly (Growth | undefined)[]): Growth | undefined {
  return found.includes('exponential') ? 'exponential' : found.find((one) => one !== undefined);
}

function isLong({ max }: Repeat): boolean {
  return max >= MANY;
}

/** Whether turns of a loop over this can be cut in more than one way. */
function isAmbiguous(body: Piece, budget: { left: number }): boolean {
  if (budget.left-- <= 0) return false;
  if (body.kind === 'choice')
    return overlaps(body.of, budget) || body.of.some((branch) => isAmbiguous(branch, budget));
  const row = body.kind === 'sequence' ? body.of : [body];
  return row.some((inner, at) => {
    if (inner.kind === 'choice' && row.length === 1) return isAmbiguous(inner, budget);
    if (inner.kind !== 'repeat' || !isLong(inner)) return false;
    const others = row.filter((_, other) => other !== at && row[other]!.kind !== 'assertion');
    if (others.every((other) => isNullable(other, budget))) return true;
    const set = setOf(inner.of);
    return set !== undefined && others.every((other) => fits(other, set, budget));
  });
}

/** Two branches that take the same single characters. */
function overlaps(branches: readonly Piece[], budget: { left: number }): boolean {
  let taken = 0n;
  for (const branch of branches) {
    if (budget.left-- <= 0) return false;
    const set = setOf(branch) ?? (branch.kind === 'repeat' ? setOf(branch.of) : undefined);
    if (set === undefined) continue;
    if ((set & taken) !== 0n) return true;
    taken |= set;
  }
  return false;
}

/** Loops next to each other, with nothing needed between them, over characters both take. */
function sideBySide(row: readonly Piece[], canFail: boolean, budget: { left: number }): boolean {
  let open = 0n;
  let at = 0;
  for (const one of row) {
    at++;
    if (one.kind === 'assertion') continue;
    const set = one.kind === 'repeat' && isLong(one) ? setOf(one.of) : undefined;
    if (set !== undefined) {
      const isFollowed =
        canFail ||
        row.slice(at, at + 8).some((next) => next.kind === 'assertion' || !isNullable(next, budget));
      if ((open & set) !== 0n && isFollowed) return true;
      open = one.kind === 'repeat' && one.min === 0 ? open | set : set;
    } else if (!isNullable(one, budget)) open = 0n;
  }
  return false;
}

function setOf(piece: Piece): bigint | undefined {
  return piece.kind === 'set' ? piece.set : undefined;
}

function isNullable(piece: Piece, budget: { left: number }): boolean {
  if (budget.left-- <= 0) return false;
  switch (piece.kind) {
    case 'set':
      return false;
    case 'assertion':
      return true;
    case 'repeat':
      return piece.min === 0 || isNullable(piece.of, budget);
    case 'sequence':
      return piece.of.every((one) => isNullable(one, budget));
    case 'choice':
      return piece.of.some((one) => isNullable(one, budget));
  }
}

/** Whether it matches some text made of these characters alone. */
function fits(piece: Piece, set: bigint, budget: { left: number }): boolean {
  if (budget.left-- <= 0) return false;
  switch (piece.kind) {
    case 'set':
      return (piece.set & set) !== 0n;
    case 'assertion':
      return true;
    case 'repeat':
      return piece.min === 0 || fits(piece.of, set, budget);
    case 'sequence':
      return piece.of.every((one) => fits(one, set, budget));
    case 'choice':
      return piece.of.some((one) => fits(one, set, budget));
  }
}
