/** A word or an operator of a command line, with its offset in the text. */
export type Token =
  | { kind: 'word'; text: string; at: number; isQuoted: boolean }
  | { kind: 'operator'; text: string; at: number };

/** Something a shell would do and we do not. `text` is how it is written. */
export interface ShellMark {
  kind: 'substitution' | 'variable' | 'glob' | 'tilde' | 'comment' | 'typographic' | 'ansi-quote';
  text: string;
  at: number;
}

export interface Lexed {
  tokens: Token[];
  marks: ShellMark[];
  /** A quote that is never closed, by its offset; the rest is taken as its content. */
  openQuote?: number;
}

const OPERATOR = /^(?:\d*(?:>>|>&|<&|<<<|<<|<>|>\||>|<)|&>>|&>|&&|\|\||;;|\|&|[;|&()\n])/;
const VARIABLE = /^\$(?:[A-Za-z_]\w*|\{[^}\n]*\}|[\d?#@*!$-])/;
const BLANK = /^[ \t\r\u00a0\u2000-\u200a\u202f\u3000]/;
const TYPOGRAPHIC = /[\u2018\u2019\u201c\u201d\u2013\u2014]/;

/**
 * Splits as a POSIX shell does (XCU 2.2, 2.3): quotes, backslashes, line continuations, comments. Nothing
 * is expanded: what a shell would replace stays as it is written and is marked.
 */
export function lexPosix(source: string): Lexed {
  return new PosixLexer(source).lex();
}

class PosixLexer {
  #source: string;
  #at = 0;
  #tokens: Token[] = [];
  #marks: ShellMark[] = [];
  #openQuote: number | undefined;
  #word: { text: string; at: number; isQuoted: boolean } | undefined;

  constructor(source: string) {
    this.#source = source;
  }

  lex(): Lexed {
    while (this.#at < this.#source.length) this.#step();
    this.#endWord();
    return {
      tokens: this.#tokens,
      marks: this.#marks,
      ...(this.#openQuote === undefined ? {} : { openQuote: this.#openQuote }),
    };
  }

  #step(): void {
    const char = this.#source[this.#at]!;
    const operator = this.#operatorHere(char);
    if (operator !== undefined) {
      this.#endWord();
      this.#tokens.push({ kind: 'operator', text: operator, at: this.#at });
      this.#at += operator.length;
    } else if (BLANK.test(char)) {
      if (char > '\x7f') this.#mark('typographic', char);
      this.#endWord();
      this.#at += 1;
    } else if (char === '#' && this.#word === undefined) this.#comment();
    else if (char === '\\') this.#backslash();
    else if (char === "'") this.#single();
    else if (char === '"') this.#double();
    else if (char === '$' || char === '`') this.#dollar();
    else this.#plain(char);
  }

  /** Digits belong to a redirection only when they begin a word: `2>` but not `a2>`. */
  #operatorHere(char: string): string | undefined {
    if (!/[\d><&|;()\n]/.test(char)) return undefined;
    if (/\d/.test(char) && this.#word !== undefined) return undefined;
    return OPERATOR.exec(this.#source.slice(this.#at, this.#at + 16))?.[0];
  }

  #plain(char: string): void {
    const isFirst = this.#word === undefined;
    if (char === '~' && isFirst && /^~(\/|\s|$|\w)/.test(this.#source.slice(this.#at, this.#at + 2)))
      this.#mark('tilde', '~');
    if (char === '*' || char === '?') this.#mark('glob', char);
    if (TYPOGRAPHIC.test(char)) this.#mark('typographic', char);
    this.#add(char);
    this.#at += 1;
  }

  #comment(): void {
    const end = this.#source.indexOf('\n', this.#at);
    const text = this.#source.slice(this.#at, end === -1 ? undefined : end);
    this.#mark('comment', text);
    this.#at += text.length;
  }

  #backslash(): void {
    const next = /^\\(\r?\n|[\s\S]?)/.exec(this.#source.slice(this.#at, this.#at + 3))![1]!;
    if (!next.endsWith('\n')) this.#add(next === '' ? '\\' : next, true);
    this.#at += 1 + next.length;
  }

  #single(): void {
    const end = this.#source.indexOf("'", this.#at + 1);
    if (end === -1) this.#openQuote ??= this.#at;
    const stop = end === -1 ? this.#source.length : end;
    this.#add(this.#source.slice(this.#at + 1, stop), true);
    this.#at = stop + 1;
  }

  #double(): void {
    const start = this.#at;
    this.#at += 1;
    this.#add('', true);
    while (this.#at < this.#source.length) {
      const char = this.#source[this.#at]!;
      if (char === '"') {
        this.#at += 1;
        return;
      }
      if (char === '$' || char === '`') this.#dollar();
      else if (char === '\\') {
        const escaped = /^\\(\r?\n|[$`"\\])/.exec(this.#source.slice(this.#at, this.#at + 3))?.[1];
        if (escaped === undefined) this.#add('\\');
        else if (!escaped.endsWith('\n')) this.#add(escaped);
        this.#at += 1 + (escaped?.length ?? 0);
      } else {
        this.#add(char);
        this.#at += 1;
      }
    }
    this.#openQuote ??= start;
  }

  #dollar(): void {
    const rest = this.#source.slice(this.#at, this.#at + 4096);
    const isSubstitution = rest.startsWith('$(') || rest.startsWith('`');
    const text = isSubstitution ? this.#substitution(rest) : (VARIABLE.exec(rest)?.[0] ?? '$');
    if (isSubstitution) this.#mark('substitution', text);
    else if (text.length > 1) this.#mark('variable', text);
    else if (rest.startsWith("$'") || rest.startsWith('$"')) this.#mark('ansi-quote', rest.slice(0, 2));
    this.#add(text);
    this.#at += text.length;
  }

  #substitution(rest: string): string {
    if (rest.startsWith('`')) {
      const end = rest.indexOf('`', 1);
      return end === -1 ? '`' : rest.slice(0, end + 1);
    }
    let depth = 0;
    for (let at = 1; at < rest.length; at += 1) {
      if (rest[at] === '(') depth += 1;
      if (rest[at] === ')' && (depth -= 1) === 0) return rest.slice(0, at + 1);
    }
    return '$(';
  }

  #mark(kind: ShellMark['kind'], text: string): void {
    this.#marks.push({ kind, text, at: this.#at });
  }

  #add(text: string, isQuoted = false): void {
    this.#word ??= { text: '', at: this.#at, isQuoted: false };
    this.#word.text += text;
    this.#word.isQuoted ||= isQuoted;
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#tokens.push({ kind: 'word', ...this.#word });
    this.#word = undefined;
  }
}
