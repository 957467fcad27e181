import { chipsIn } from './chips.ts';
import { OPTIONS } from './editor-options.ts';
import { readTheme, THEME } from './editor-theme.ts';
import { editor, JSON_LANGUAGE, SERVICES } from './monaco.ts';

/** Two texts compared by Monaco, to be read only. */
export class JsonDiff {
  #editor: editor.IStandaloneDiffEditor;
  #sides: { editor: editor.ICodeEditor; chips: editor.IEditorDecorationsCollection }[];
  #models: editor.ITextModel[] = [];
  #labels: { originalAriaLabel: string; modifiedAriaLabel: string };
  #frame = 0;

  constructor(element: HTMLElement, label: string) {
    this.#labels = { originalAriaLabel: `${label}: before`, modifiedAriaLabel: `${label}: after` };
    editor.defineTheme(THEME, readTheme());
    this.#editor = editor.createDiffEditor(
      element,
      {
        ...OPTIONS,
        readOnly: true,
        domReadOnly: true,
        originalEditable: false,
        ...this.#labels,
        renderSideBySide: true,
        useInlineViewWhenSpaceIsLimited: false,
        renderMarginRevertIcon: false,
        renderGutterMenu: false,
        renderOverviewRuler: false,
        ignoreTrimWhitespace: false,
        diffWordWrap: 'on',
        hideUnchangedRegions: { enabled: false },
      },
      SERVICES,
    );
    this.#sides = [this.#editor.getOriginalEditor(), this.#editor.getModifiedEditor()].map((side) => ({
      editor: side,
      chips: side.createDecorationsCollection(),
    }));
    for (const side of this.#sides) side.editor.onDidScrollChange(() => this.#drawChipsSoon());
    this.#editor.onDidUpdateDiff(() => this.#drawChipsSoon());
  }

  show(before: string, after: string): void {
    const old = this.#models;
    this.#models = [before, after].map((text) => {
      const model = editor.createModel(text, JSON_LANGUAGE);
      model.updateOptions({
        tabSize: 2,
        bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
      });
      return model;
    });
    const [original, modified] = this.#models;
    this.#editor.setModel({ original: original!, modified: modified! });
    for (const model of old) model.dispose();
    this.#drawChipsSoon();
  }
  sideBySide(renderSideBySide: boolean): void {
    // What is not said again with a change of options is an empty label then.
    this.#editor.updateOptions({ renderSideBySide, ...this.#labels });
  }

  /** Tokens of the page have other colours now. */
  themeChanged(): void {
    editor.defineTheme(THEME, readTheme());
    editor.setTheme(THEME);
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#editor.dispose();
    for (const model of this.#models) model.dispose();
  }

  #drawChipsSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      for (const { editor: side, chips } of this.#sides) {
        const model = side.getModel();
        if (model !== null) chips.set(chipsIn(model, side.getVisibleRanges()));
      }
    });
  }
}
