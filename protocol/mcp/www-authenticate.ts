import type { Challenge } from '../session.ts';

/** Names a token68 (`Negotiate YII=`) among the parameters, since it has no name of its own. */
export const TOKEN68 = 'token68';

const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const TOKEN68_CHAR = /[-._~+/0-9A-Za-z]/;

/**
 * Reads `WWW-Authenticate` values (RFC 9110, section 11.6.1): several headers, several challenges in
 * one, quoted strings, token68. Text that fits nothing is skipped to the next comma; never throws.
 */
export function parseChallenges(values: readonly string[]): Challenge[] {
  return values.flatMap((value) => new ChallengeReader(value).read());
}

class ChallengeReader {
  #text: string;
  #at = 0;
  #found: Challenge[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): Challenge[] {
    while (this.#at < this.#text.length) {
      this.#skip(/[\s,]/);
      const word = this.#take(TOKEN);
      if (word === '') {
        this.#toNextComma();
        continue;
      }
      this.#skip(/\s/);
      const current = this.#found.at(-1);
      if (this.#peek() === '=' && current !== undefined)
        current.params.push({ name: word, value: this.#paramValue() });
      else this.#challenge(word);
    }
    return this.#found;
  }

  /** After a scheme: a token68, the first parameter, the next challenge, or nothing. */
  #challenge(scheme: string): void {
    const challenge: Challenge = { scheme, params: [] };
    this.#found.push(challenge);
    const token = this.#token68();
    if (token !== undefined) challenge.params.push({ name: TOKEN68, value: token });
  }

  #token68(): string | undefined {
    const start = this.#at;
    let token = this.#take(TOKEN68_CHAR);
    if (token !== '') token += this.#take(/=/);
    this.#skip(/\s/);
    const isWhole = token !== '' && (this.#peek() === ',' || this.#peek() === '');
    // `realm=` followed by a comma reads as a token68 too; the grammar allows that and nothing tells them apart.
    if (isWhole) return token;
    this.#at = start;
    return undefined;
  }

  #paramValue(): string {
    this.#at++;
    this.#skip(/\s/);
    if (this.#peek() === '"') return this.#quoted();
    const start = this.#at;
    while (this.#at < this.#text.length && !/[,\s]/.test(this.#text.charAt(this.#at))) this.#at++;
    return this.#text.slice(start, this.#at);
  }

  /** An unfinished quoted string ends where the header ends. */
  #quoted(): string {
    let value = '';
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const char = this.#peek();
      if (char === '"') {
        this.#at++;
        // What sticks to a closing quote belongs to nothing.
        this.#skip(/[^\s,]/);
        return value;
      }
      if (char === '\\' && this.#at + 1 < this.#text.length) this.#at++;
      value += this.#peek();
    }
    return value;
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(allowed: RegExp): string {
    const start = this.#at;
    this.#skip(allowed);
    return this.#text.slice(start, this.#at);
  }

  #skip(allowed: RegExp): void {
    while (this.#at < this.#text.length && allowed.test(this.#peek())) this.#at++;
  }

  #toNextComma(): void {
    while (this.#at < this.#text.length && this.#peek() !== ',') this.#at++;
  }
}
