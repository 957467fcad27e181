import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { exitCodeOf, type Report, type Statement, type StatementKind } from '../report.ts';
import { KINDS } from './kinds.ts';
import { plain, SARIF_LEVELS, sarifLog } from './sarif-log.ts';

const LONGEST = 300;

/** SARIF 2.1.0: each statement is a result at the block of its item in the lock file. */
export function asSarif(report: Report, build: string, hash: (text: string) => string): string {
  const ids = Object.keys(KINDS) as StatementKind[];
  const uri = uriOf(report.lock);
  const results = report.targets.flatMap(({ target, statements }) =>
    statements.map((statement) => ({
      ruleId: statement.kind,
      ruleIndex: ids.indexOf(statement.kind),
      level: SARIF_LEVELS[statement.severity],
      message: { text: messageOf(target, statement) },
      locations: [{ physicalLocation: { artifactLocation: uri, region: { startLine: statement.line } } }],
      // Neither texts nor lines: the same problem stays the same while both go on changing.
      partialFingerprints: { 'mcpSecChange/v1': hash(placeOf(target, statement)) },
      properties: { severity: statement.severity, target: plain(target), fails: statement.fails },
    })),
  );
  const notifications = report.targets.flatMap(({ target, problem }) =>
    problem === undefined ? [] : [plain(`${target}: ${problem.message}`)],
  );
  const rules = ids.map((id) => ({ id, title: KINDS[id].title, help: KINDS[id].help, tags: [] }));
  return sarifLog({ build, rules, exitCode: exitCodeOf(report), notifications, results });
}

function messageOf(target: string, { item, says, kind, before, after }: Statement): string {
  const where = item === undefined ? target : `${target}, ${item.section} ${item.name}`;
  const isText = kind === 'reworded' || kind === 'field-changed';
  const was = isText && before !== undefined ? ` Was: ${cut(before)}` : '';
  const now = isText && after !== undefined ? ` Now: ${cut(after)}` : '';
  return plain(`${where}: ${says}${was}${now}`);
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
