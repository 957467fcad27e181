import type { FuzzRequest, PlannedSubject } from '../protocol/fuzz.ts';
import type { Made, Making, Position, Strategy, Subject } from './strategy.ts';

/** One case, by names: the same plan and seed make the same. */
export interface FuzzCase {
  n: number;
  subject: Subject;
  position: Position | undefined;
  strategy: Strategy;
  payload: string;
  /** It is made once the calls before it were answered. */
  isLate?: boolean;
}

/** What is sent of a case. */
export interface MadeCase {
  case: FuzzCase;
  made: Made;
  /** The whole message, JSON text; its id is set by whoever sends it. */
  text: string;
  /** The value alone as it stands there. */
  value: string;
}

export interface CasePlan {
  subjects: readonly PlannedSubject[];
  skipped: readonly { what: string; why: string }[];
  cases: number;
  wanted: number;
  case(n: number): FuzzCase | undefined;
  make(n: number, making: Making): MadeCase | undefined;
  /** As made, with another value in the same place: for further values, and while it is made smaller. */
  remake(made: MadeCase, json: string): MadeCase;
}

export type PlanInput = Pick<FuzzRequest, 'seed' | 'budget' | 'strategies' | 'marked'>;
