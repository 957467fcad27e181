import type { CheckedValue } from '../../protocol/craft.ts';

export interface ToChecker {
  ticket: number;
  key: string;
  schema: string;
  pointer: string;
  value: string;
}

export interface FromChecker {
  ticket: number;
  checked: CheckedValue;
}

/** Sent once, when its code is loaded: until then no check can have taken long. */
export interface CheckerReady {
  ready: true;
}
