import type { Problem } from '../../protocol/problem.ts';

/** Why a session file is not taken; thrown inside this folder and caught where it is entered. */
export class ArchiveProblem extends Error {
  readonly problem: Problem;

  constructor(code: string, message: string, hint = 'Nothing of it was kept.') {
    super(message);
    this.problem = { code, message, hint };
  }
}
