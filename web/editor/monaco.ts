// Monaco, feature by feature: what a JSON text needs and nothing that reaches out. No worker, no language
// service, no links, no markdown. Only ever imported lazily, by load-editor.ts.
import './monaco-environment.ts';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/smartSelect/register';
// The feature of this name registers inline proposals only; the list is this one.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/wordOperations/register';
import { editor, languages, Range } from 'monaco-editor/editor';
import { compareLines } from './compare-lines.ts';
import type { LineToken } from './json-tokens.ts';
import { tokensOfLine } from './json-tokens.ts';

/**
 * Given to every editor that is made: the first one decides for all. Comparing texts is done here and not in the
 * worker that there is not.
 */
export const SERVICES: editor.IEditorOverrideServices = {
  diffProviderFactoryService: {
    createDiffProvider: () => ({
      // It never changes its mind about a text.
      onDidChange: () => ({ dispose: () => undefined }),
      computeDiff: (before: editor.ITextModel, after: editor.ITextModel) =>
        Promise.resolve(compareLines(before, after)),
    }),
  },
};

export { editor, languages, Range };

export const JSON_LANGUAGE = 'json-message';

const SCOPES: Record<LineToken['kind'], string> = {
  key: 'key',
  string: 'string',
  number: 'literal',
  literal: 'literal',
  mark: 'mark',
  comment: 'comment',
  broken: 'broken',
  blank: '',
};

class LineState implements languages.IState {
  readonly isInComment: boolean;
  constructor(isInComment: boolean) {
    this.isInComment = isInComment;
  }
  clone(): LineState {
    return this;
  }
  equals(other: languages.IState): boolean {
    return other instanceof LineState && other.isInComment === this.isInComment;
  }
}

languages.register({ id: JSON_LANGUAGE });
languages.setLanguageConfiguration(JSON_LANGUAGE, {
  brackets: [
    ['{', '}'],
    ['[', ']'],
  ],
  // Quotes are not closed by themselves: whoever writes broken JSON on purpose wants what was typed.
  autoClosingPairs: [],
  surroundingPairs: [
    { open: '"', close: '"' },
    { open: '{', close: '}' },
    { open: '[', close: ']' },
  ],
  comments: { lineComment: '//', blockComment: ['/*', '*/'] },
});
languages.setTokensProvider(JSON_LANGUAGE, {
  getInitialState: () => new LineState(false),
  tokenize(line, state) {
    const { tokens, endsInComment } = tokensOfLine(line, state instanceof LineState && state.isInComment);
    return {
      tokens: tokens.map(({ from, kind }) => ({ startIndex: from, scopes: SCOPES[kind] })),
      endState: new LineState(endsInComment),
    };
  },
});
