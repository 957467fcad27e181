// A store of documents with the queries of MongoDB: operators where objects stand for values, and `$where`, which is
// JavaScript.
const OPERATORS = {
  $eq: (value, operand) => value === operand,
  $ne: (value, operand) => value !== operand,
  $gt: (value, operand) => typeof value === typeof operand && value > operand,
  $gte: (value, operand) => typeof value === typeof operand && value >= operand,
  $lt: (value, operand) => typeof value === typeof operand && value < operand,
  $in: (value, operand) => operand.includes(value),
  $nin: (value, operand) => !operand.includes(value),
  $exists: (value, operand) => (value !== undefined) === operand,
  $regex: (value, operand) => typeof value === 'string' && new RegExp(operand).test(value),
  $not: (value, operand) => !fits(value, operand),
};

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

function fits(value, wanted) {
  if (!isObject(wanted)) return value === wanted;
  const keys = Object.keys(wanted);
  if (!keys.some((key) => key.startsWith('$'))) return JSON.stringify(value) === JSON.stringify(wanted);
  return keys.every((key) => {
    if (!Object.hasOwn(OPERATORS, key)) throw new Error(`unknown operator: ${key}`);
    return OPERATORS[key](value, wanted[key]);
  });
}

export function matches(document, query) {
  return Object.entries(query).every(([key, wanted]) => {
    if (key === '$or') return wanted.some((one) => matches(document, one));
    if (key === '$and') return wanted.every((one) => matches(document, one));
    if (key === '$comment') return true;
    // eslint-disable-next-line no-new-func -- as the database does it: that is the flaw
    if (key === '$where') return Boolean(new Function(`return (${wanted});`).call(document));
    if (key.startsWith('$')) throw new Error(`unknown top level operator: ${key}`);
    return fits(document[key], wanted);
  });
}

export const find = (documents, query) => documents.filter((document) => matches(document, query));
