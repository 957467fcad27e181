import type { Operator } from './query.ts';

export type ValueKind =
  'word' | 'text' | 'id' | 'choice' | 'number' | 'duration' | 'size' | 'status' | 'time';

/** Words that come from what was recorded, offered by completion. */
export type VocabularyKind = 'methods' | 'names' | 'targets' | 'sessions' | 'channels';

export interface Choice {
  name: string;
  description: string;
}

export interface Field {
  name: string;
  operators: readonly Operator[];
  value: ValueKind;
  /** How `explainQuery` begins a sentence about it. */
  subject: string;
  description: string;
  examples: readonly string[];
  choices?: readonly Choice[];
  vocabulary?: VocabularyKind;
}

export const MATCH = [':', '~'] as const;
export const COMPARE = [':', '>', '>=', '<', '<='] as const;
export const EQUAL = [':'] as const;

export const SEVERITIES: readonly Choice[] = [
  { name: 'critical', description: 'critical findings' },
  { name: 'high', description: 'high findings' },
  { name: 'medium', description: 'medium findings' },
  { name: 'low', description: 'low findings' },
  { name: 'info', description: 'findings for information' },
];
