import type { MaskedRange } from '../secrets/masking.ts';

/** Bytes in a row; where a secret stood, a variable. */
export type Piece = { bytes: Uint8Array } | { variable: string };

export const plain = (text: string): Piece[] => (text === '' ? [] : [{ bytes: Buffer.from(text, 'utf8') }]);

/** Names that mean something to a shell, a loader or Node: none of them becomes a variable to set. */
const TAKEN =
  /^(?:PATH|HOME|SHELL|USER|IFS|ENV|PS\d|PWD|OLDPWD|CDPATH|TERM|LANG|LC_.*|LD_.*|DYLD_.*|NODE_.*|NPM_.*|BASH.*|ZDOTDIR|EDITOR|PAGER|.*_PROXY|CURL_.*|SSL_.*|OPTIND|OPTARG|RANDOM|SECONDS|UID|EUID|PROMPT_COMMAND|FPATH|MAILPATH)$/;
const LONGEST_NAME = 40;

/** Finds what is secret and gives it names of variables, one for each different spelling. */
export class Variables {
  #mask: (bytes: Uint8Array) => MaskedRange[];
  /** By name; the content a variable has to have. */
  #used = new Map<string, { content: string; of: string }>();

  constructor(mask: (bytes: Uint8Array) => MaskedRange[]) {
    this.#mask = mask;
  }

  get all(): { name: string; of: string }[] {
    return [...this.#used].map(([name, { of }]) => ({ name, of }));
  }

  /** What is known to be secret in it becomes a variable, and so do stretches `also`. */
  split(bytes: Uint8Array, also: readonly MaskedRange[] = []): Piece[] {
    const pieces: Piece[] = [];
    let at = 0;
    const ranges = [...this.#mask(Uint8Array.from(bytes)), ...also].sort((a, b) => a.from - b.from);
    for (const { from, to, name } of ranges) {
      if (from < at) continue;
      if (from > at) pieces.push({ bytes: bytes.subarray(at, from) });
      pieces.push(this.variable(name, bytes.subarray(from, to), name));
      at = to;
    }
    if (at < bytes.length) pieces.push({ bytes: bytes.subarray(at) });
    return pieces;
  }

  text(text: string): Piece[] {
    return this.split(Buffer.from(text, 'utf8'));
  }

  /** A variable of about that name for this content. */
  variable(name: string, content: Uint8Array, of: string): Piece {
    const held = Buffer.from(content).toString('latin1');
    const base = variableName(name);
    for (let nth = 1; ; nth++) {
      const tried = nth === 1 ? base : `${base}_${nth}`;
      const known = this.#used.get(tried);
      if (known !== undefined && known.content !== held) continue;
      if (known === undefined) this.#used.set(tried, { content: held, of });
      return { variable: tried };
    }
  }
}

function variableName(name: string): string {
  const words = name
    .normalize('NFKD')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, LONGEST_NAME);
  const isUsable = /^[A-Z][A-Z0-9_]*$/.test(words) && !TAKEN.test(words);
  return isUsable ? words : `SECRET_${words}`.replace(/_+$/, '');
}
