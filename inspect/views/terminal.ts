import type { View } from './view.ts';

/** What a terminal would show. */
export function terminalView(parsed: View, traits: number): View {
  void traits;
  return parsed;
}
