import { wordsOfName } from './words.ts';

const SINKS = new Map<string, string>();
for (const [sink, words] of [
  ['command', 'command cmd shell script args'],
  ['query', 'sql cypher graphql sparql jql soql statement where'],
  ['path', 'path filepath filename file directory folder dir cwd'],
  ['address', 'url uri href endpoint webhook host hostname'],
  ['code', 'code expression formula javascript python eval'],
  ['expression', 'regex regexp'],
  ['template', 'template'],
] as const)
  for (const word of words.split(' ')) SINKS.set(word, sink);

/** What a text in a parameter of that name becomes. By the last word: `file_path` is a path, `path_length` is not. */
export function sinkOf(name: string): string | undefined {
  const words = wordsOfName(name);
  const last = words.at(-1);
  if (last === undefined || words.length > 4) return undefined;
  // `country_code`, `zip_code`.
  if (
    last === 'code' &&
    words.length > 1 &&
    !/^(?:source|js|python|script|program|java|sql)$/.test(words.at(-2)!)
  )
    return undefined;
  return SINKS.get(last);
}
