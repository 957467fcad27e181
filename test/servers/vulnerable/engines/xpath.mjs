// XPath 1.0 as far as lookups use it: paths with predicates, comparisons, `and`, `or`, `|`, a few functions, variables.
const TOKEN =
  /\s*(?:(\/\/|\/|::|\.\.|!=|<=|>=|[()[\]@,|=<>+*.]|\$[\w-]+|-(?=\s|\d))|("[^"]*"|'[^']*')|(\d+(?:\.\d+)?)|([A-Za-z_][\w-]*))/y;

function tokensOf(text) {
  const tokens = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const from = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) throw new Error(`XPath syntax error at ${from}`);
    const [, sign, string, number, name] = found;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.slice(1, -1) });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else tokens.push({ kind: name === undefined ? 'sign' : 'name', text: name ?? sign });
  }
  return tokens;
}

const textOf = (node) =>
  typeof node === 'string' ? node : (node.text ?? '') + (node.children ?? []).map(textOf).join('');
const asString = (value) =>
  Array.isArray(value) ? (value.length > 0 ? textOf(value[0]) : '') : String(value);
const asBoolean = (value) =>
  Array.isArray(value) ? value.length > 0 : typeof value === 'string' ? value !== '' : Boolean(value);
const asNumber = (value) => (typeof value === 'number' ? value : Number(asString(value)));
const below = (node) => [node, ...(node.children ?? []).flatMap(below)];

const FUNCTIONS = {
  count: ([nodes]) => nodes.length,
  'string-length': ([text]) => asString(text).length,
  contains: ([text, part]) => asString(text).includes(asString(part)),
  'starts-with': ([text, part]) => asString(text).startsWith(asString(part)),
  not: ([value]) => !asBoolean(value),
  true: () => true,
  false: () => false,
  string: ([value]) => asString(value),
  name: ([nodes]) => nodes[0]?.name ?? '',
  position: (_, { position }) => position,
};

function compare(sign, one, other) {
  const ones = Array.isArray(one) ? one.map(textOf) : [one];
  const others = Array.isArray(other) ? other.map(textOf) : [other];
  const holds = (a, b) => {
    if (sign === '=' || sign === '!=') {
      const isSame =
        typeof a === 'boolean' || typeof b === 'boolean'
          ? asBoolean(a) === asBoolean(b)
          : typeof a === 'number' || typeof b === 'number'
            ? asNumber(a) === asNumber(b)
            : a === b;
      return isSame === (sign === '=');
    }
    const [x, y] = [asNumber(a), asNumber(b)];
    return sign === '<' ? x < y : sign === '>' ? x > y : sign === '<=' ? x <= y : x >= y;
  };
  return ones.some((a) => others.some((b) => holds(a, b)));
}

/** Nodes or the value that `path` stands for; `variables` are never read as part of it. */
export function select(root, path, variables = {}) {
  const document = { name: '', children: [root] };
  const tokens = tokensOf(path);
  let at = 0;
  const is = (text) => tokens[at]?.text === text && tokens[at].kind !== 'string';
  const take = (text) => is(text) && ++at > 0;
  const must = (text) => {
    if (!take(text)) throw new Error(`XPath syntax error: ${text} expected`);
  };
  const chain = (next, signs, make) => () => {
    let left = next();
    for (;;) {
      const sign = signs.find((one) => is(one));
      if (sign === undefined) return left;
      at += 1;
      left = make(sign, left, next());
    }
  };
  const union = chain(readPath, ['|'], (_, a, b) => (c) => [...new Set([...a(c), ...b(c)])]);
  const relation = chain(
    union,
    ['=', '!=', '<', '>', '<=', '>='],
    (sign, a, b) => (c) => compare(sign, a(c), b(c)),
  );
  const and = chain(relation, ['and'], (_, a, b) => (c) => asBoolean(a(c)) && asBoolean(b(c)));
  const expressions = chain(and, ['or'], (_, a, b) => (c) => asBoolean(a(c)) || asBoolean(b(c)));

  function readPath() {
    const token = tokens[at];
    if (token === undefined) throw new Error('XPath syntax error: it ends too early');
    if (token.kind === 'string') return (at++, () => token.text);
    if (token.kind === 'number') return (at++, () => Number(token.text));
    if (token.text.startsWith('$')) return (at++, () => variables[token.text.slice(1)]);
    if (take('(')) {
      const inner = expressions();
      must(')');
      return inner;
    }
    if (token.kind === 'name' && tokens[at + 1]?.text === '(' && token.text !== 'text')
      return readCall(token);
    return readSteps();
  }

  function readCall({ text }) {
    if (!Object.hasOwn(FUNCTIONS, text)) throw new Error(`XPath: unknown function ${text}`);
    at += 2;
    const given = [];
    while (!is(')')) {
      given.push(expressions());
      if (!take(',')) break;
    }
    must(')');
    return (context) =>
      FUNCTIONS[text](
        given.map((one) => one(context)),
        context,
      );
  }

  function readSteps() {
    const steps = [];
    let start = ({ node }) => [node];
    if (is('/') || is('//')) start = () => [document];
    else steps.push(readStep(false));
    while (is('/') || is('//')) {
      const isDeep = tokens[at++].text === '//';
      steps.push(readStep(isDeep));
    }
    return (context) => steps.reduce((nodes, step) => step(nodes), start(context));
  }

  function readStep(isDeep) {
    const isAttribute = take('@') !== false;
    const token = tokens[at++];
    if (token === undefined || !(token.kind === 'name' || token.text === '*' || token.text === '.'))
      throw new Error('XPath syntax error: a name is expected');
    if (token.text === 'text') {
      must('(');
      must(')');
      return (nodes) => nodes.flatMap(({ text }) => (text === undefined ? [] : [text]));
    }
    const predicates = [];
    while (take('[')) {
      predicates.push(expressions());
      must(']');
    }
    return (nodes) => {
      const from = isDeep ? nodes.flatMap(below) : nodes;
      if (isAttribute) return from.flatMap(({ with: given = {} }) => given[token.text] ?? []);
      if (token.text === '.') return from;
      const named = from
        .flatMap(({ children = [] }) => children)
        .filter(({ name }) => token.text === '*' || name === token.text);
      return predicates.reduce(
        (kept, holds) =>
          kept.filter((node, index) => {
            const value = holds({ node, position: index + 1 });
            return typeof value === 'number' ? value === index + 1 : asBoolean(value);
          }),
        named,
      );
    };
  }

  const expression = expressions();
  if (at < tokens.length) throw new Error(`XPath syntax error at ${tokens[at].text}`);
  return expression({ node: document, position: 1 });
}

/** `<name with=…>text or children</name>`, as small as it gets. */
export const element = (name, inside, attributes = {}) => ({
  name,
  with: attributes,
  ...(typeof inside === 'string' ? { text: inside } : { children: inside }),
});
export { textOf };
