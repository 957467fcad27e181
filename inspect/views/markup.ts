import type { View } from './view.ts';

/** Words without their tags. */
export function markupView(parsed: View, traits: number): View {
  void traits;
  return parsed;
}
