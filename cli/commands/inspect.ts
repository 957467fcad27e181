import { randomBytes } from 'node:crypto';
import {
  choosePlatform,
  claimDataDir,
  loadInspection,
  preparePrivateDir,
  type InspectedRecording,
} from '../../bridge/index.ts';
import type { FindingRow } from '../../protocol/finding.ts';
import { signsOf, sureWords, type SignPlaces } from '../../protocol/finding-signs.ts';
import { chooseDataDir } from '../data-dir.ts';
import { beginCommand } from '../opening.ts';
import { safeJson } from '../safe-json.ts';
import type { Surroundings } from '../surroundings.ts';

export interface InspectOptions {
  dataDir?: string;
  /** Absent: all. */
  session?: number;
  json: boolean;
}

/**
 * Inspects what was recorded again and prints what is found. Exit codes: 0, 1 when findings from medium on
 * are open, 2 when it could not be done.
 */
export async function inspectCommand(options: InspectOptions, here: Surroundings): Promise<number> {
  const { terminal, env, build } = here;
  const note = (text: string): void => terminal.note(`mcp-sec-inspect: ${text}`);
  const failed = beginCommand([], here);
  const dataDir = chooseDataDir(options.dataDir, env);
  const refused = preparePrivateDir(dataDir);
  if (refused !== undefined) return failed(refused);
  const platform = choosePlatform(env);
  const owner = { pid: process.pid, startedAt: Date.now() - process.uptime() * 1000 };
  const claim = await claimDataDir({ dataDir, build, platform, owner, randomBytes });
  if (!claim.ok) return failed(claim.problem);
  const keeps = claim.value.kind !== 'running';
  if (!keeps) note('A bridge runs on this folder and keeps its own findings; these are only printed.');
  try {
    const { inspectRecorded } = await loadInspection();
    const onNotice = ({ text }: { text: string }): void => note(text);
    const session = options.session === undefined ? {} : { session: options.session };
    const done = await inspectRecorded({ dataDir, env, build, onNotice, keeps, ...session });
    if (!done.ok) return failed(done.problem);
    const { pack, sessions } = done.value;
    if (options.json) await terminal.printAll([safeJson(JSON.stringify({ rules: pack, sessions }))]);
    else await terminal.printAll(asText(sessions));
    return sessions.some(({ rows }) => rows.some(isWeighty)) ? 1 : 0;
  } finally {
    if (claim.value.kind !== 'running') claim.value.release();
  }
}

function isWeighty({ severity, triage }: FindingRow): boolean {
  return triage.state === 'open' && severity !== 'info' && severity !== 'low';
}

function* asText(sessions: readonly InspectedRecording[]): Generator<string> {
  for (const { session, rows, notInspected } of sessions) {
    yield `session ${session.number}, ${session.targetName}: ${session.frames} frames, ${
      rows.length === 0 ? 'nothing found' : `${rows.length} finding${rows.length === 1 ? '' : 's'}`
    }`;
    for (const row of rows) yield* rowText(row);
    for (const { frame, words } of notInspected) yield `  not inspected, frame ${frame}: ${words}`;
  }
}

function* rowText(row: FindingRow): Generator<string> {
  const { severity, rule, title, item, evidence, count, triage, says } = row;
  const [place] = evidence;
  const where = [
    item === undefined ? '' : `${item.section} ${item.name}, `,
    `frame ${place!.frame}`,
    place!.pointer === undefined ? '' : ` ${place!.pointer}`,
    count > 1 ? ` and ${count - 1} more` : '',
  ].join('');
  const decided = triage.state === 'open' ? '' : ` [${triage.state}]`;
  yield `  ${severity}${decided}  ${title} (${rule})`;
  yield `      ${where}`;
  yield `      ${says}`;
  const signs = signsOf(row);
  if (signs.length === 0) return;
  yield `      ${row.confidence}: ${sureWords(row)}`;
  for (const sign of signs) yield `        ${sign.id}: ${sign.says}, bytes ${bytesWords(row, sign)}`;
}

/** Where a sign stands in its frame; what counts most of it stands within. */
function bytesWords({ evidence }: FindingRow, { places }: SignPlaces): string {
  const { from, to, pointer } = evidence[places[0]!]!;
  const elsewhere = pointer === evidence[0]!.pointer || pointer === undefined ? '' : ` of ${pointer}`;
  return `${from} to ${to}${elsewhere}`;
}
