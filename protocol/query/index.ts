export { completeQuery, type Completion, type Suggestion, type Vocabulary } from './complete.ts';
export { explainQuery } from './explain.ts';
export { type Choice, type Field, type FieldName, fieldNamed, FIELDS } from './fields.ts';
export { LONGEST_QUERY, parseQuery } from './parse.ts';
export {
  type Operator,
  type ParsedQuery,
  type Query,
  type QueryNode,
  type QueryProblem,
  type Span,
  type Term,
  topTerms,
  type Value,
} from './query.ts';
export { quote } from './tokens.ts';
