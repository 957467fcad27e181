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
