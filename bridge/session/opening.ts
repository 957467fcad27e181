import { isObject, resultComplaints } from '../../protocol/mcp/conformance.ts';
import { eraOf, isRevision, LATEST_HANDSHAKE, MODERN } from '../../protocol/mcp/revision.ts';
import type { Refusal, Speaks } from './connection.ts';
import {
  bestHandshake,
  connectionFailed,
  failed,
  httpFailed,
  offeredVersions,
  refusedEntry,
  spanOf,
  stringsOf,
  unauthorised,
  type Refused,
} from './opening-ends.ts';
import type { Problem } from '../../protocol/problem.ts';
import type { Era, Stage } from '../../protocol/session.ts';
import { modernMeta, type Profile } from './profile.ts';
import type { Answer, CallOptions } from './requester.ts';
import { errorWords, readMessage } from './results.ts';
import type { SessionRecord } from './session-record.ts';

export interface Opened {
  kind: 'open';
  era: Era;
  revision: string;
  capabilities: Record<string, unknown>;
  /** The answer in which the server told of itself, where there was one. */
  answer: Answer | undefined;
}
export type Opening = Opened | Refused;

/** What negotiating needs of the session around it. */
export interface OpeningContext {
  record: SessionRecord;
  profile: Profile;
  /** `auto` or a revision. */
  opening: string;
  eraSeen: Era | undefined;
  isHttp: boolean;
  /** The URL was given without saying which HTTP transport it speaks. */
  mayFallBack: boolean;
  transport(): Speaks;
  call(options: CallOptions, revision: string | undefined): Promise<Answer>;
  notify(method: string, revision: string): Promise<void>;
  /** Starts the transport anew, as the other kind where one is named. */
  reconnect(as?: 'legacy-sse'): Promise<Problem | undefined>;
  /** Resolves when the probe has waited long enough; never for HTTP, where the answer's end tells. */
  probeDeadline(): Promise<'deadline'>;
  /** Why the other side is gone, when it is. */
  lastWords(): string | undefined;
  refusal(): Refusal | undefined;
}

/** A date has ten characters; what is longer is a server's joke, and its words stay in the frame. */
const LONGEST_REVISION = 60;

/** Finds the era or keeps to the pinned revision, and shakes hands. Never throws on what a server says. */
export async function negotiate(c: OpeningContext): Promise<Opening> {
  if (c.opening !== 'auto') {
    return eraOf(c.opening) === 'modern' ? discover(c, c.opening) : initialize(c, c.opening);
  }
  if (c.transport() === 'legacy-sse' || c.eraSeen === 'handshake') {
    c.record.stageEnds(
      'probe',
      'skipped',
      c.eraSeen === undefined ? 'HTTP+SSE has the handshake only' : 'handshake era, as last time',
    );
    return initialize(c, LATEST_HANDSHAKE);
  }
  return probe(c);
}

async function probe(c: OpeningContext): Promise<Opening> {
  c.record.stageBegins('probe', 'server/discover');
  const pending = c.call(discoverCall(c, MODERN), MODERN);
  const answer = await Promise.race([pending, c.probeDeadline()]);
  if (answer === 'deadline') {
    c.record.stageEnds('probe', 'done', 'server/discover: no answer, so handshake era');
    void watchForLateAnswer(c, pending);
    return initialize(c, LATEST_HANDSHAKE);
  }
  const frames = spanOf(answer);
  switch (answer.outcome) {
    case 'result':
      return opened(c, answer, MODERN, 'probe');
    case 'error': {
      const code = answer.frame?.summary.errorCode;
      if (code === '-32020' || code === '-32021') {
        c.record.stageEnds('probe', 'done', `server/discover: ${errorWords(answer)}, so modern era`, frames);
        return { kind: 'open', era: 'modern', revision: MODERN, capabilities: {}, answer: undefined };
      }
      const offered = code === '-32022' ? await offeredVersions(answer) : [];
      const best = bestHandshake(offered) ?? LATEST_HANDSHAKE;
      c.record.stageEnds('probe', 'done', `server/discover: ${errorWords(answer)}, so handshake era`, frames);
      return initialize(c, best);
    }
    case 'http': {
      const { http } = answer;
      if (http === undefined)
        return failed(c, 'probe', 'no-answer', 'The server ended its response without an answer.');
      if (http.status === 401 || http.status === 403) return unauthorised(c, 'probe', answer);
      if (http.status >= 500 || (http.status >= 300 && http.status < 400))
        return httpFailed(c, 'probe', answer);
      c.record.stageEnds('probe', 'done', `server/discover: HTTP ${http.status}, so handshake era`, frames);
      return initialize(c, LATEST_HANDSHAKE);
    }
    case 'closed': {
      if (c.isHttp) return connectionFailed(c, 'probe', answer);
      c.record.stageEnds(
        'probe',
        'done',
        `server/discover: the server’s ${c.lastWords() ?? 'process went away'}; started once more with initialize`,
        frames,
      );
      const problem = await c.reconnect();
      if (problem !== undefined) return { kind: 'failed', stage: 'spawn', problem };
      return initialize(c, LATEST_HANDSHAKE);
    }
    case 'cancelled':
    case 'timed-out':
      return failed(c, 'probe', answer.outcome, 'Connecting was stopped.');
  }
}

/** A pinned modern revision: `server/discover` tells what there is, but is not needed to go on. */
async function discover(c: OpeningContext, revision: string): Promise<Opening> {
  c.record.stageEnds('probe', 'skipped', `${revision} is pinned`);
  c.record.stageBegins('initialize', 'server/discover');
  const answer = await c.call(discoverCall(c, revision), revision);
  if (answer.outcome === 'result') return opened(c, answer, revision, 'initialize');
  if (answer.http?.status === 401 || answer.http?.status === 403)
    return unauthorised(c, 'initialize', answer);
  if (answer.outcome === 'error') {
    c.record.deviates(
      `server/discover: ${errorWords(answer)}; a server of ${revision} must implement it`,
      answer.frame?.summary.seq,
    );
    c.record.stageEnds('initialize', 'done', errorWords(answer), spanOf(answer));
    return { kind: 'open', era: 'modern', revision, capabilities: {}, answer: undefined };
  }
  return answer.outcome === 'http'
    ? httpFailed(c, 'initialize', answer)
    : connectionFailed(c, 'initialize', answer);
}

async function opened(c: OpeningContext, answer: Answer, revision: string, stage: Stage): Promise<Opening> {
  const frame = answer.frame;
  const message = frame === undefined ? undefined : await readMessage(frame, answer.rpcId);
  const result = message?.['result'];
  for (const text of resultComplaints('server/discover', result, true))
    c.record.deviates(text, frame?.summary.seq);
  const fields = isObject(result) ? result : {};
  const versions = stringsOf(fields['supportedVersions']);
  const spoken = versions.filter((v) => eraOf(v) === 'modern');
  const older = bestHandshake(versions);
  if (versions.length > 0 && spoken.length === 0 && older !== undefined && c.opening === 'auto') {
    c.record.stageEnds(
      stage,
      'done',
      `server/discover: speaks ${versions.join(', ')}, so handshake era`,
      spanOf(answer),
    );
    return initialize(c, older);
  }
  const meta = isObject(fields['_meta']) ? fields['_meta'] : {};
  noteServer(c, meta['io.modelcontextprotocol/serverInfo'] ?? fields['serverInfo']);
  const chosen =
    spoken.includes(revision) || spoken.length === 0 ? revision : (spoken.find(isRevision) ?? revision);
  c.record.stageEnds(stage, 'done', `server/discover: modern era, ${chosen}`, spanOf(answer));
  return { kind: 'open', era: 'modern', revision: chosen, capabilities: capabilitiesOf(fields), answer };
}

/** Specification, lifecycle: `initialize`, then `notifications/initialized`. */
async function initialize(c: OpeningContext, revision: string, isRetry = false): Promise<Opening> {
  c.record.stageBegins('initialize', `initialize, ${revision}`);
  const { clientInfo, capabilities } = c.profile;
  const params = JSON.stringify({ protocolVersion: revision, capabilities, clientInfo });
  const answer = await c.call({ method: 'initialize', params, canCancel: false }, undefined);
  switch (answer.outcome) {
    case 'result':
      return initialized(c, answer, revision);
    case 'error': {
      if (c.eraSeen === 'handshake' && c.opening === 'auto' && !isRetry) {
        c.record.stageEnds(
          'initialize',
          'done',
          `${errorWords(answer)}: not the era of last time`,
          spanOf(answer),
        );
        return probe({ ...c, eraSeen: undefined });
      }
      const best = isRetry ? undefined : bestHandshake(await offeredVersions(answer));
      if (best !== undefined && best !== revision && c.opening === 'auto') return initialize(c, best, true);
      const ended = c.lastWords();
      const tail = ended === undefined ? '' : ` and its ${ended}`;
      return failed(
        c,
        'initialize',
        'initialize-refused',
        `The server answered initialize with ${errorWords(answer)}${tail}.`,
        spanOf(answer),
        `Tried revision ${revision}. Pin another one, or look at stderr for what it misses.`,
      );
    }
    case 'http': {
      const status = answer.http?.status ?? 0;
      if (status === 401 || status === 403) return unauthorised(c, 'initialize', answer);
      const isRefused = status === 400 || status === 404 || status === 405;
      if (isRefused && c.mayFallBack && c.transport() === 'streamable-http')
        return overLegacySse(c, revision, answer);
      return httpFailed(c, 'initialize', answer);
    }
    case 'closed':
      return connectionFailed(c, 'initialize', answer);
    case 'cancelled':
    case 'timed-out':
      return failed(c, 'initialize', answer.outcome, 'Connecting was stopped.');
  }
}

async function overLegacySse(c: OpeningContext, revision: string, refused: Answer): Promise<Opening> {
  c.record.stageEnds(
    'initialize',
    'done',
    `HTTP ${refused.http?.status} to POST; trying HTTP+SSE of 2024-11-05`,
    spanOf(refused),
  );
  const problem = await c.reconnect('legacy-sse');
  if (problem === undefined) return initialize(c, revision);
  const entry = refusedEntry(c.refusal());
  if (entry !== undefined) return entry;
  const hint = problem.hint ?? 'Check that the URL is the MCP endpoint itself.';
  const message = `POST initialize got HTTP ${refused.http?.status}, and as HTTP+SSE: ${problem.message}`;
  return failed(c, 'initialize', 'not-mcp', message, spanOf(refused), hint);
}

async function initialized(c: OpeningContext, answer: Answer, asked: string): Promise<Opening> {
  const frame = answer.frame;
  const message = frame === undefined ? undefined : await readMessage(frame, answer.rpcId);
  const result = message?.['result'];
  const seq = frame?.summary.seq;
  for (const text of resultComplaints('initialize', result, false)) c.record.deviates(text, seq);
  const fields = isObject(result) ? result : {};
  const answered = fields['protocolVersion'];
  const revision = typeof answered === 'string' ? answered.slice(0, LONGEST_REVISION) : asked;
  if (!isRevision(revision))
    c.record.deviates(
      `initialize: revision “${revision.slice(0, 60)}” is not one we know; going on with its newest handshake rules`,
      seq,
    );
  noteServer(c, fields['serverInfo']);
  c.record.stageEnds(
    'initialize',
    'done',
    revision === asked ? revision : `${revision}, asked for ${asked}`,
    spanOf(answer),
  );
  await c.notify('notifications/initialized', revision);
  return { kind: 'open', era: 'handshake', revision, capabilities: capabilitiesOf(fields), answer };
}

function discoverCall(c: OpeningContext, revision: string): CallOptions {
  return {
    method: 'server/discover',
    params: JSON.stringify({ _meta: modernMeta(c.profile, revision) }),
    canCancel: false,
  };
}

async function watchForLateAnswer(c: OpeningContext, pending: Promise<Answer>): Promise<void> {
  const answer = await pending;
  if (answer.outcome !== 'result' || answer.frame === undefined) return;
  const message = await readMessage(answer.frame, answer.rpcId);
  if (!isObject(message?.['result']) || stringsOf(message['result']['supportedVersions']).length === 0)
    return;
  c.record.deviates(
    'server/discover was answered after we fell back to the handshake: this server speaks the modern era too. Pin 2026-07-28 to use it.',
    answer.frame.summary.seq,
  );
}

function noteServer(c: OpeningContext, info: unknown): void {
  if (!isObject(info)) return;
  const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');
  c.record.update({ server: { name: text(info['name']), version: text(info['version']) } });
}

function capabilitiesOf(fields: Record<string, unknown>): Record<string, unknown> {
  return isObject(fields['capabilities']) ? fields['capabilities'] : {};
}
