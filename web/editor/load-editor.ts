import type { JsonDiff } from './json-diff.ts';
import type { JsonEditor } from './json-editor.ts';

type EditorModule = { JsonEditor: typeof JsonEditor };

/** Set when its code is there: evaluating it is the one long task a page may have, and only once. */
export const EDITOR_LOADED = 'editor-loaded';

/** The editor's code, in chunks of its own: fetched when it is first wanted, or when the page has nothing else to do. */
export async function loadEditor(): Promise<EditorModule> {
  const loaded = await import('./json-editor.ts');
  if (performance.getEntriesByName(EDITOR_LOADED).length === 0) performance.mark(EDITOR_LOADED);
  return loaded;
}

type DiffModule = { JsonDiff: typeof JsonDiff };

/** Two texts side by side; comes with the editor. */
export async function loadDiff(): Promise<DiffModule> {
  const [loaded] = await Promise.all([import('./json-diff.ts'), loadEditor()]);
  return loaded;
}
