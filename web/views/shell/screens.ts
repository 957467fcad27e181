import type { Screen } from '../../state/place.ts';
import { loadDetail } from '../traffic/load-detail.ts';

const screens = {
  targets: () => import('../targets/TargetsScreen.svelte'),
  traffic: () => import('../traffic/TrafficScreen.svelte'),
};

/** A screen comes when it is first shown; the first paint needs only its own. */
export function loadScreen(screen: Screen): ReturnType<(typeof screens)[Screen]> {
  return screens[screen]();
}

/** Once the page is at rest, so that no screen is waited for later. */
export function loadTheRest(): void {
  const load = () => void Promise.all([...Object.values(screens).map((one) => one()), loadDetail()]);
  if ('requestIdleCallback' in globalThis) requestIdleCallback(load, { timeout: 3000 });
  else setTimeout(load, 1000);
}
