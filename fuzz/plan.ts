import type { PlannedSubject } from '../protocol/fuzz.ts';
import type { CasePlan, FuzzCase, MadeCase, PlanInput } from './cases.ts';
import { markedPlan } from './marked.ts';
import { placeOf, putAt, type Place } from './place.ts';
import type { Making, Payload, Position, Strategy, Subject } from './strategy.ts';

/** One strategy at one position of one subject. */
interface Cell {
  subject: Subject;
  /** Undefined: the whole message. */
  position: Position | undefined;
  strategy: Strategy;
  fit: number;
  count: number;
}

/** From here on a parameter speaks for itself, and all payloads are tried. */
const FITS = 0.5;
/** Cells whose payloads are kept: with every cell in its turn fewer would be made anew each time. */
const MOST_LISTS = 1000;

/**
 * Every case there will be, without making one: which cell and which of its payloads, in order. What fits best and
 * what every family cannot do without comes first, and every cell has its turn, so that a small budget reaches all.
 */
export function planCases(
  subjects: readonly Subject[],
  strategies: readonly Strategy[],
  input: PlanInput,
  has: Pick<Making, 'world' | 'listener'>,
): CasePlan {
  const skipped: { what: string; why: string }[] = [];
  const { marked } = input;
  if (marked !== undefined) return markedPlan({ ...input, marked }, strategies, has);
  const chosen = chooseStrategies(strategies, input, has, skipped);
  const cells = cellsOf(subjects, chosen);
  const wanted = cells.reduce((sum, { count }) => sum + count, 0);
  const order = orderOf(cells, Math.min(input.budget, wanted));
  return new Plan(subjects, cells, order, wanted, skipped);
}

/** Those that are asked for, or all that do no harm, as far as there is what they need. */
function chooseStrategies(
  strategies: readonly Strategy[],
  input: PlanInput,
  has: Pick<Making, 'world' | 'listener'>,
  skipped: { what: string; why: string }[],
): Strategy[] {
  for (const id of input.strategies ?? [])
    if (!strategies.some(({ meta }) => meta.id === id))
      skipped.push({ what: id, why: 'There is no strategy of that name.' });
  return strategies.filter(({ meta, needs }) => {
    if (input.strategies === undefined ? meta.optIn : !input.strategies.includes(meta.id)) {
      if (input.strategies === undefined)
        skipped.push({ what: meta.id, why: 'It is tried only where it is asked for by name.' });
      return false;
    }
    const lacks = needs?.(has);
    if (lacks !== undefined) skipped.push({ what: meta.id, why: sentence(lacks) });
    return lacks === undefined;
  });
}

function sentence(words: string): string {
  const begun = words.slice(0, 1).toUpperCase() + words.slice(1);
  return begun.endsWith('.') ? begun : `${begun}.`;
}

function cellsOf(subjects: readonly Subject[], strategies: readonly Strategy[]): Cell[] {
  const cells: Cell[] = [];
  const add = (subject: Subject, position: Position | undefined, strategy: Strategy): void => {
    const fit = Math.min(1, strategy.fits(subject, position));
    if (!(fit > 0)) return;
    const count = tried(strategy, subject, position, fit).length;
    if (count > 0) cells.push({ subject, position, strategy, fit, count });
  };
  for (const subject of subjects) {
    const within = subject.kindOf?.within;
    for (const strategy of strategies)
      if (strategy.of === 'message' && within === undefined) add(subject, undefined, strategy);
    for (const position of positionsIn(subject))
      for (const strategy of strategies) if (strategy.of === 'value') add(subject, position, strategy);
  }
  return cells;
}

/** Places that are changed: of another kind of object those in it. */
function positionsIn({ positions, kindOf }: Subject): readonly Position[] {
  return kindOf === undefined ? positions : positions.filter(({ at }) => at.startsWith(`${kindOf.within}/`));
}

/** Core payloads first; the others only where they fit. */
function tried(strategy: Strategy, subject: Subject, position: Position | undefined, fit: number): Payload[] {
  const payloads = strategy.payloads(subject, position);
  const core = payloads.filter(({ isCore }) => isCore);
  return fit >= FITS ? [...core, ...payloads.filter(({ isCore }) => !isCore)] : core;
}

interface Order {
  cells: Int32Array;
  payloads: Int32Array;
}

/** The next turn of a cell comes the sooner, the better it fits. */
function paceOf({ fit }: Cell): number {
  return fit >= FITS ? 1 / fit : 1 / (fit * 0.6);
}

function orderOf(cells: readonly Cell[], most: number): Order {
  const order: Order = { cells: new Int32Array(most), payloads: new Int32Array(most) };
  const queue = new Queue();
  for (const [at, cell] of cells.entries()) queue.add({ due: paceOf(cell) / 2, cell: at, payload: 0 });
  for (let n = 0; n < most; n++) {
    const turn = queue.take();
    if (turn === undefined) break;
    order.cells[n] = turn.cell;
    order.payloads[n] = turn.payload;
    const cell = cells[turn.cell]!;
    if (turn.payload + 1 < cell.count)
      queue.add({ due: turn.due + paceOf(cell), cell: turn.cell, payload: turn.payload + 1 });
  }
  return order;
}

interface Turn {
  due: number;
  cell: number;
  payload: number;
}

/** A binary heap: the earliest turn first, of equal ones that of the first cell. */
class Queue {
  #turns: Turn[] = [];

  add(turn: Turn): void {
    const turns = this.#turns;
    let at = turns.push(turn) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isEarlier(turn, turns[above]!)) break;
      turns[at] = turns[above]!;
      at = above;
    }
    turns[at] = turn;
  }

  take(): Turn | undefined {
    const turns = this.#turns;
    const top = turns[0];
    const last = turns.pop();
    if (top === undefined || last === undefined || turns.length === 0) return top;
    let at = 0;
    for (;;) {
      let next = 2 * at + 1;
      if (next >= turns.length) break;
      if (next + 1 < turns.length && isEarlier(turns[next + 1]!, turns[next]!)) next++;
      if (!isEarlier(turns[next]!, last)) break;
      turns[at] = turns[next]!;
      at = next;
    }
    turns[at] = last;
    return top;
  }
}

function isEarlier(one: Turn, other: Turn): boolean {
  return one.due === other.due ? one.cell < other.cell : one.due < other.due;
}

class Plan implements CasePlan {
  readonly subjects: readonly PlannedSubject[];
  readonly skipped: readonly { what: string; why: string }[];
  readonly cases: number;
  readonly wanted: number;
  #cells: readonly Cell[];
  #order: Order;
  #places = new Map<Position, Place>();
  #lists = new Map<Cell, readonly Payload[]>();

  constructor(
    subjects: readonly Subject[],
    cells: readonly Cell[],
    order: Order,
    wanted: number,
    skipped: readonly { what: string; why: string }[],
  ) {
    this.#cells = cells;
    this.#order = order;
    this.cases = order.cells.length;
    this.wanted = wanted;
    this.skipped = skipped;
    this.subjects = plannedOf(subjects, cells, order);
  }

  case(n: number): FuzzCase | undefined {
    const found = this.#payload(n);
    if (found === undefined) return undefined;
    const { subject, position, strategy } = found.cell;
    const isLate = found.payload.isLate === true;
    return { n, subject, position, strategy, payload: found.payload.id, ...(isLate && { isLate }) };
  }

  make(n: number, making: Making): MadeCase | undefined {
    const found = this.#payload(n);
    const made = found?.payload.make(making);
    if (found === undefined || made === undefined) return undefined;
    const { subject, position, strategy } = found.cell;
    const own: FuzzCase = { n, subject, position, strategy, payload: found.payload.id };
    if ('message' in made) return { case: own, made, text: made.message, value: made.message };
    return { case: own, made, text: this.#put(own, made.json), value: made.json };
  }

  remake(made: MadeCase, json: string): MadeCase {
    const { case: own } = made;
    const { expects, severity } = made.made;
    const graded = severity === undefined ? {} : { severity };
    if ('message' in made.made)
      return { ...made, made: { ...made.made, message: json }, text: json, value: json };
    return { case: own, made: { expects, ...graded, json }, text: this.#put(own, json), value: json };
  }

  /** A case is its cell and a number; payloads are asked for again now and then, because all of them would fill the memory. */
  #payload(n: number): { cell: Cell; payload: Payload } | undefined {
    if (!Number.isInteger(n) || n < 1 || n > this.cases) return undefined;
    const cell = this.#cells[this.#order.cells[n - 1]!]!;
    const payload = this.#listOf(cell)[this.#order.payloads[n - 1]!];
    return payload === undefined ? undefined : { cell, payload };
  }

  #listOf(cell: Cell): readonly Payload[] {
    let list = this.#lists.get(cell);
    if (list === undefined) {
      if (this.#lists.size >= MOST_LISTS) this.#lists.clear();
      list = tried(cell.strategy, cell.subject, cell.position, cell.fit);
      this.#lists.set(cell, list);
    }
    return list;
  }

  #put({ subject, position }: FuzzCase, json: string): string {
    if (position === undefined) return subject.text;
    let place = this.#places.get(position);
    if (place === undefined) this.#places.set(position, (place = placeOf(subject, position)));
    return putAt(place, json);
  }
}

/** What a person is shown: how many cases each parameter gets of each strategy, within the budget. */
function plannedOf(subjects: readonly Subject[], cells: readonly Cell[], order: Order): PlannedSubject[] {
  const counts = new Int32Array(cells.length);
  for (const cell of order.cells) counts[cell]!++;
  const bySubject = new Map<Subject, Map<Position | undefined, { id: string; cases: number }[]>>();
  for (const [at, { subject, position, strategy }] of cells.entries()) {
    const own = bySubject.get(subject) ?? new Map<Position | undefined, { id: string; cases: number }[]>();
    bySubject.set(subject, own);
    const list = own.get(position) ?? [];
    own.set(position, list);
    list.push({ id: strategy.meta.id, cases: counts[at]! });
  }
  return subjects.map((subject) => {
    const own = bySubject.get(subject);
    const whole = own?.get(undefined);
    const parameters = [
      ...(whole === undefined ? [] : [{ at: '', from: 'the whole message', strategies: whole }]),
      ...positionsIn(subject).map((position) => ({
        at: position.at,
        from: position.from ?? 'made',
        strategies: own?.get(position) ?? [],
      })),
    ];
    const cases = parameters.reduce(
      (sum, one) => sum + one.strategies.reduce((all, each) => all + each.cases, 0),
      0,
    );
    const of = subject.kindOf === undefined ? {} : { of: subject.kindOf.of };
    return { kind: subject.kind, name: subject.name, ...of, seedText: subject.text, parameters, cases };
  });
}
