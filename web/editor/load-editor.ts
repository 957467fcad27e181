import type { JsonEditor } from './json-editor.ts';

type EditorModule = { JsonEditor: typeof JsonEditor };

/** The editor's code, in chunks of its own: fetched when it is first wanted, or when the page has nothing else to do. */
export function loadEditor(): Promise<EditorModule> {
  return import('./json-editor.ts');
}
