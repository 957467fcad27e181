import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Severity } from '../../protocol/finding.ts';
import { UNSEEN } from '../../protocol/unseen.ts';
import { exitCodeOf, type Report, type Statement, type StatementKind } from '../report.ts';
import { KINDS } from './kinds.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS: Record<Severity, 'note' | 'warning' | 'error'> = {
  info: 'note',
  low: 'note',
  medium: 'warning',
  high: 'error',
  critical: 'error',
};
const LONGEST = 300;

/** SARIF 2.1.0: each statement is a result at the block of its item in the lock file. */
export function asSarif(report: Report, build: string, hash: (text: string) => string): string {
  const ids = Object.keys(KINDS) as StatementKind[];
  const uri = uriOf(report.lock);
  const results = report.targets.flatMap(({ target, statements }) =>
    statements.map((statement) => ({
      ruleId: statement.kind,
      ruleIndex: ids.indexOf(statement.kind),
      level: LEVELS[statement.severity],
      message: { text: messageOf(target, statement) },
      locations: [{ physicalLocation: { artifactLocation: uri, region: { startLine: statement.line } } }],
      // Neither texts nor lines: the same problem stays the same while both go on changing.
      partialFingerprints: { 'mcpSecChange/v1': hash(placeOf(target, statement)) },
      properties: { severity: statement.severity, target: plain(target), fails: statement.fails },
    })),
  );
  const notifications = report.targets.flatMap(({ target, problem }) =>
    problem === undefined
      ? []
      : [{ level: 'error', message: { text: plain(`${target}: ${problem.message}`) } }],
  );
  const exitCode = exitCodeOf(report);
  return JSON.stringify({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'mcp-sec-inspect',
            version: build.split('+')[0],
            rules: ids.map((id) => ({
              id,
              name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
              shortDescription: { text: KINDS[id].title },
              fullDescription: { text: KINDS[id].help },
              help: { text: KINDS[id].help },
              properties: { tags: ['security', 'mcp'] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: notifications.length === 0,
            exitCode,
            toolExecutionNotifications: notifications,
          },
        ],
        results,
      },
    ],
  });
}

function messageOf(target: string, { item, says, kind, before, after }: Statement): string {
  const where = item === undefined ? target : `${target}, ${item.section} ${item.name}`;
  const isText = kind === 'reworded' || kind === 'field-changed';
  const was = isText && before !== undefined ? ` Was: ${cut(before)}` : '';
  const now = isText && after !== undefined ? ` Now: ${cut(after)}` : '';
  return plain(`${where}: ${says}${was}${now}`);
}

/**
 * Text in which a viewer finds nothing to draw but text: what is unseen has its number, and neither a link
 * (SARIF 3.11.6) nor a placeholder (3.11.5) can come of what a server said.
 */
function plain(text: string): string {
  return text
    .replace(UNSEEN, (char) => `<U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}>`)
    .replace(/\]\(/g, '] (')
    .replace(/\{(?=\d)/g, '{ ');
}

function placeOf(target: string, { item, kind, pointer, rule }: Statement): string {
  return JSON.stringify([target, item?.section, item?.name, item?.nth, kind, pointer, rule]);
}

function uriOf(lock: string): { uri: string; uriBaseId?: string } {
  if (isAbsolute(lock)) return { uri: pathToFileURL(lock).href };
  const uri = lock.replaceAll('\\', '/').replace(/^\.\//, '');
  return { uri: uri.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' };
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
