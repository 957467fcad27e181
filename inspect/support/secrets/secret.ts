import type { Confidence, Severity } from '../../../protocol/finding.ts';

/** A secret in a text, characters [from, to), as every rule about secrets sees it. */
export interface Secret {
  kind: 'token' | 'private-key' | 'json-web-token' | 'connection-string' | 'cloud-credentials' | 'assignment';
  /** What it is, for a sentence: `a GitHub personal access token`. */
  what: string;
  from: number;
  to: number;
  /** As it may be shown. */
  masked: string;
  severity: Severity;
  confidence: Confidence;
  /** More to say: `Its checksum fits.` May quote claims, never the secret. */
  notes: string;
}

/** Secrets that overlap are one: the first of the list is kept, which is why exact kinds come first. */
export function withoutOverlaps(secrets: readonly Secret[]): Secret[] {
  const kept: Secret[] = [];
  for (const secret of secrets)
    if (!kept.some((other) => secret.from < other.to && other.from < secret.to)) kept.push(secret);
  return kept.sort((a, b) => a.from - b.from);
}
