/**
 * What a string of a message is for. Every string, key and number has exactly one.
 * `binary`: base64 of media. `state`: cursors, request state, ids that only come back.
 * `envelope`: what JSON-RPC itself needs. `sent`: everything from client to server.
 */
export const FIELD_CLASSES = [
  'name',
  'definition',
  'schema',
  'annotation',
  'meta',
  'icon',
  'instructions',
  'prompt-definition',
  'prompt-message',
  'resource-definition',
  'resource-body',
  'result-text',
  'result-structured',
  'result-meta',
  'error-message',
  'error-data',
  'progress',
  'log',
  'sampling',
  'elicitation',
  'completion',
  'header',
  'stderr',
  'stdout-noise',
  'binary',
  'state',
  'envelope',
  'sent',
] as const;
export type FieldClass = (typeof FIELD_CLASSES)[number];

const DEFINITIONS = new Set<FieldClass>([
  'name',
  'definition',
  'schema',
  'annotation',
  'meta',
  'icon',
  'instructions',
  'prompt-definition',
  'prompt-message',
  'resource-definition',
]);

/** Whether a model reads it as what it is told to do, rather than as what it was given. */
export function isDefinition(field: FieldClass): boolean {
  return DEFINITIONS.has(field);
}
