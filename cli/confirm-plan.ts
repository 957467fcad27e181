import type { Outcome } from '../protocol/problem.ts';
import type { LaunchPlan } from '../protocol/target.ts';
import { refuse, type ChoosingPlace } from './chosen.ts';
import { quoteArgument } from './terminal.ts';

/** Shows the whole command and asks; `yes` was given with the call. False: the person said no. */
export async function confirmPlan(
  name: string,
  plan: LaunchPlan,
  yes: boolean,
  place: ChoosingPlace,
): Promise<Outcome<boolean>> {
  showPlan(name, plan, place);
  if (yes) return { ok: true, value: true };
  if (!place.isInteractive) {
    return refuse(
      'not-confirmed',
      `Nobody can be asked here whether ${name} may be started.`,
      'Look at the command above and repeat the call with --yes.',
    );
  }
  const answer = await place.ask('Start this? [y/N]');
  if (/^y(es)?$/i.test(answer?.trim() ?? '')) return { ok: true, value: true };
  place.terminal.note('mcp-sec-inspect: nothing was started.');
  return { ok: true, value: false };
}

export function showPlan(name: string, plan: LaunchPlan, { terminal }: ChoosingPlace): void {
  for (const line of launchLines(name, plan)) terminal.note(line);
}

/** Every argument on a line of its own: nothing in one can look like the next. */
export function launchLines(name: string, plan: LaunchPlan): string[] {
  const lines = [`${name} would start:`];
  plan.argv.forEach(({ text, remark }, index) => {
    lines.push(
      `  ${index === 0 ? 'command ' : `arg ${String(index).padEnd(4)}`} ${quoteArgument(text)}${index === 0 && plan.program !== undefined ? `   (${plan.program})` : ''}`,
    );
    if (remark !== undefined) lines.push(`           ${remark.severity}: ${remark.text}`);
  });
  lines.push(`  folder   ${plan.cwd}`);
  for (const { name: variable, value, from, remark } of plan.env) {
    if (from === 'allow-list') continue;
    lines.push(`  variable ${variable}=${value === undefined ? '•••' : quoteArgument(value)}`);
    if (remark !== undefined) lines.push(`           ${remark.severity}: ${remark.text}`);
  }
  const passed = plan.env.filter(({ from }) => from === 'allow-list').map(({ name: variable }) => variable);
  lines.push(
    `  passed   ${passed.join(' ')} (and nothing else of ${passed.length + plan.withheld} variables set here)`,
  );
  return lines;
}
