import type { Evidence, Family, ItemName, TriageState } from '../../../protocol/finding.ts';
import { KIND_WORDS } from '../inventory/inventory-words.ts';
import { formatCount } from '../figures.ts';

export const TRIAGE_WORDS: Record<TriageState, string> = {
  open: 'open',
  accepted: 'accepted',
  'false-positive': 'false positive',
};

export const FAMILY_WORDS: Record<Family, string> = {
  hidden: 'what the eye does not see',
  injection: 'instructions to the model',
  naming: 'names that deceive',
  schema: 'schemas that carry more than a schema',
  annotation: 'annotations that contradict',
  capability: 'what a tool is able to do',
  exfiltration: 'ways for content to leave',
  secret: 'credentials in plain sight',
  leak: 'insides of the server that show',
  asking: 'requests the server makes',
  protocol: 'messages that can be read two ways',
  http: 'weaknesses of the HTTP side',
};

/** `tool search_notes`; the name is the server's. */
export function itemWords({ section, name }: ItemName): string {
  return `${KIND_WORDS[section]} ${name}`;
}

/** Where in its frame: a pointer, a header, or bytes. */
export function placeWords({ pointer, header, from, to }: Evidence): string {
  if (header !== undefined) return `header ${header}`;
  if (pointer !== undefined && pointer !== '') return pointer;
  return `bytes ${formatCount(from)}–${formatCount(to)}`;
}

/** `frame 12,368 /result/tools/4/description`. */
export function evidenceWords(evidence: Evidence): string {
  return `frame ${formatCount(evidence.frame)} ${placeWords(evidence)}`;
}

/** Where in its item: `/description`; as `placeWords` where it stands in no list. */
export function placeInItem(evidence: Evidence): string {
  return (
    /^\/(?:result|params)\/[a-zA-Z]+\/\d+(\/.*)$/.exec(evidence.pointer ?? '')?.[1] ?? placeWords(evidence)
  );
}

/** `b41f…e90c`. */
export function shortFingerprint(fingerprint: string): string {
  return `${fingerprint.slice(0, 4)}…${fingerprint.slice(-4)}`;
}
