export { Inspection } from './engine.ts';
export { type Neighbour } from './neighbours.ts';
export { compilePack, type Pack } from './pack.ts';
export type { FrameBytes } from './message.ts';
export type { Rule } from './rule.ts';
export type { TargetFacts } from './session-facts.ts';
export { RULES } from './rules/index.ts';
