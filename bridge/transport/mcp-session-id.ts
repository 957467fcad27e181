import type { RawHeader } from '../../protocol/frame.ts';
import type { Problem } from '../../protocol/problem.ts';
import { eraOf } from '../../protocol/mcp/revision.ts';
import { quoted, valuesOf, type ResponseHead } from './response-head.ts';

const NAME = 'Mcp-Session-Id';

/**
 * The `Mcp-Session-Id` a server of the handshake era gave (2025-11-25, transports, Session Management).
 * 2026-07-28 knows none: requests of that revision neither take one over nor carry one.
 */
export class McpSessionId {
  #value: string | undefined;

  get value(): string | undefined {
    return this.#value;
  }

  headersFor(headers: readonly RawHeader[]): RawHeader[] {
    return this.#value === undefined || isModern(headers) ? [] : [[NAME, this.#value]];
  }

  /** Takes over what an answer sets; a value that must not be one is used all the same, if a header can hold it. */
  note(asked: readonly RawHeader[], { status, headers }: ResponseHead): Problem | undefined {
    const [value] = valuesOf(headers, NAME.toLowerCase());
    if (value === undefined || isModern(asked) || status < 200 || status > 299 || value === this.#value)
      return undefined;
    const isUsable = value !== '' && !/[\0-\x08\x0a-\x1f\x7f]/.test(value);
    if (isUsable) this.#value = value;
    if (/^[\x21-\x7e]+$/.test(value)) return undefined;
    return {
      code: 'mcp-session-id',
      message: `The server set ${NAME} to ${quoted(value)}; only visible ASCII characters are allowed.`,
      hint: isUsable ? 'It is sent back as it is.' : 'It is not sent back.',
    };
  }

  /** A 404 to a request that carried it: the server has forgotten the session; the next `initialize` goes without. */
  noteExpiry(sent: readonly RawHeader[], status: number): Problem | undefined {
    const [value] = valuesOf(sent, NAME.toLowerCase());
    if (status !== 404 || value === undefined || value !== this.#value) return undefined;
    this.#value = undefined;
    return {
      code: 'mcp-session-expired',
      message: `The server answered 404 to a request of the MCP session ${quoted(value)}: it has ended that session.`,
      hint: 'Connect again; the next initialize is sent without a session id.',
    };
  }

  forget(): void {
    this.#value = undefined;
  }
}

/** Whether a request names a revision without sessions and without resumption. */
export function isModern(headers: readonly RawHeader[]): boolean {
  const [revision] = valuesOf(headers, 'mcp-protocol-version');
  return revision !== undefined && eraOf(revision) === 'modern';
}
