import type { Era } from '../session.ts';

/** Protocol revisions of the MCP specification, oldest first. */
export const REVISIONS = ['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25', '2026-07-28'] as const;
export type Revision = (typeof REVISIONS)[number];

export const LATEST_HANDSHAKE: Revision = '2025-11-25';
export const MODERN: Revision = '2026-07-28';

export function isRevision(text: string): text is Revision {
  return (REVISIONS as readonly string[]).includes(text);
}

/** `handshake`: opens with `initialize`. `modern` (2026-07-28 on): stateless, opens with `server/discover`. */
export function eraOf(revision: string): Era {
  return revision >= MODERN ? 'modern' : 'handshake';
}

/** Batches of JSON-RPC messages exist in 2025-03-26 only. */
export function hasBatches(revision: string): boolean {
  return revision === '2025-03-26';
}

/** From 2025-06-18 on every HTTP request after `initialize` names its revision. */
export function hasVersionHeader(revision: string): boolean {
  return revision >= '2025-06-18';
}
