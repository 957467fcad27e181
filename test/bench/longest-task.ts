import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds, by the clock. */
  ts: number;
  dur?: number;
  /** Microseconds of the thread's own time. */
  tdur?: number;
  args?: { name?: string; chrome_mojo_event_info?: { mojo_interface_tag?: string } };
}

/**
 * ms of its own time that the page's main thread took for one task at most while `run` went on. What other programs
 * took does not count, and neither does what the bench asks of the page, which is work of the bench. Throws when
 * nothing was traced: a figure of nothing would look good.
 */
export async function longestTask(browser: Browser, page: Page, run: () => Promise<void>): Promise<number> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  await run();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: TraceEvent[];
  };
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid}/${tid}`),
  );
  const asked = traceEvents.filter(
    ({ args }) => args?.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession',
  );
  const isOfBench = ({ ts, dur = 0, tid }: TraceEvent): boolean =>
    asked.some((event) => event.tid === tid && event.ts >= ts && event.ts <= ts + dur);
  const tasks = traceEvents.filter(
    (event) => event.name.endsWith('RunTask') && mainThreads.has(`${event.pid}/${event.tid}`),
  );
  if (tasks.length === 0) throw new Error('the trace holds no task of a page');
  // Nothing short decides, and telling whose each is takes long.
  const long = tasks.filter(({ tdur = 0 }) => tdur > 5000).filter((task) => !isOfBench(task));
  return Math.max(0, ...long.map(({ tdur = 0 }) => tdur / 1000));
}
