import type { Severity } from '../../protocol/finding.ts';
import { UNSEEN } from '../../protocol/unseen.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

export const SARIF_LEVELS: Record<Severity, 'note' | 'warning' | 'error'> = {
  info: 'note',
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};

export interface SarifRule {
  id: string;
  title: string;
  help: string;
  tags: readonly string[];
}

/** One run of a SARIF 2.1.0 log. `notifications`: what could not be done, made harmless by whoever wrote it. */
export function sarifLog(run: {
  build: string;
  rules: readonly SarifRule[];
  exitCode: number;
  notifications: readonly string[];
  results: readonly object[];
}): string {
  const { build, rules, exitCode, notifications, results } = run;
  return JSON.stringify({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mcp-sec-inspect',
            version: build.split('+')[0],
            rules: rules.map(({ id, title, help, tags }) => ({
              id,
              name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
              shortDescription: { text: title },
              fullDescription: { text: help },
              help: { text: help },
              properties: { tags: ['security', 'mcp', ...tags] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: notifications.length === 0,
            exitCode,
            toolExecutionNotifications: notifications.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        results,
      },
    ],
  });
}

/**
 * Text in which a viewer finds nothing to draw but text: what is unseen has its number, and neither a link
 * (SARIF 3.11.6) nor a placeholder (3.11.5) can come of what a server said.
 */
export function plain(text: string): string {
  return text
    .replace(UNSEEN, (char) => `<U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`)
    .replace(/\]\(/g, '] (')
    .replace(/\{(?=\d)/g, '{ ');
}
