import { CST, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseAllDocuments, type Node } from 'yaml';

/** A value of a file and the line it stands on, counted from 1. */
export type Yaml =
  | { kind: 'map'; line: number; members: { key: string; line: number; value: Yaml }[] }
  | { kind: 'list'; line: number; items: Yaml[] }
  | { kind: 'scalar'; line: number; value: string | number | boolean | null };

export type Say = (line: number, words: string) => void;

const DEEPEST = 12;
const MOST_NODES = 20_000;
/** Each level of blocks stands at least one column further in. */
const FURTHEST_IN = 60;
const DEEPEST_FLOW = 20;
/** Colons of one line: outside brackets each may open a level. */
const MOST_VALUES = 10;
const MOST_VALUES_IN_FLOW = 200;

/** The documents of a file; those that are no YAML are said and left out. */
export function readYaml(text: string, say: Say): Yaml[] {
  const tooDeep = lineTooDeep(text);
  if (tooDeep !== undefined) {
    say(tooDeep, 'This is nested too deeply; a rule needs three levels.');
    return [];
  }
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    version: '1.2',
    schema: 'core',
    merge: false,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const lineAt = (offset: number | undefined): number => Math.max(1, lines.linePos(offset ?? 0).line);
  if (!Array.isArray(documents)) return [];
  let nodes = 0;
  const read: Yaml[] = [];
  for (const document of documents) {
    const [fault] = [...document.errors, ...document.warnings];
    if (fault !== undefined) {
      say(lineAt(fault.pos[0]), `This is no YAML that can be read: ${plain(fault.message)}`);
      continue;
    }
    if (document.contents === null || (isScalar(document.contents) && document.contents.value === null))
      continue;
    const value = valueOf(document.contents, 0);
    if (value !== undefined) read.push(value);
  }
  return read;

  function valueOf(node: Node | null | undefined, depth: number): Yaml | undefined {
    const line = lineAt(node?.range?.[0]);
    if (++nodes > MOST_NODES || depth > DEEPEST) {
      if (nodes <= MOST_NODES + 1) say(line, 'There is too much in this file, or it is nested too deeply.');
      nodes = MOST_NODES + 2;
      return undefined;
    }
    if (node === null || node === undefined) return { kind: 'scalar', line, value: null };
    if (isAlias(node)) {
      say(line, 'Aliases (*name) are not read; write the value out.');
      return undefined;
    }
    if (node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:')) {
      say(line, 'Tags (!name) are not read; write a plain value.');
      return undefined;
    }
    if (isScalar(node)) {
      const { value } = node;
      if (
        typeof value === 'string' ||
        typeof value === 'number' ||
        typeof value === 'boolean' ||
        value === null
      )
        return { kind: 'scalar', line, value };
      say(line, 'This kind of value is not read; write text in quotes.');
      return undefined;
    }
    if (isSeq(node)) {
      const items: Yaml[] = [];
      for (const item of node.items) {
        const value = valueOf(item as Node, depth + 1);
        if (value === undefined) return undefined;
        items.push(value);
      }
      return { kind: 'list', line, items };
    }
    if (!isMap(node)) return undefined;
    const members: { key: string; line: number; value: Yaml }[] = [];
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? pair.key : undefined;
      const keyLine = lineAt(key?.range?.[0] ?? node.range?.[0]);
      if (key === undefined || typeof key.value !== 'string') {
        say(keyLine, 'A key must be a plain word.');
        return undefined;
      }
      const value = valueOf(pair.value as Node | null, depth + 1);
      if (value === undefined) return undefined;
      // A key without a value has no place of its own.
      members.push({
        key: key.value,
        line: keyLine,
        value: pair.value === null ? { kind: 'scalar', line: keyLine, value: null } : value,
      });
    }
    return { kind: 'map', line, members };
  }
}

/**
 * The parser calls itself for each level, and a stack that runs out there can end the whole process:
 * so depth is measured before, on the flat stream of tokens.
 */
function lineTooDeep(text: string): number | undefined {
  let line = 1;
  let column = 0;
  let flow = 0;
  let values = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    const isNesting =
      type === 'seq-item-ind' || type === 'explicit-key-ind' || (type === 'space' && column === 0);
    if (isNesting && column + token.length > FURTHEST_IN) return line;
    if (type === 'map-value-ind' && ++values > (flow === 0 ? MOST_VALUES : MOST_VALUES_IN_FLOW)) return line;
    if (type === 'flow-map-start' || type === 'flow-seq-start') flow++;
    else if (type === 'flow-map-end' || type === 'flow-seq-end') flow = Math.max(0, flow - 1);
    else if (type === 'doc-start') flow = 0;
    if (flow > DEEPEST_FLOW) return line;
    const lastBreak = token.lastIndexOf('\n');
    if (lastBreak === -1) column += token.length;
    else {
      values = 0;
      for (let at = token.indexOf('\n'); at !== -1; at = token.indexOf('\n', at + 1)) line++;
      column = token.length - lastBreak - 1;
    }
  }
  return undefined;
}

function plain(message: string): string {
  return message.split('\n', 1)[0]!.slice(0, 200);
}
