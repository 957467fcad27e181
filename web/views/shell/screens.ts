import { loadEditor } from '../../editor/load-editor.ts';
import type { Screen } from '../../state/place.ts';
import { loadDetail } from '../traffic/load-detail.ts';

const screens = {
  targets: () => import('../targets/TargetsScreen.svelte'),
  traffic: () => import('../traffic/TrafficScreen.svelte'),
  inventory: () => import('../inventory/InventoryScreen.svelte'),
  craft: () => import('../craft/CraftScreen.svelte'),
  replay: () => import('../replay/ReplayScreen.svelte'),
  compare: () => import('../compare/CompareScreen.svelte'),
  fuzz: () => import('../fuzz/FuzzScreen.svelte'),
  probes: () => import('../probes/ProbesScreen.svelte'),
  findings: () => import('../findings/FindingsScreen.svelte'),
  flows: () => import('../flows/FlowsScreen.svelte'),
  practice: () => import('../practice/PracticeScreen.svelte'),
};

export const dialogs = {
  palette: () => import('./Palette.svelte'),
  questions: () => import('../questions/Questions.svelte'),
  help: () => import('./Help.svelte'),
};

/** A screen comes when it is first shown; the first paint needs only its own. */
export function loadScreen(screen: Screen): ReturnType<(typeof screens)[Screen]> {
  return screens[screen]();
}

/** Long after the first paint, and before anybody has found where to click next. */
const REST_AFTER = 2000;
/** Whoever looks at traffic for a moment and goes does not pay for the editor. */
const EDITOR_REST = 6000;
/** A page that is never idle gets it all the same. */
const EDITOR_AFTER = 20_000;

/**
 * So that no screen is waited for later, nor the editor: it takes a quarter of a second, once, when nobody is there.
 * What cannot be had now, as in a page that is just being left, is fetched again by whoever shows it.
 */
export function loadTheRest(): void {
  setTimeout(() => {
    const all = [...Object.values({ ...screens, ...dialogs }).map((load) => load()), loadDetail()];
    void Promise.allSettled(all).then(() =>
      setTimeout(() => whenIdle(() => void Promise.allSettled([loadEditor()])), EDITOR_REST),
    );
  }, REST_AFTER);
}

/** Safari has no idle callback; there a later moment has to do. */
function whenIdle(run: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(run, { timeout: EDITOR_AFTER });
  else setTimeout(run, REST_AFTER);
}
