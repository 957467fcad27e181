import type { HttpSpec, NamedText } from '../../protocol/target.ts';
import type { Draft, ReadingPlace } from './draft.ts';
import { deriveName } from './naming.ts';
import { readValue } from './placeholders.ts';
import { readConfig } from './read-config.ts';
import { isHttpUrl, readUrl } from './read-url.ts';

/** A command line already split. */
export interface SplitCommand {
  words: string[];
  env: NamedText[];
  cwd: string;
}

/**
 * Commands that documentation gives for adding a server to some client, or for reaching one through a
 * tool: read as the server they are about. undefined: an ordinary command.
 */
export function readClientCommand(command: SplitCommand, place: ReadingPlace): Draft[] | undefined {
  const words = command.words.map((word) => word);
  const program = programName(words);
  const rest = words.slice(program.length);
  switch (program.name) {
    case 'code':
    case 'code-insiders':
      return rest[0] === '--add-mcp' && rest[1] !== undefined
        ? readConfig(rest[1], place, '`code --add-mcp`').drafts
        : undefined;
    case 'claude':
    case 'codex':
    case 'gemini':
    case 'qwen':
      if (rest[0] !== 'mcp') return undefined;
      if (rest[1] === 'add') return readAdd(program.name, rest.slice(2), command, place);
      return rest[1] === 'add-json' ? readAddJson(program.name, rest.slice(2), place) : undefined;
    case '@modelcontextprotocol/inspector':
      return rest.length > 0
        ? readAdd('the Inspector', ['inspector', ...rest], command, place, true)
        : undefined;
    case 'mcp-remote':
      return readRemote(rest, command, place);
    case 'curl':
      return readCurl(rest, place);
    default:
      return undefined;
  }
}

/** The program, or the package that a runner starts: `npx -y mcp-remote@latest` is mcp-remote. */
function programName(words: string[]): { name: string; length: number } {
  const first = (words[0] ?? '').replace(/^.*[\\/]/, '').replace(/\.(exe|cmd)$/i, '');
  if (!['npx', 'bunx', 'pnpx'].includes(first)) return { name: first, length: 1 };
  const at = words.findIndex((word, index) => index > 0 && !word.startsWith('-'));
  return at === -1
    ? { name: first, length: 1 }
    : { name: words[at]!.replace(/(?!^)@[^/]*$/, ''), length: at + 1 };
}

/** `[options] NAME [options] [--] command args…` or `… URL`, as the clients' own command lines take it. */
function readAdd(
  client: string,
  words: string[],
  command: SplitCommand,
  place: ReadingPlace,
  isNameless = false,
): Draft[] | undefined {
  const remarks: string[] = [];
  const env = [...command.env];
  const headers: NamedText[] = [];
  const plain: string[] = [];
  let transport: string | undefined;
  let at = 0;
  for (; at < words.length; at += 1) {
    const [flag, glued] = splitFlag(words[at]!);
    const next = (): string => glued ?? words[(at += 1)] ?? '';
    if (words[at] === '--') {
      plain.push(...words.slice(at + 1));
      break;
    }
    if (flag === '-e' || flag === '--env') addPair(env, next(), '=', place, remarks);
    else if (flag === '-H' || flag === '--header') addPair(headers, next(), ':', place, remarks);
    else if (flag === '-t' || flag === '--transport') transport = next();
    else if (flag === '-s' || flag === '--scope' || flag === '--timeout') next();
    else if (flag === '--url') plain.push(next());
    else if (!words[at]!.startsWith('-')) plain.push(words[at]!);
    else if (isNameless) return undefined;
    // With the name and the program known, everything else is the program's.
    if (plain.length === 2 && !isHttpUrl(plain[1]!)) {
      plain.push(...words.slice(at + 1).filter((word, index) => index > 0 || word !== '--'));
      break;
    }
  }
  const [name = '', target, ...args] = plain;
  if (target === undefined) return undefined;
  const readAs = `\`${client} mcp add\``;
  if (isHttpUrl(target)) {
    const kind: HttpSpec['kind'] =
      transport === 'sse' ? 'legacy-sse' : transport === undefined ? 'http' : 'streamable-http';
    const draft = readUrl(target, headers, kind);
    return [
      { ...draft, name: isNameless ? draft.name : name, readAs, remarks: [...remarks, ...draft.remarks] },
    ];
  }
  const spec = { kind: 'stdio' as const, command: target, args, cwd: command.cwd, env };
  return [
    {
      name: isNameless ? deriveName(spec).name : name,
      readAs: isNameless ? 'the server given to the Inspector' : readAs,
      remarks,
      spec,
    },
  ];
}

function readAddJson(client: string, words: string[], place: ReadingPlace): Draft[] | undefined {
  const [name, json] = words.filter(
    (word, index) => !word.startsWith('-') && !/^(-s|--scope)$/.test(words[index - 1] ?? ''),
  );
  if (json === undefined) return undefined;
  const { drafts } = readConfig(json, place, `\`${client} mcp add-json\``);
  return drafts.length === 0 ? undefined : drafts.map((draft) => ({ ...draft, name: name ?? draft.name }));
}

/** mcp-remote only carries stdio to HTTP: the server itself is the URL, and it shows more without it. */
function readRemote(words: string[], command: SplitCommand, place: ReadingPlace): Draft[] | undefined {
  const url = words.find(isHttpUrl);
  if (url === undefined) return undefined;
  const remarks = [
    'mcp-remote would stand in between; read as the address itself, so that its real traffic is seen.',
  ];
  const headers: NamedText[] = [];
  words.forEach((word, index) => {
    if (word === '--header') addPair(headers, words[index + 1] ?? '', ':', place, remarks);
  });
  const direct = readUrl(url, headers);
  const [program = '', ...args] = command.words;
  const spec = { kind: 'stdio' as const, command: program, args, cwd: command.cwd, env: command.env };
  return [
    { ...direct, remarks: [...remarks, ...direct.remarks] },
    { name: `${direct.name} through mcp-remote`, readAs: 'command line', remarks: [], spec },
  ];
}

/** Headers that belong to one request and not to the target. */
const PER_REQUEST = /^(content-type|content-length|accept|host|mcp-.*|connection|transfer-encoding)$/i;

function readCurl(words: string[], place: ReadingPlace): Draft[] | undefined {
  const url = words.find(isHttpUrl);
  if (url === undefined) return undefined;
  const remarks = ['A curl command: its address and headers are taken, its body is not sent.'];
  const headers: NamedText[] = [];
  words.forEach((word, index) => {
    const [flag, glued] = splitFlag(word);
    if (flag === '-H' || flag === '--header')
      addPair(headers, glued ?? words[index + 1] ?? '', ':', place, remarks);
  });
  const draft = readUrl(
    url,
    headers.filter(({ name }) => !PER_REQUEST.test(name)),
  );
  return [{ ...draft, readAs: 'curl command', remarks: [...remarks, ...draft.remarks] }];
}

function splitFlag(word: string): [string, string | undefined] {
  const match = /^(--[\w-]+)=([\s\S]*)$/.exec(word);
  return match === null ? [word, undefined] : [match[1]!, match[2]];
}

function addPair(
  list: NamedText[],
  text: string,
  between: '=' | ':',
  place: ReadingPlace,
  remarks: string[],
): void {
  const at = text.indexOf(between);
  const name = (at === -1 ? text : text.slice(0, at)).trim();
  if (name === '') return;
  const value = at === -1 ? `\${env:${name}}` : text.slice(at + 1).trim();
  const filled = readValue(value, name, place);
  remarks.push(...filled.remarks);
  list.push({ name, text: filled.text });
}
