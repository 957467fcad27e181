import { memberOf, stringOf } from '../protocol/mcp/read-place.ts';
import { readBytes, type ReadNode, type Reading } from '../protocol/mcp/reading.ts';
import { copied } from './copied.ts';

/** A tool as a list offered it, cut to what others are compared with; holds nothing of the message it came in. */
export interface OfferedTool {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Names of the top level of its input schema, in the order of the alphabet. */
  readonly parameters: readonly string[];
  /** The same with types, and `!` behind what is required: two tools with one shape take the same arguments. */
  readonly shape: string;
}

export const LONGEST_NAME = 300;
export const LONGEST_DESCRIPTION = 4096;
const MOST_PARAMETERS = 100;
const LONGEST_PARAMETER = 100;

/** undefined: it has no name, so nobody can call it. */
export function offeredTool(node: ReadNode, reading: Reading): OfferedTool | undefined {
  const text = (name: string, most: number): string | undefined => {
    const value = stringOf(reading, memberOf(node, name));
    return value === undefined ? undefined : copied(value.slice(0, most));
  };
  const name = text('name', LONGEST_NAME);
  if (name === undefined || name === '') return undefined;
  const title = text('title', LONGEST_NAME);
  const description = text('description', LONGEST_DESCRIPTION);
  const parameters = parametersOf(memberOf(node, 'inputSchema'), reading);
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    parameters: parameters.map(([parameter]) => parameter),
    shape: parameters.map(([parameter, type]) => `${parameter}: ${type}`).join('\n'),
  };
}

/** The tools of every list in a payload, which may hold several messages. */
export function toolsOf(payload: Uint8Array, most = 2000): OfferedTool[] {
  const reading = readBytes(payload);
  const messages = reading.roots.flatMap((root) => (root.kind === 'array' ? root.children : [root]));
  const tools: OfferedTool[] = [];
  for (const message of messages)
    for (const node of memberOf(memberOf(message, 'result'), 'tools')?.children ?? []) {
      if (tools.length >= most) return tools;
      const tool = offeredTool(node, reading);
      if (tool !== undefined) tools.push(tool);
    }
  return tools;
}

function parametersOf(schema: ReadNode | undefined, reading: Reading): [name: string, type: string][] {
  const required = new Set(
    (memberOf(schema, 'required')?.children ?? [])
      .slice(0, MOST_PARAMETERS)
      .map((one) => stringOf(reading, one)),
  );
  return (memberOf(schema, 'properties')?.children ?? [])
    .flatMap((one) => (one.key === undefined ? [] : [{ one, name: one.key.name }]))
    .slice(0, MOST_PARAMETERS)
    .map(({ one, name }): [string, string] => [
      copied(name.slice(0, LONGEST_PARAMETER)),
      `${stringOf(reading, memberOf(one, 'type'))?.slice(0, 20) ?? 'any'}${required.has(name) ? '!' : ''}`,
    ])
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
