import { fold } from '../../bridge/journal/text/fold.ts';
import type { QueryNode, Term } from '../../protocol/query/index.ts';
import type { Session } from '../../protocol/session.ts';
import { ANNOTATED, FOUND, type MadeFrame } from './many-frames.ts';

/**
 * What matches a query, found by looking at every frame and asking it everything: slow, without an
 * index, without SQL, and written apart from what it judges.
 */
export class NaiveFilter {
  #made: readonly MadeFrame[];
  #sessions: ReadonlyMap<string, Session>;
  #isOver: (session: Session) => boolean;
  /** session/seq of a request → what came back. */
  #belonging = new Map<string, MadeFrame[]>();
  /** session/seq → seq of the request it goes on with. */
  #continuing = new Map<string, number>();

  constructor(
    made: readonly MadeFrame[],
    sessions: readonly Session[],
    isOver: (session: Session) => boolean,
  ) {
    this.#made = made;
    this.#sessions = new Map(sessions.map((session) => [session.id, session]));
    this.#isOver = isOver;
    for (const frame of made) {
      const { session, seq, request, continues } = frame.row;
      if (continues !== undefined) this.#continuing.set(`${session}/${seq}`, continues);
      if (request === undefined) continue;
      const key = `${session}/${request}`;
      this.#belonging.set(key, [...(this.#belonging.get(key) ?? []), frame]);
    }
  }

  /** Positions, ascending. */
  frames(root: QueryNode | undefined): number[] {
    return this.#made
      .filter((frame) => root === undefined || holds(root, (term) => this.#term(term, frame)))
      .map(({ row }) => row.n);
  }

  /** Positions of requests, ascending. */
  exchanges(root: QueryNode | undefined): number[] {
    return this.#made
      .filter(({ row }) => row.kind === 'request')
      .filter((frame) => root === undefined || holds(root, (term) => this.#ofExchange(term, frame)))
      .map(({ row }) => row.n);
  }

  #ofExchange(term: Term, request: MadeFrame): boolean {
    const others = this.#othersOf(request);
    const answer = others.find(({ row }) => row.kind === 'result' || row.kind === 'error');
    const either = answer === undefined ? [request] : [request, answer];
    const refusals = answer === undefined ? others.filter(({ row }) => (row.status ?? 0) >= 400) : [];
    switch (term.field) {
      case 'text':
        return [request, ...others].some((frame) => this.#term(term, frame));
      case 'marked':
        return choiceOf(term) === 'yes'
          ? either.some((frame) => this.#term(term, frame))
          : either.every((frame) => this.#term(term, frame));
      case 'status':
        return [...either, ...refusals].some((frame) => this.#term(term, frame));
      case 'is':
        return [...either, ...(choiceOf(term) === 'error' ? refusals : [])].some((frame) =>
          this.#term(term, frame),
        );
      case 'kind':
      case 'dur':
      case 'bytes':
      case 'code':
      case 'seq':
      case 'problem':
      case 'finding':
      case 'colour':
      case 'note':
        return either.some((frame) => this.#term(term, frame));
      default:
        return this.#term(term, request);
    }
  }

  #othersOf({ row }: MadeFrame): MadeFrame[] {
    return this.#belonging.get(`${row.session}/${row.seq}`) ?? [];
  }

  #term(term: Term, frame: MadeFrame): boolean {
    const { row, text } = frame;
    const session = this.#sessions.get(row.session)!;
    const annotation = ANNOTATED.get(row.seq);
    switch (term.field) {
      case 'method':
        return word(term, row.method);
      case 'name':
        return word(term, row.name);
      case 'tool':
        return word(term, row.name) && row.method === 'tools/call';
      case 'prompt':
        return word(term, row.name) && row.method === 'prompts/get';
      case 'resource':
        return word(term, row.name) && row.method?.startsWith('resources/') === true;
      // Strings and keys of these messages stand in them as they are read.
      case 'text':
        return fold(text).includes(fold(wordOf(term)));
      case 'kind':
        return row.kind === choiceOf(term);
      case 'dir':
        return row.toward === (choiceOf(term) === 'in' ? 'client' : 'server');
      case 'author':
        return row.author === choiceOf(term);
      case 'is':
        return this.#is(choiceOf(term), frame);
      case 'dur':
        return number(term, row.ms);
      case 'bytes':
        return number(term, row.bytes);
      case 'seq':
        return number(term, row.seq);
      case 'id':
        return [wordOf(term), JSON.stringify(wordOf(term))].includes(row.rpcId ?? '');
      case 'code':
        return row.errorCode === wordOf(term);
      case 'status':
        return status(term, row.status);
      case 'session': {
        if (term.operator === '~') return word(term, session.name) || word(term, session.targetName);
        const text = wordOf(term);
        if (/^\d{1,9}$/.test(text)) return session.number === Number(text);
        return (/^[0-9a-f]{6,32}$/.test(text) && session.id.startsWith(text)) || word(term, session.name);
      }
      case 'target':
        return word(term, session.target) || word(term, session.targetName);
      case 'channel':
        return [wordOf(term), `${wordOf(term)}<`, `${wordOf(term)}>`].includes(row.channel);
      case 'since':
        return row.wall >= moment(term);
      case 'until':
        return row.wall <= moment(term);
      case 'problem':
        return word(term, row.problem);
      case 'conversation':
        return this.#isOfConversation(frame, term.value.kind === 'number' ? term.value.value : -1);
      case 'finding':
        return choiceOf(term) === 'any' ? FOUND.has(row.seq) : FOUND.get(row.seq) === choiceOf(term);
      case 'marked':
        return (annotation?.mark === true) === (choiceOf(term) === 'yes');
      case 'colour':
        return choiceOf(term) === 'any'
          ? annotation?.colour !== undefined
          : annotation?.colour === choiceOf(term);
      case 'note':
        return annotation?.note?.toLowerCase().includes(wordOf(term).toLowerCase()) === true;
    }
  }

  #is(name: string, frame: MadeFrame): boolean {
    const { row } = frame;
    const isMarked = (mark: string): boolean => row.marks?.includes(mark) === true;
    switch (name) {
      case 'error':
        return row.kind === 'error' || row.isError === true || (row.status ?? 0) >= 400;
      case 'waiting':
        return (
          row.kind === 'request' &&
          !this.#isOver(this.#sessions.get(row.session)!) &&
          !this.#othersOf(frame).some(
            ({ row: other }) =>
              other.kind === 'result' ||
              other.kind === 'error' ||
              other.method === 'notifications/cancelled' ||
              (other.status ?? 0) >= 400,
          )
        );
      case 'unknown':
        return isMarked('unknown id') || isMarked('unknown token');
      case 'repeated-key':
        return isMarked('duplicate key');
      case 'cancelled':
        return row.method === 'notifications/cancelled';
      case 'problem':
        return row.problem !== undefined;
      case 'step':
        return row.continues !== undefined;
      case 'asking':
        return row.asks !== undefined;
      case 'annotated':
        return ANNOTATED.has(row.seq);
      default:
        return isMarked(name);
    }
  }

  #isOfConversation({ row }: MadeFrame, first: number): boolean {
    const isStep = (seq: number): boolean =>
      seq === first || this.#continuing.get(`${row.session}/${seq}`) === first;
    return isStep(row.seq) || (row.request !== undefined && isStep(row.request));
  }
}

function holds(node: QueryNode, term: (term: Term) => boolean): boolean {
  if (node.kind === 'term') return term(node);
  if (node.kind === 'not') return !holds(node.part, term);
  return node.kind === 'and'
    ? node.parts.every((part) => holds(part, term))
    : node.parts.some((part) => holds(part, term));
}

const wordOf = ({ value }: Term): string => (value.kind === 'word' ? value.text : '');
const choiceOf = ({ value }: Term): string => (value.kind === 'choice' ? value.name : '');
const moment = ({ value }: Term): number => (value.kind === 'moment' ? Date.parse(value.iso) : Number.NaN);

function word({ operator, value }: Term, actual: string | undefined): boolean {
  if (value.kind !== 'word' || actual === undefined) return false;
  if (operator === '~') return actual.toLowerCase().includes(value.text.toLowerCase());
  return value.isPrefix ? actual.startsWith(value.text) : actual === value.text;
}

function number({ operator, value }: Term, actual: number | undefined): boolean {
  if (value.kind !== 'number' || actual === undefined) return false;
  return compared(operator, actual, value.value, value.value);
}

function status({ operator, value }: Term, actual: number | undefined): boolean {
  if (value.kind !== 'range' || actual === undefined) return false;
  return compared(operator, actual, value.from, value.to);
}

function compared(operator: Term['operator'], actual: number, from: number, to: number): boolean {
  switch (operator) {
    case '>':
      return actual > to;
    case '>=':
      return actual >= from;
    case '<':
      return actual < from;
    case '<=':
      return actual <= to;
    default:
      return actual >= from && actual <= to;
  }
}
