import * as z from 'zod/mini';
import { Confidence } from './finding.ts';

export const FuzzStrategyCard = z.object({
  id: z.string(),
  title: z.string(),
  about: z.string(),
  cwe: z.string(),
  /** Not tried unless it is named: it slows or harms. */
  optIn: z.boolean(),
});
export type FuzzStrategyCard = z.infer<typeof FuzzStrategyCard>;

export const FuzzOracleCard = z.object({
  id: z.string(),
  title: z.string(),
  about: z.string(),
  /** What would make a hit a false alarm, in a sentence. */
  falseAlarm: z.string(),
  certainty: Confidence,
});
export type FuzzOracleCard = z.infer<typeof FuzzOracleCard>;

export const FuzzCards = z.object({
  strategies: z.array(FuzzStrategyCard),
  oracles: z.array(FuzzOracleCard),
});
export type FuzzCards = z.infer<typeof FuzzCards>;
