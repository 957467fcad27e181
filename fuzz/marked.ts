import type { MarkedFuzz } from '../protocol/fuzz.ts';
import { applySplices } from '../protocol/json/edit.ts';
import { readJson } from '../protocol/json/read.ts';
import { memberOf, stringOf } from '../protocol/json/value.ts';
import type { CasePlan, FuzzCase, MadeCase, PlanInput } from './cases.ts';
import { asItStands, markedPlaces, type MarkedPlace } from './marked-places.ts';
import type { Made, Making, Payload, Strategy, Subject } from './strategy.ts';

interface List {
  strategy: Strategy;
  count: number;
  payload(at: number): Payload | undefined;
}

export type MarkedInput = PlanInput & { marked: MarkedFuzz };

/** A text as a person marked it; what it calls is not known, only what it says. */
export function markedSubject(marked: MarkedFuzz): Subject {
  const { text } = marked;
  const document = readJson(text);
  const method = stringOf(document, memberOf(document.root, 'method')) ?? '';
  const name = stringOf(document, memberOf(memberOf(document.root, 'params'), 'name'));
  return {
    kind: 'text',
    name: name ?? (method === '' ? 'the marked text' : method),
    description: '',
    tags: [],
    isReadOnly: false,
    method,
    text,
    inputsAt: '',
    positions: markedPlaces(marked).places.map(({ position }) => position),
  };
}

export function markedPlan(
  input: MarkedInput,
  strategies: readonly Strategy[],
  has: Pick<Making, 'world' | 'listener'>,
): CasePlan {
  return new MarkedPlan(input, strategies, has);
}

/** What stands where in one case: an index into the list of each place. */
type Turn = readonly { place: number; index: number }[];

interface Put {
  place: MarkedPlace;
  json: string;
}

class MarkedPlan implements CasePlan {
  readonly subjects: CasePlan['subjects'];
  readonly skipped: { what: string; why: string }[] = [];
  readonly cases: number;
  readonly wanted: number;
  #subject: Subject;
  #marked: MarkedFuzz;
  #places: readonly MarkedPlace[];
  #lists: readonly List[];
  /** What else stands in the text of a case. */
  #puts = new WeakMap<MadeCase, readonly Put[]>();

  constructor(input: MarkedInput, strategies: readonly Strategy[], has: Pick<Making, 'world' | 'listener'>) {
    const { marked } = input;
    this.#marked = marked;
    const { places, refused } = markedPlaces(marked);
    for (const why of refused) this.skipped.push({ what: 'a mark', why });
    this.#subject = { ...markedSubject(marked), positions: places.map(({ position }) => position) };
    const lists = places.map((place) => this.#listOf(place, strategies, has));
    this.#places = places.filter((_, at) => lists[at] !== undefined);
    this.#lists = lists.filter((list) => list !== undefined);
    this.wanted = this.#wanted();
    this.cases = Math.min(input.budget, this.wanted);
    this.subjects = [this.#planned()];
  }

  case(n: number): FuzzCase | undefined {
    const turn = this.#turn(n);
    const [first] = turn ?? [];
    if (turn === undefined || first === undefined) return undefined;
    const ids = turn.map(({ place, index }) => this.#lists[place]!.payload(index)?.id ?? '');
    return {
      n,
      subject: this.#subject,
      position: this.#places[first.place]!.position,
      strategy: this.#lists[first.place]!.strategy,
      payload: [...new Set(ids)].join(' + '),
    };
  }

  make(n: number, making: Making): MadeCase | undefined {
    const own = this.case(n);
    const turn = this.#turn(n);
    if (own === undefined || turn === undefined) return undefined;
    const made = turn.map(({ place, index }) => this.#lists[place]!.payload(index)?.make(making));
    const puts: Put[] = [];
    for (const [at, one] of made.entries()) {
      if (one === undefined) return undefined;
      if ('message' in one) return { case: own, made: one, text: one.message, value: one.message };
      puts.push({ place: this.#places[turn[at]!.place]!, json: one.json });
    }
    const [first] = made;
    if (first === undefined || 'message' in first) return undefined;
    const expects = [...new Set(made.flatMap((one) => one?.expects ?? []))];
    return this.#written(own, { ...first, expects }, puts);
  }

  remake(made: MadeCase, json: string): MadeCase {
    if ('message' in made.made)
      return { ...made, made: { ...made.made, message: json }, text: json, value: json };
    const puts = this.#puts.get(made) ?? this.#putsLike(made);
    const changed = this.#marked.mode === 'together' ? puts.length : 1;
    return this.#written(
      made.case,
      { ...made.made, json },
      puts.map((put, at) => (at < changed ? { ...put, json } : put)),
    );
  }

  #written(own: FuzzCase, made: Made, puts: readonly Put[]): MadeCase {
    const splices = puts.map(({ place, json }) => ({
      from: place.mark.from,
      to: place.mark.to,
      text: asItStands(place, json),
    }));
    const written: MadeCase = {
      case: own,
      made,
      text: applySplices(
        this.#marked.text,
        splices.toSorted((one, other) => one.from - other.from),
      ),
      value: splices[0]?.text ?? '',
    };
    this.#puts.set(written, puts);
    return written;
  }

  /** For a case that was kept as data: the values of the other places are those of the text. */
  #putsLike({ case: { n } }: MadeCase): Put[] {
    return (this.#turn(n) ?? []).map(({ place }) => {
      const known = this.#places[place]!;
      return { place: known, json: known.position.seed };
    });
  }

  #turn(n: number): Turn | undefined {
    if (!Number.isInteger(n) || n < 1 || n > this.cases) return undefined;
    let at = n - 1;
    switch (this.#marked.mode) {
      case 'sniper':
        for (const [place, { count }] of this.#lists.entries()) {
          if (at < count) return [{ place, index: at }];
          at -= count;
        }
        return undefined;
      case 'together':
      case 'in-step':
        return this.#lists.map((_, place) => ({ place, index: at }));
      case 'all': {
        const turn: { place: number; index: number }[] = [];
        for (const [place, { count }] of [...this.#lists.entries()].reverse()) {
          turn.unshift({ place, index: at % count });
          at = Math.floor(at / count);
        }
        return turn;
      }
    }
  }

  #wanted(): number {
    const counts = this.#lists.map(({ count }) => count);
    if (counts.length === 0) return 0;
    switch (this.#marked.mode) {
      case 'sniper':
        return counts.reduce((sum, count) => sum + count, 0);
      case 'together':
        return counts[0]!;
      case 'in-step':
        return Math.min(...counts);
      case 'all':
        return Math.min(
          Number.MAX_SAFE_INTEGER,
          counts.reduce((product, count) => product * count, 1),
        );
    }
  }

  #listOf(
    place: MarkedPlace,
    strategies: readonly Strategy[],
    has: Pick<Making, 'world' | 'listener'>,
  ): List | undefined {
    const { lists, mode, marks } = this.#marked;
    // The same value in all places is one of the first list.
    const number = mode === 'together' ? Math.min(...marks.map(({ list }) => list)) : place.mark.list;
    const list = lists[number];
    const refuse = (why: string): undefined => {
      if (!this.skipped.some((one) => one.why === why)) this.skipped.push({ what: place.position.at, why });
      return undefined;
    };
    if (list === undefined) return refuse('It has no list of values.');
    if (list.kind === 'values') {
      const { values } = list;
      if (values.length === 0) return refuse(`The list ${list.name} is empty.`);
      return { strategy: byHand(list.name), count: values.length, payload: (at) => valuePayload(values, at) };
    }
    const strategy = strategies.find(({ meta }) => meta.id === list.id);
    if (strategy === undefined) return refuse(`There is no strategy ${list.id}.`);
    const lacks = strategy.needs?.(has);
    if (lacks !== undefined) return refuse(lacks);
    const payloads = strategy.payloads(this.#subject, strategy.of === 'value' ? place.position : undefined);
    if (payloads.length === 0) return refuse(`The strategy ${list.id} has nothing for this place.`);
    return { strategy, count: payloads.length, payload: (at) => payloads[at] };
  }

  #planned(): CasePlan['subjects'][number] {
    const { kind, name, text } = this.#subject;
    // Only one place at a time has numbers of its own; else each case is one of all of them.
    const perPlace = this.#marked.mode === 'sniper';
    let left = this.cases;
    const parameters = this.#places.map(({ position }, at) => {
      const { strategy, count } = this.#lists[at]!;
      const cases = perPlace ? Math.min(left, count) : at === 0 ? this.cases : 0;
      if (perPlace) left -= cases;
      return { at: position.at, from: 'the text', strategies: [{ id: strategy.meta.id, cases }] };
    });
    return { kind, name, seedText: text, parameters, cases: this.cases };
  }
}

function valuePayload(values: readonly string[], at: number): Payload | undefined {
  const value = values[at];
  if (value === undefined) return undefined;
  return {
    id: `value-${at + 1}`,
    isCore: true,
    make: () => ({ json: JSON.stringify(value), expects: [{ kind: 'crash' }] }),
  };
}

/** Values that a person brought: what they are after is not known, so only what shows by itself is looked for. */
function byHand(name: string): Strategy {
  return {
    meta: {
      id: 'by-hand',
      title: name,
      about: 'Values brought by hand.',
      cwe: 'CWE-20',
      optIn: false,
      severity: 'medium',
      fix: 'Check the value where it comes in, against what is expected there. Answer with an error that says no more than what is wrong.',
      finding: 'A value of a list by hand breaks it',
    },
    of: 'value',
    fits: () => 1,
    payloads: () => [],
  };
}
