const two = (number: number) => String(number).padStart(2, '0');

/** `12,403` */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** `14:22:05.748`, in the person's time zone. */
export function formatClock(wall: number): string {
  const time = new Date(wall);
  const ms = String(time.getMilliseconds()).padStart(3, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.${ms}`;
}

/** `2026-11-21 14:22:05.748`, for where the day matters too. */
export function formatMoment(wall: number): string {
  const time = new Date(wall);
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${formatClock(wall)}`;
}

/** `17 ms`, `2,828 ms`; `0.4 ms` below one. */
export function formatMs(ms: number): string {
  return ms > 0 && ms < 1 ? ms.toFixed(1) : formatCount(Math.round(ms));
}

/** `812 B`, `8.2 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 10_000) return `${formatCount(bytes)} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value.toFixed(value < 100 ? 1 : 0)} ${units[unit]}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `14:33` today, then `yesterday`, `18 Nov`, `18 Nov 2025`. */
export function formatDay(wall: number, now: number): string {
  const then = new Date(wall);
  const today = new Date(now);
  const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate()).getTime();
  if (wall >= midnight) return `${two(then.getHours())}:${two(then.getMinutes())}`;
  if (wall >= midnight - 24 * 60 * 60 * 1000) return 'yesterday';
  const day = `${then.getDate()} ${MONTHS[then.getMonth()]}`;
  return then.getFullYear() === today.getFullYear() ? day : `${day} ${then.getFullYear()}`;
}

/** `850 ms`, `5.13 s`, `3 min 20 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${formatMs(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(2)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

/** `1 frame`, `12 frames`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}
