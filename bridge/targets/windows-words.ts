import type { Lexed, ShellMark, Token } from './shell-words.ts';

const OPERATOR = /^(?:\d?>>|\d?>&\d|\d?>|<|&&|\|\||[&|;\n])/;

/**
 * Splits as Windows programs read their command line (the rules of CommandLineToArgvW: a backslash only
 * matters before a double quote), with what cmd.exe and PowerShell would do first marked or undone:
 * `^` and PowerShell's backtick at line ends, `&`, `|`, `>`, `%NAME%`. Single quotes are quotes in
 * PowerShell only.
 */
export function lexWindows(source: string, isPowerShell = /\$env:|`\r?\n/i.test(source)): Lexed {
  const tokens: Token[] = [];
  const marks: ShellMark[] = [];
  let word: { text: string; at: number; isQuoted: boolean } | undefined;
  let openQuote: number | undefined;
  let at = 0;
  const add = (text: string, isQuoted = false): void => {
    word ??= { text: '', at, isQuoted: false };
    word.text += text;
    word.isQuoted ||= isQuoted;
  };
  const endWord = (): void => {
    if (word !== undefined) tokens.push({ kind: 'word', ...word });
    word = undefined;
  };
  while (at < source.length) {
    const rest = source.slice(at, at + 512);
    const char = rest[0]!;
    const escape = /^(?:\^|`)(\r?\n|[\s\S])/.exec(rest)?.[1];
    const isEscape = escape !== undefined && (char === '^' ? !isPowerShell : isPowerShell);
    const operator = /\d/.test(char) && word !== undefined ? undefined : OPERATOR.exec(rest)?.[0];
    const variable = /^%[A-Za-z_]\w*%|^\$env:\w+/i.exec(rest)?.[0];
    if (isEscape) {
      if (!escape.endsWith('\n')) add(escape);
      at += 1 + escape.length;
    } else if (operator !== undefined) {
      endWord();
      tokens.push({ kind: 'operator', text: operator, at });
      at += operator.length;
    } else if (/[ \t\r]/.test(char)) {
      endWord();
      at += 1;
    } else if (char === '"' || (char === "'" && isPowerShell)) {
      const quoted = readQuoted(source, at, char);
      if (!quoted.isClosed) openQuote ??= at;
      add(quoted.text, true);
      at = quoted.end;
    } else if (char === '\\') {
      const slashes = /^\\+/.exec(rest)![0];
      const isBeforeQuote = rest[slashes.length] === '"';
      add(isBeforeQuote ? '\\'.repeat(slashes.length >> 1) : slashes);
      at += slashes.length;
      if (isBeforeQuote && slashes.length % 2 === 1) {
        add('"');
        at += 1;
      }
    } else {
      if (variable !== undefined) marks.push({ kind: 'variable', text: variable, at });
      add(variable ?? char);
      at += (variable ?? char).length;
    }
  }
  endWord();
  return { tokens, marks, ...(openQuote === undefined ? {} : { openQuote }) };
}

/** Inside double quotes: `\"` is a quote, `\\` before a quote one backslash, `""` a quote. */
function readQuoted(
  source: string,
  start: number,
  quote: string,
): { text: string; end: number; isClosed: boolean } {
  let text = '';
  let at = start + 1;
  while (at < source.length) {
    const slashes = quote === '"' ? /^\\+(?=")/.exec(source.slice(at, at + 64))?.[0].length : undefined;
    if (slashes !== undefined) {
      text += '\\'.repeat(slashes >> 1);
      at += slashes;
      if (slashes % 2 === 1) {
        text += quote;
        at += 1;
      }
    } else if (source[at] !== quote) {
      text += source[at];
      at += 1;
    } else if (source[at + 1] === quote) {
      text += quote;
      at += 2;
    } else {
      return { text, end: at + 1, isClosed: true };
    }
  }
  return { text, end: at, isClosed: false };
}

/** A drive letter with a backslash, a variable in percent signs: no POSIX shell's text looks like this. */
export function looksWindows(text: string): boolean {
  return /(?:^|[\s"'=])[A-Za-z]:\\|(?:^|\s)\.{1,2}\\\w|%[A-Za-z_]\w*%|\$env:\w+\s*=|^\s*PS [A-Za-z]:\\/.test(
    text,
  );
}
