/** In the order of the help. */
export const ACTION_GROUPS = [
  'Go',
  'Traffic',
  'Inventory',
  'Craft',
  'Replay',
  'Compare',
  'Fuzz',
  'Probes',
  'Findings',
  'Targets',
  'Page',
] as const;
export type ActionGroup = (typeof ACTION_GROUPS)[number];
