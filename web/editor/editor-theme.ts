import type { editor } from 'monaco-editor/editor';

export const THEME = 'tokens';

/** Our own colours (web/styles/tokens.css), as they are in the theme that is on the screen. */
export function readTheme(): editor.IStandaloneThemeData {
  const style = getComputedStyle(document.documentElement);
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const clear = '#00000000';
  return {
    base: document.documentElement.dataset.theme === 'light' ? 'vs' : 'vs-dark',
    inherit: false,
    rules: [
      { token: '', foreground: token('text') },
      { token: 'key', foreground: token('syntax-key') },
      { token: 'string', foreground: token('syntax-string') },
      { token: 'literal', foreground: token('syntax-literal') },
      { token: 'mark', foreground: token('syntax-mark') },
      { token: 'comment', foreground: token('text-3'), fontStyle: 'italic' },
      { token: 'broken', foreground: token('critical') },
    ],
    colors: {
      'editor.background': token('bg-well'),
      'editor.foreground': token('text'),
      'editorLineNumber.foreground': token('text-3'),
      'editorLineNumber.activeForeground': token('text-2'),
      'editorCursor.foreground': token('text'),
      'editor.selectionBackground': `${token('accent')}59`,
      'editor.inactiveSelectionBackground': token('bg-selected-idle'),
      'editor.selectionHighlightBackground': token('bg-press'),
      'editor.findMatchBackground': `${token('medium')}66`,
      'editor.findMatchHighlightBackground': token('medium-tint'),
      'editorBracketMatch.background': token('bg-press'),
      'editorBracketMatch.border': token('line-control'),
      'editor.foldBackground': token('bg-hover'),
      'editorGutter.foldingControlForeground': token('text-3'),
      'editorWidget.background': token('bg-raised'),
      'editorWidget.foreground': token('text'),
      'editorWidget.border': token('line-strong'),
      'editorSuggestWidget.background': token('bg-raised'),
      'editorSuggestWidget.border': token('line-strong'),
      'editorSuggestWidget.foreground': token('text'),
      'editorSuggestWidget.selectedBackground': token('bg-press'),
      'editorSuggestWidget.selectedForeground': token('text'),
      'editorSuggestWidget.highlightForeground': token('accent'),
      'editorSuggestWidget.focusHighlightForeground': token('accent'),
      'widget.shadow': clear,
      'input.background': token('bg-well'),
      'input.foreground': token('text'),
      'input.border': token('line-control'),
      'input.placeholderForeground': token('text-3'),
      'inputOption.activeBackground': token('bg-press'),
      'inputOption.activeBorder': token('accent'),
      'inputOption.activeForeground': token('text'),
      'diffEditor.removedLineBackground': token('gone-tint'),
      'diffEditor.removedTextBackground': token('gone-mark'),
      'diffEditor.insertedLineBackground': token('new-tint'),
      'diffEditor.insertedTextBackground': token('new-mark'),
      'diffEditorGutter.removedLineBackground': token('gone-tint'),
      'diffEditorGutter.insertedLineBackground': token('new-tint'),
      'diffEditor.diagonalFill': `${token('text-3')}33`,
      'diffEditor.border': token('line'),
      'editorGutter.background': token('bg-well'),
      focusBorder: token('accent'),
      'icon.foreground': token('text-2'),
      'toolbar.hoverBackground': token('bg-hover'),
      'scrollbar.shadow': clear,
      'scrollbarSlider.background': `${token('text-3')}4d`,
      'scrollbarSlider.hoverBackground': `${token('text-3')}80`,
      'scrollbarSlider.activeBackground': `${token('text-3')}99`,
    },
  };
}
