import { setImmediate } from 'node:timers/promises';
import type { HttpHead, RawHeader } from '../../protocol/frame.ts';
import { CREDENTIAL_HEADER, credentialsOf } from '../archive/masking/secret-finders.ts';
import { SecretSearch } from '../archive/masking/secret-search.ts';
import type { KnownSecret } from '../secrets/secrets.ts';
import { looksSecret } from '../targets/secret-look.ts';

const STAR = 0x2a;
const WINDOW = 256 * 1024;
/** What is told by its look may reach this far into the next window. */
const OVERLAP = 32 * 1024;

/** Masks what a masked session file would: known values in all their spellings, and what is called or looks a secret. */
export class HarMask {
  #search = new SecretSearch();

  constructor(known: readonly KnownSecret[]) {
    for (const { value } of known) this.#search.know(value);
  }

  /** Of all heads before anything is masked: what is a credential in one may stand anywhere. */
  meet({ startLine, headers }: HttpHead): void {
    const lines = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`)];
    this.#search.collect(Buffer.from(lines.join('\r\n'), 'latin1'));
    for (const [name, value] of headers)
      if (looksSecret(name, value))
        this.#search.found(Buffer.from(value, 'latin1'), 'header with a credential');
  }

  head({ startLine, headers }: HttpHead): { startLine: string; headers: RawHeader[] } {
    return { startLine: this.text(startLine), headers: headers.map((header) => this.#header(header)) };
  }

  /** Text of one byte a character. */
  text(text: string): string {
    const bytes = Buffer.from(text, 'latin1');
    for (const { from, to } of this.#search.find(bytes)) bytes.fill(STAR, from, to);
    return bytes.toString('latin1');
  }

  /** In place; others get their turn in between. */
  async bytes(bytes: Buffer): Promise<void> {
    const before = Buffer.from(bytes);
    const reach = Math.max(OVERLAP, this.#search.longest);
    for (let at = 0; at < before.length; at += WINDOW) {
      const window = before.subarray(at, at + WINDOW + reach);
      this.#search.collect(window);
      for (const { from, to } of this.#search.find(window)) bytes.fill(STAR, at + from, at + to);
      await setImmediate();
    }
  }

  #header([name, value]: RawHeader): RawHeader {
    if (looksSecret(name, value)) return [name, '*'.repeat(value.length)];
    let given = value;
    if (CREDENTIAL_HEADER.test(name))
      for (const { from, to } of credentialsOf(name, value))
        given = given.slice(0, from) + '*'.repeat(to - from) + given.slice(to);
    return [this.text(name), this.text(given)];
  }
}
