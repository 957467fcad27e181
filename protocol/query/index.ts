export { completeQuery, type Vocabulary } from './complete.ts';
export { explainQuery } from './explain.ts';
export { FINDING_FIELDS } from './finding-fields.ts';
export { parseQuery, parseWith } from './parse.ts';
export { type Query, type QueryNode, type Term, topTerms, type Value } from './query.ts';
export { quote } from './tokens.ts';
