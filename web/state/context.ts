import { createContext } from 'svelte';
import type { App } from './app.svelte.ts';

/** The state of the page, for every view below the shell. */
export const [useApp, provideApp] = createContext<App>();
