export type { CasePlan } from './cases.ts';
export type { Oracle } from './oracle.ts';
export { ORACLES } from './oracles/index.ts';
export { planCases } from './plan.ts';
export { learnFrom, type Learned } from './seeds/learned.ts';
export { STRATEGIES } from './strategies/index.ts';
export type { Strategy } from './strategy.ts';
export { subjectsOf, type OfferedItem } from './subjects.ts';
export type { Listener, World } from './world.ts';
