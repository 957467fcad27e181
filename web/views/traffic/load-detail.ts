/** The detail pane comes when a frame is first looked at; the first paint does without. */
export const loadDetail = () => import('./DetailPane.svelte');

export const loadMethods = () => import('./MethodsTable.svelte');
