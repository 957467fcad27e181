/** Inside the editor, without a declaration of its own. */
declare module 'monaco-editor/editor/common/diff/defaultLinesDiffComputer/defaultLinesDiffComputer' {
  export class DefaultLinesDiffComputer {
    computeDiff(
      before: string[],
      after: string[],
      options: {
        ignoreTrimWhitespace: boolean;
        maxComputationTimeMs: number;
        computeMoves: boolean;
        extendToSubwords: boolean;
      },
    ): { changes: unknown[]; hitTimeout: boolean };
  }
}
