import type { Screen } from './place.ts';

export const SCREEN_WORDS: Record<Screen, string> = {
  targets: 'Targets',
  traffic: 'Traffic',
  inventory: 'Inventory',
  craft: 'Craft',
  replay: 'Replay',
  compare: 'Compare',
  fuzz: 'Fuzz',
  probes: 'Probes',
  findings: 'Findings',
  flows: 'Flows',
  practice: 'Practice',
};
export const SCREEN_KEYS: Record<Screen, string> = {
  targets: 'g s',
  traffic: 'g t',
  inventory: 'g i',
  craft: 'g c',
  replay: 'g r',
  compare: 'g d',
  fuzz: 'g z',
  probes: 'g p',
  findings: 'g f',
  flows: 'g w',
  practice: 'g l',
};
