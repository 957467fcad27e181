import type { Outcome } from '../../../protocol/problem.ts';
import type { CopyFormatId } from '../../../protocol/copy-formats.ts';
import type { CopySource } from '../copy-source.ts';

export interface Written {
  text: string;
  notes: string[];
}

/** One way to write a request down. What it writes sends the bytes of the message, and runs nothing that stands in them. */
export interface CopyFormat {
  id: CopyFormatId;
  /** `variables`: those that stand in the source. */
  write(source: CopySource, variables: readonly string[]): Outcome<Written>;
}

export function cannot(code: string, message: string, hint: string): Outcome<never> {
  return { ok: false, problem: { code, message, hint } };
}
