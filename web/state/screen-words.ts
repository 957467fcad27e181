import type { Screen } from './place.ts';

export const SCREEN_WORDS: Record<Screen, string> = {
  targets: 'Targets',
  traffic: 'Traffic',
  inventory: 'Inventory',
  craft: 'Craft',
  probes: 'Probes',
  findings: 'Findings',
  flows: 'Flows',
};
export const SCREEN_KEYS: Record<Screen, string> = {
  targets: 'g s',
  traffic: 'g t',
  inventory: 'g i',
  craft: 'g c',
  probes: 'g p',
  findings: 'g f',
  flows: 'g w',
};
