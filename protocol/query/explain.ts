import { fieldNamed } from './fields.ts';
import type { Query, QueryNode, Term, Value } from './query.ts';

/** A query in words, for a person who wants to be sure what is shown. Holds text of the query: show it as text. */
export function explainQuery(query: Query): string {
  return query.root === undefined ? 'everything' : explain(query.root, false);
}

function explain(node: QueryNode, isInner: boolean): string {
  switch (node.kind) {
    case 'term':
      return explainTerm(node);
    case 'not':
      return `not (${explain(node.part, false)})`;
    case 'and':
    case 'or': {
      const words = node.parts
        .map((part) => explain(part, true))
        .join(node.kind === 'and' ? ', and ' : ', or ');
      return isInner ? `(${words})` : words;
    }
  }
}

function explainTerm(term: Term): string {
  const { field, operator, value } = term;
  const subject = fieldNamed(field)?.subject ?? field;
  const words = explainValue(value);
  switch (field) {
    case 'text':
      return `contains ${words} in any case`;
    case 'is':
    case 'kind':
    case 'dir':
      return `${subject} is: ${choiceWords(field, value)}`;
    case 'since':
      return `${subject} not before ${words}`;
    case 'until':
      return `${subject} not after ${words}`;
    case 'dur':
      return `${subject} ${compare(operator)} ${words} ms`;
    case 'bytes':
      return `${subject} ${compare(operator)} ${words} bytes`;
    case 'finding':
      return `has ${words === 'any' ? 'a' : `a ${words}`} finding`;
    case 'marked':
      return words === 'yes' ? 'is marked' : 'is not marked';
    case 'colour':
      return words === 'any' ? 'has a colour' : `is ${words}`;
    default:
      if (value.kind === 'word' && value.isPrefix) return `${subject} begins with ${words}`;
      return `${subject} ${compare(operator)} ${words}`;
  }
}

function choiceWords(field: string, value: Value): string {
  if (value.kind !== 'choice') return explainValue(value);
  return fieldNamed(field)?.choices?.find((choice) => choice.name === value.name)?.description ?? value.name;
}

function compare(operator: Term['operator']): string {
  switch (operator) {
    case ':':
      return 'is';
    case '~':
      return 'contains';
    case '>':
      return 'is over';
    case '>=':
      return 'is at least';
    case '<':
      return 'is under';
    case '<=':
      return 'is at most';
  }
}

function explainValue(value: Value): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  switch (value.kind) {
    case 'word':
      return `“${value.text}”`;
    case 'choice':
      return value.name;
    case 'number':
      return value.value.toLocaleString('en');
    case 'range':
      return value.from === value.to ? String(value.from) : `${value.from} to ${value.to}`;
    case 'clock':
      return `${two(value.hour)}:${two(value.minute)}:${two(value.second)}`;
    case 'moment':
      return value.iso.replace('T', ' ');
    case 'ago':
      return `${ago(value.ms)} ago`;
  }
}

function ago(ms: number): string {
  const [unit, size] =
    ms >= 8.64e7 ? ['d', 8.64e7] : ms >= 3.6e6 ? ['h', 3.6e6] : ms >= 6e4 ? ['min', 6e4] : ['s', 1e3];
  return `${Number((ms / Number(size)).toFixed(2))} ${unit}`;
}
