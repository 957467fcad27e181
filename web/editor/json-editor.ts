import { chipsIn } from './chips.ts';
import type { EditorText } from './editor-text.ts';
import { editBetween } from './editor-text.ts';
import { OPTIONS } from './editor-options.ts';
import { readTheme, THEME } from './editor-theme.ts';
import { editor, JSON_LANGUAGE, languages, Range, SERVICES } from './monaco.ts';
import type { Proposal } from './schema-proposals.ts';

/** A stretch of our text to underline; with a number, a place that stands for other values. */
export interface TextMark {
  from: number;
  to: number;
  isBad: boolean;
  number?: number;
}

export interface EditorListener {
  /** The text was changed in the editor. */
  changed(id: string, text: string): void;
  /** What could stand at an offset of our text; asked only when the person asks. */
  proposals(offset: number): Promise<readonly Proposal[]>;
  /** The cursor went, or something was selected; offsets of our text. */
  selected(from: number, to: number): void;
}

type At = Parameters<editor.ITextModel['getOffsetAt']>[0];

interface Open {
  model: editor.ITextModel;
  text: EditorText;
  view: editor.ICodeEditorViewState | null;
}

/** ms; edits from elsewhere that come faster are undone together. */
const ONE_UNDO_FOR = 1000;

/** One Monaco for all tabs; each has a model of its own, so that undo and selection stay with it. */
export class JsonEditor {
  #editor: editor.IStandaloneCodeEditor;
  #listener: EditorListener;
  #open = new Map<string, Open>();
  #id: string | undefined;
  #isTakingOver = false;
  #takenOverAt = 0;
  #marks: editor.IEditorDecorationsCollection;
  #chips: editor.IEditorDecorationsCollection;
  #frame = 0;
  #proposing: { dispose(): void };

  constructor(element: HTMLElement, label: string, listener: EditorListener) {
    this.#listener = listener;
    editor.defineTheme(THEME, readTheme());
    this.#editor = editor.create(element, { ...OPTIONS, ariaLabel: label }, SERVICES);
    this.#marks = this.#editor.createDecorationsCollection();
    this.#chips = this.#editor.createDecorationsCollection();
    this.#editor.onDidScrollChange(() => this.#drawChipsSoon());
    this.#editor.onDidLayoutChange(() => this.#drawChipsSoon());
    this.#editor.onDidChangeCursorSelection(({ selection }) => this.#selected(selection));
    this.#proposing = languages.registerCompletionItemProvider(JSON_LANGUAGE, {
      provideCompletionItems: async (model, position) => ({
        suggestions: await this.#propose(model, position),
      }),
    });
    void document.fonts.ready.then(() => editor.remeasureFonts());
  }

  /** Shows the text of a tab, as it is now. */
  show(id: string, text: EditorText): void {
    const shown = this.#open.get(id) ?? this.#opened(id, text);
    if (this.#id === id) return;
    const before = this.#id === undefined ? undefined : this.#open.get(this.#id);
    if (before !== undefined) before.view = this.#editor.saveViewState();
    this.#id = id;
    this.#editor.setModel(shown.model);
    if (shown.view !== null) this.#editor.restoreViewState(shown.view);
    this.#drawChipsSoon();
  }

  /** The text was changed elsewhere, by the form: becomes an edit here, which can be undone. */
  takeOver(id: string, next: string): void {
    const open = this.#open.get(id);
    const edit = open?.text.become(next);
    if (open === undefined || edit === undefined) return;
    const { model, text } = open;
    const [from, to] = [model.getPositionAt(edit.from), model.getPositionAt(edit.to)];
    const now = performance.now();
    if (now - this.#takenOverAt > ONE_UNDO_FOR) model.pushStackElement();
    this.#takenOverAt = now;
    this.#isTakingOver = true;
    model.pushEditOperations(
      null,
      [{ range: Range.fromPositions(from, to), text: edit.text, forceMoveMarkers: true }],
      () => null,
    );
    this.#isTakingOver = false;
    text.remember(model.getAlternativeVersionId());
    this.#drawChipsSoon();
  }

  mark(marks: readonly TextMark[]): void {
    const open = this.#id === undefined ? undefined : this.#open.get(this.#id);
    if (open === undefined) return;
    this.#marks.set(
      marks.map(({ from, to, isBad, number }) => ({
        range: this.#rangeOf(open, from, to),
        options:
          number === undefined
            ? { inlineClassName: isBad ? 'text-mark bad' : 'text-mark' }
            : {
                inlineClassName: 'text-place',
                after: { content: ` ${number} `, inlineClassName: 'text-place-number' },
              },
      })),
    );
  }

  /** Selects a stretch of our text and brings it into view. */
  reveal(from: number, to: number): void {
    const open = this.#id === undefined ? undefined : this.#open.get(this.#id);
    if (open === undefined) return;
    const range = this.#rangeOf(open, from, to);
    this.#editor.setSelection(range);
    this.#editor.revealRangeInCenterIfOutsideViewport(range);
    this.#editor.focus();
  }

  /** What is no JSON at all is not drawn as broken JSON. */
  speak(isJson: boolean): void {
    const model = this.#editor.getModel();
    if (model !== null) editor.setModelLanguage(model, isJson ? JSON_LANGUAGE : 'plaintext');
  }

  focus(): void {
    this.#editor.focus();
  }

  /** Tokens of the page have other colours now. */
  themeChanged(): void {
    editor.defineTheme(THEME, readTheme());
    editor.setTheme(THEME);
  }

  /** Tabs that are still there; what belongs to the others is let go. */
  keepOnly(ids: ReadonlySet<string>): void {
    for (const [id, { model }] of this.#open) {
      if (ids.has(id) || id === this.#id) continue;
      model.dispose();
      this.#open.delete(id);
    }
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
    this.#proposing.dispose();
    this.#editor.dispose();
    for (const { model } of this.#open.values()) model.dispose();
    this.#open.clear();
  }

  #opened(id: string, text: EditorText): Open {
    const model = editor.createModel(text.shown, JSON_LANGUAGE);
    model.setEOL(editor.EndOfLineSequence.LF);
    model.updateOptions({
      tabSize: 2,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    text.remember(model.getAlternativeVersionId());
    const open: Open = { model, text, view: null };
    this.#open.set(id, open);
    model.onDidChangeContent((event) => this.#changed(id, open, event));
    return open;
  }

  #changed(id: string, { model, text }: Open, event: editor.IModelContentChangedEvent): void {
    if (this.#isTakingOver) return;
    const version = model.getAlternativeVersionId();
    const isKnown = (event.isUndoing || event.isRedoing) && text.restore(version);
    if (!isKnown) {
      text.edited(
        event.changes.map((change) => ({
          from: change.rangeOffset,
          to: change.rangeOffset + change.rangeLength,
          text: change.text,
        })),
      );
      text.remember(version);
    }
    // Should the two ever part, what is on the screen is what the person means.
    if (model.getValueLength() !== text.shownLength) text.edited([editBetween(text.shown, model.getValue())]);
    this.#listener.changed(id, text.text);
    this.#drawChipsSoon();
  }

  #selected(selection: Range): void {
    const open = this.#id === undefined ? undefined : this.#open.get(this.#id);
    if (open === undefined || this.#isTakingOver) return;
    const [from, to] = [selection.getStartPosition(), selection.getEndPosition()].map((at) =>
      open.text.textAt(open.model.getOffsetAt(at)),
    );
    this.#listener.selected(from!, to!);
  }

  /** Providers are asked about the texts of every editor there is. */
  async #propose(model: editor.ITextModel, position: At): Promise<languages.CompletionItem[]> {
    const open = this.#id === undefined ? undefined : this.#open.get(this.#id);
    if (open?.model !== model) return [];
    const proposals = await this.#listener.proposals(open.text.textAt(model.getOffsetAt(position)));
    return proposals.map(({ text, from, to, kind, words }, order) => ({
      label: { label: text, description: words },
      kind: kind === 'key' ? languages.CompletionItemKind.Property : languages.CompletionItemKind.Value,
      insertText: text,
      range: this.#rangeOf(open, from, to, true),
      // A value takes the place of another one, whatever that is; a key is the one that was begun.
      filterText:
        kind === 'key' ? text : open.model.getValueInRange(this.#rangeOf(open, from, to, true)) + text,
      sortText: String(order).padStart(4, '0'),
    }));
  }

  #rangeOf({ model, text }: Open, from: number, to: number, mayBeEmpty = false): Range {
    return Range.fromPositions(
      model.getPositionAt(text.shownAt(from)),
      model.getPositionAt(text.shownAt(mayBeEmpty ? to : Math.max(to, from + 1))),
    );
  }

  #drawChipsSoon(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => this.#drawChips());
  }

  /** Labels in front of characters that would not be seen, on the lines in view. */
  #drawChips(): void {
    const model = this.#editor.getModel();
    if (model === null) return;
    this.#chips.set(chipsIn(model, this.#editor.getVisibleRanges()));
  }
}
