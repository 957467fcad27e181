import { TASKS_EXTENSION } from '../../protocol/mcp/tasks.ts';

/** Who we claim to be. Part of every request of the modern era, of `initialize` before it. */
export interface Profile {
  id: string;
  label: string;
  clientInfo: { name: string; version: string; title?: string };
  capabilities: Record<string, unknown>;
  /** Declared from 2026-07-28 on. */
  extensions?: Record<string, unknown>;
}

/** All that a person at this page can do, so that a server shows its full face; and nothing beyond. */
const EVERYTHING = {
  roots: { listChanged: true },
  sampling: { context: {}, tools: {} },
  elicitation: { form: {}, url: {} },
};
/** Of 2026-07-28; before it, extensions were not negotiated. */
const EXTENSIONS = { [TASKS_EXTENSION]: {} };

/**
 * Presets: ourselves, and hosts people want to look like, because a server may behave differently
 * towards them. Names and capabilities as those hosts announce them; versions age and are only examples.
 */
export function profiles(ownVersion: string): Profile[] {
  return [
    {
      id: 'own',
      label: 'mcp-sec-inspect, all capabilities',
      clientInfo: { name: 'mcp-sec-inspect', version: ownVersion },
      capabilities: EVERYTHING,
      extensions: EXTENSIONS,
    },
    {
      id: 'bare',
      label: 'mcp-sec-inspect, no capabilities',
      clientInfo: { name: 'mcp-sec-inspect', version: ownVersion },
      capabilities: {},
    },
    {
      id: 'claude-desktop',
      label: 'like Claude Desktop',
      clientInfo: { name: 'claude-ai', version: '0.1.0' },
      capabilities: {},
    },
    {
      id: 'claude-code',
      label: 'like Claude Code',
      clientInfo: { name: 'claude-code', version: '2.0.0' },
      capabilities: { roots: {} },
    },
    {
      id: 'vscode',
      label: 'like Visual Studio Code',
      clientInfo: { name: 'Visual Studio Code', version: '1.106.0' },
      capabilities: { roots: { listChanged: true }, sampling: {}, elicitation: {} },
    },
    {
      id: 'cursor',
      label: 'like Cursor',
      clientInfo: { name: 'cursor-vscode', version: '1.0.0' },
      capabilities: { roots: {}, elicitation: {} },
    },
  ];
}

const OWN_META = 'io.modelcontextprotocol/';

/** `params._meta` that every request of 2026-07-28 carries. */
export function modernMeta(profile: Profile, revision: string): Record<string, unknown> {
  return {
    [`${OWN_META}protocolVersion`]: revision,
    [`${OWN_META}clientInfo`]: profile.clientInfo,
    [`${OWN_META}clientCapabilities`]: modernCapabilities(profile),
  };
}

/** Roots cannot change behind a request any more, and extensions are named. */
function modernCapabilities({ capabilities, extensions }: Profile): Record<string, unknown> {
  const { roots, ...rest } = capabilities;
  return {
    ...(roots === undefined ? {} : { roots: {} }),
    ...rest,
    ...(extensions === undefined ? {} : { extensions }),
  };
}
