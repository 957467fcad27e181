import { SEVERITIES, type FindingRow } from '../../protocol/finding.ts';
import type { QueryNode, Term } from '../../protocol/query/query.ts';
import type { FindingField } from '../../protocol/query/finding-fields.ts';
import type { Session } from '../../protocol/session.ts';

export type FindingNode = QueryNode<FindingField>;

/** A row with the session it is of. */
export interface Candidate {
  row: FindingRow;
  session: Pick<Session, 'id' | 'number' | 'name'>;
}

const CONFIDENCES: readonly string[] = ['tentative', 'firm', 'certain'];

export function matches(node: FindingNode | undefined, candidate: Candidate): boolean {
  if (node === undefined) return true;
  switch (node.kind) {
    case 'not':
      return !matches(node.part, candidate);
    case 'and':
      return node.parts.every((part) => matches(part, candidate));
    case 'or':
      return node.parts.some((part) => matches(part, candidate));
    case 'term':
      return holds(node, candidate);
  }
}

function holds(term: Term<FindingField>, { row, session }: Candidate): boolean {
  switch (term.field) {
    case 'severity':
      return ranked(term, SEVERITIES, row.severity);
    case 'confidence':
      return ranked(term, CONFIDENCES, row.confidence);
    case 'state':
      return choiceOf(term) === row.triage.state;
    case 'family':
      return choiceOf(term) === row.family;
    case 'section':
      return choiceOf(term) === row.item?.section;
    case 'rule':
      return isWord(term, row.rule);
    case 'target':
      return isWord(term, row.target) || isWord(term, row.targetName);
    case 'item':
      return row.item !== undefined && isWord(term, row.item.name);
    case 'session':
      return isSession(term, session) || (term.operator === '~' && isWord(term, row.targetName));
    case 'text': {
      const wanted = textOf(term).toLowerCase();
      const texts = [
        row.title,
        row.says,
        row.rule,
        row.item?.name,
        ...row.evidence.map(({ shown }) => shown),
      ];
      return texts.some((text) => text?.toLowerCase().includes(wanted) === true);
    }
  }
}

/** Whether a term of the field alone decides for a session, whatever is found in it. */
export function isOfSession(
  term: Term<FindingField>,
  session: Pick<Session, 'id' | 'number' | 'name' | 'target' | 'targetName'>,
): boolean {
  if (term.field === 'target') return isWord(term, session.target) || isWord(term, session.targetName);
  return isSession(term, session) || (term.operator === '~' && isWord(term, session.targetName));
}

function isSession(term: Term<FindingField>, { id, number, name }: Candidate['session']): boolean {
  const text = textOf(term);
  if (term.operator === ':' && /^\d{1,9}$/.test(text)) return number === Number(text);
  if (term.operator === ':' && /^[0-9a-f]{6,32}$/.test(text) && id.startsWith(text)) return true;
  return name !== undefined && isWord(term, name);
}

function ranked(term: Term<FindingField>, ranks: readonly string[], value: string): boolean {
  const [is, wanted] = [ranks.indexOf(value), ranks.indexOf(choiceOf(term))];
  switch (term.operator) {
    case '>':
      return is > wanted;
    case '>=':
      return is >= wanted;
    case '<':
      return is < wanted;
    case '<=':
      return is <= wanted;
    case ':':
    case '~':
      return is === wanted;
  }
}

function isWord(term: Term<FindingField>, text: string): boolean {
  const wanted = textOf(term);
  if (term.operator === '~') return text.toLowerCase().includes(wanted.toLowerCase());
  const isPrefix = term.value.kind === 'word' && term.value.isPrefix;
  return isPrefix ? text.startsWith(wanted) : text === wanted;
}

const textOf = ({ value }: Term<FindingField>): string => (value.kind === 'word' ? value.text : '');
const choiceOf = ({ value }: Term<FindingField>): string => (value.kind === 'choice' ? value.name : '');
