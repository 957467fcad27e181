import { findPlaceholders, partsToFill } from '../placeholders.ts';
import type { SavedCall } from './collection.ts';

/** Names of the environment that these calls would send; whoever runs them has to agree to each. */
export function variablesOf(calls: readonly SavedCall[]): string[] {
  const names = new Set<string>();
  for (const call of calls) {
    if (call.keepsPlaceholders === true) continue;
    const { text, head } = partsToFill(call);
    for (const { placeholder } of [...findPlaceholders(text), ...findPlaceholders(head)])
      if (placeholder.kind === 'env') names.add(placeholder.variable);
  }
  return [...names].sort();
}
