import { inspect } from 'node:util';

/** A value that must not be seen, with a name that may be. */
export interface KnownSecret {
  name: string;
  value: string;
}

/**
 * Where values live that targets only refer to. Kept out of files, exports and logs: neither JSON
 * nor a debugger's print of a store shows a value.
 */
export interface Secrets {
  /** Keeps a value and returns its reference. The same name and value give the same reference. */
  put(value: string, name: string): string;
  get(ref: string): string | undefined;
  remove(ref: string): void;
  values(): KnownSecret[];
  /** Grows with every change, so that whoever derives something from the values knows when to do it again. */
  readonly revision: number;
}

/** The default: gone when the bridge ends. */
export class MemorySecrets implements Secrets {
  readonly #byRef = new Map<string, KnownSecret>();
  readonly #randomBytes: (size: number) => Buffer;
  #revision = 0;

  constructor(randomBytes: (size: number) => Buffer, known: Iterable<readonly [string, KnownSecret]> = []) {
    this.#randomBytes = randomBytes;
    for (const [ref, secret] of known) this.#byRef.set(ref, secret);
  }

  get revision(): number {
    return this.#revision;
  }

  put(value: string, name: string): string {
    for (const [ref, secret] of this.#byRef) {
      if (secret.name === name && secret.value === value) return ref;
    }
    const ref = `secret-${this.#randomBytes(16).toString('hex')}`;
    this.#byRef.set(ref, { name, value });
    this.#revision += 1;
    return ref;
  }

  get(ref: string): string | undefined {
    return this.#byRef.get(ref)?.value;
  }

  remove(ref: string): void {
    if (this.#byRef.delete(ref)) this.#revision += 1;
  }

  values(): KnownSecret[] {
    return [...this.#byRef.values()].map((secret) => ({ ...secret }));
  }

  /** What the file store writes; nobody else has a use for it. */
  entries(): [string, KnownSecret][] {
    return [...this.#byRef].map(([ref, secret]) => [ref, { ...secret }]);
  }

  toJSON(): string {
    return hiddenSecrets;
  }

  [inspect.custom](): string {
    return hiddenSecrets;
  }
}

export const hiddenSecrets = '[secrets are not shown]';
