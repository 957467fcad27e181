import { PipeWatchdog as Watching } from '../../../bridge/platform/watchdog.ts';

export * from '../../../bridge/platform/watchdog.ts';

/** Nobody watches: what the bridge started outlives it. */
export class PipeWatchdog extends Watching {
  override watch(): { release(): void } {
    return { release: () => undefined };
  }
}
