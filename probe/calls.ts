import type { ProbeCall } from '../protocol/probe.ts';

/** The first call of each tool, of so many tools. */
export function distinctTools(calls: readonly ProbeCall[], most: number): ProbeCall[] {
  const tools = new Map<string, ProbeCall>();
  for (const call of calls) if (!tools.has(call.tool) && tools.size < most) tools.set(call.tool, call);
  return [...tools.values()];
}
