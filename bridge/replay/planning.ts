import { createHash, createHmac } from 'node:crypto';
import { readJson } from '../../protocol/json/read.ts';
import { memberOf, stringOf } from '../../protocol/json/value.ts';
import { isRevision } from '../../protocol/mcp/revision.ts';
import type { Outcome, Problem } from '../../protocol/problem.ts';
import type { PlannedMessage, ReplayPlan, ReplayRequest } from '../../protocol/replay.ts';
import type { Session } from '../../protocol/session.ts';
import type { Target } from '../../protocol/target.ts';
import { doingIn } from '../runs/doing-words.ts';
import type { Profile } from '../session/profile.ts';
import { type LaunchWorld, planLaunch } from '../targets/launch-plan.ts';
import { type Chosen, chooseMessages } from './chosen-messages.ts';
import { isElsewhere } from './elsewhere.ts';
import { type RecordedExchange, type RecordedTalk, readTalk } from './recorded-messages.ts';

/** Messages of one replay; a person looks at all of them before. */
const MOST_MESSAGES = 2000;
/** Characters of a message that a plan shows. */
const SHOWN = 4000;

export interface PlanningParts {
  sessionsFolder: string;
  world: LaunchWorld;
  profiles: readonly Profile[];
  session(id: string): Session | undefined;
  target(key: string): Target | undefined;
  /** Known secrets masked: what changes by that holds one. */
  shown(text: string): string;
}

export interface PlannedReplay {
  plan: ReplayPlan;
  recorded: Session;
  target: Target;
  profile: Profile;
  talk: RecordedTalk;
  chosen: Chosen;
}

/** All that a replay would start and send. Starts and sends nothing. */
export async function planReplay(
  request: ReplayRequest,
  parts: PlanningParts,
): Promise<Outcome<PlannedReplay>> {
  const recorded = parts.session(request.session);
  if (recorded === undefined) return refuse(noSession(request.session));
  const known = parts.target(request.target);
  if (known === undefined) return refuse(noTarget(request.target));
  const target: Target = {
    ...known,
    opening: request.opening ?? known.opening,
    profile: request.profile ?? known.profile,
  };
  if (target.opening !== 'auto' && !isRevision(target.opening)) return refuse(noRevision(target.opening));
  const profile = parts.profiles.find(({ id }) => id === target.profile);
  if (profile === undefined) return refuse(noProfile(target.profile, parts.profiles));
  const read = await readTalk(parts.sessionsFolder, recorded.id);
  if (!read.ok) return read;
  const talk = read.value;
  const chosen = chooseMessages(talk, request);
  if (chosen.messages.length > MOST_MESSAGES) return refuse(tooMany(chosen.messages.length));
  if (chosen.messages.length === 0 && chosen.opening.length === 0) return refuse(NOTHING);
  const plan = planOf(request, recorded, target, chosen, parts);
  const confirmation = confirm(plan, target, chosen, parts.world.key);
  return {
    ok: true,
    value: { plan: { ...plan, confirmation }, recorded, target, profile, talk, chosen },
  };
}

function planOf(
  request: ReplayRequest,
  recorded: Session,
  target: Target,
  chosen: Chosen,
  { world, shown }: PlanningParts,
): Omit<ReplayPlan, 'confirmation'> {
  const began = chosen.messages[0]?.head.mono ?? 0;
  const tools = new ToolWords(chosen.opening);
  const reachedBy = 'url' in target.spec ? target.spec.url : '';
  const goesElsewhere = isElsewhere(recorded, { target: target.key, reachedBy });
  const planned = (
    { asked: { seq, message, payload, head, text } }: RecordedExchange,
    kind: PlannedMessage['kind'],
  ): PlannedMessage => {
    const shownText = text ?? Buffer.from(payload).toString('latin1');
    const { method, name } = message ?? {};
    const warns: string[] = [];
    if (method === 'tools/call' && name !== undefined) warns.push(...tools.warningsOf(name));
    if ((head.masked?.length ?? 0) > 0)
      warns.push('filler stands in it where a secret was taken out before the session was exported');
    const givesAway = goesElsewhere && shown(shownText) !== shownText;
    if (givesAway) warns.push('a kept secret stands in it, and it goes to another target');
    return {
      seq,
      kind,
      ...(method === undefined ? {} : { method }),
      ...(name === undefined ? {} : { name }),
      // By the ellipsis whoever masks it knows that a secret may be cut off there.
      text: shownText.length > SHOWN ? `${shownText.slice(0, SHOWN)}…` : shownText,
      bytes: payload.length,
      at: Math.max(0, head.mono - began),
      warns,
      ...(givesAway ? { givesAway } : {}),
    };
  };
  const last = chosen.messages.at(-1)?.head.mono ?? began;
  const messages = chosen.messages.map((one) => planned({ asked: one, answer: undefined }, one.kind));
  const answers = chosen.answers.map(({ asked, answer }) => {
    const said = planned({ asked: answer!, answer: undefined }, 'answer');
    const { method } = asked.message ?? {};
    return { ...said, ...(method === undefined ? {} : { method }) };
  });
  return {
    request,
    targetName: target.name,
    messages: [...messages, ...answers].sort((a, b) => a.seq - b.seq),
    opening: chosen.opening.map(({ asked }) => ({ seq: asked.seq, method: asked.message?.method ?? '' })),
    left: [...chosen.left].map(([words, count]) => ({ words, count })),
    ...(target.spec.kind === 'stdio' ? { launch: planLaunch(target.spec, world) } : {}),
    notes: notesOn(recorded, chosen),
    takes: Math.max(0, last - began),
  };
}

function notesOn(recorded: Session, { messages }: Chosen): string[] {
  const notes: string[] = [];
  if (recorded.endedAt === undefined)
    notes.push('The session is still going on: what comes later is not replayed.');
  const raw = messages.filter(({ kind }) => kind === 'as-it-stands').length;
  if (raw > 0)
    notes.push(
      `${raw} of the messages ${raw === 1 ? 'is' : 'are'} no single message that can be read: sent as recorded, nothing in it is carried over and no answer is waited for.`,
    );
  return notes;
}

/** What the recorded list of tools says of each. */
class ToolWords {
  #warnings = new Map<string, string[]>();

  constructor(opening: readonly RecordedExchange[]) {
    for (const { asked, answer } of opening) {
      if (asked.message?.method !== 'tools/list' || answer?.text === undefined) continue;
      const document = readJson(answer.text);
      const tools = memberOf(memberOf(document.root, 'result'), 'tools');
      if (tools?.kind !== 'array') continue;
      for (const tool of tools.items) {
        const name = stringOf(document, memberOf(tool, 'name'));
        if (name === undefined) continue;
        const hints = memberOf(tool, 'annotations');
        const texts = [memberOf(tool, 'title'), memberOf(tool, 'description')];
        const does = doingIn(
          name,
          texts.flatMap((node) => stringOf(document, node) ?? []),
        );
        const warns = does === undefined ? [] : [does.replace(/^and /, 'it ')];
        if (memberOf(hints, 'destructiveHint')?.kind === 'true')
          warns.unshift('it says that it may destroy something');
        this.#warnings.set(name, warns);
      }
    }
  }

  warningsOf(tool: string): string[] {
    const known = this.#warnings.get(tool);
    if (known !== undefined) return known;
    const does = doingIn(tool, []);
    return does === undefined ? [] : [does.replace(/^and /, 'it ')];
  }
}

/** Binds a yes to all of it: how the target is reached, who is claimed to be, what is started and every byte that is sent. */
function confirm(
  { request, launch }: Omit<ReplayPlan, 'confirmation'>,
  { key: name, spec, opening, profile }: Target,
  { messages, answers }: Chosen,
  key: Uint8Array,
): string {
  const hash = createHash('sha256');
  for (const { seq, kind, payload } of messages)
    hash.update(`${seq} ${kind} ${payload.length}\n`).update(payload);
  for (const { answer } of answers) if (answer !== undefined) hash.update(answer.payload);
  const all = [
    'replay 1',
    request,
    name,
    spec,
    opening,
    profile,
    launch?.confirmation ?? null,
    hash.digest('hex'),
  ];
  return createHmac('sha256', key).update(JSON.stringify(all)).digest('base64url');
}

function refuse(problem: Problem): { ok: false; problem: Problem } {
  return { ok: false, problem };
}

const NOTHING: Problem = {
  code: 'nothing-to-replay',
  message: 'Nothing was asked in this session, or in the part of it that was chosen.',
};

function noSession(id: string): Problem {
  return { code: 'no-such-session', message: `There is no session ${id.slice(0, 40)}.` };
}

function noTarget(key: string): Problem {
  return {
    code: 'no-such-target',
    message: `There is no target “${key.slice(0, 80)}”.`,
    hint: 'Choose one of the known targets, or add it first.',
  };
}

function noRevision(text: string): Problem {
  return {
    code: 'no-revision',
    message: `“${text.slice(0, 40)}” is not a revision of MCP.`,
    hint: 'Use auto, or a date such as 2025-11-25.',
  };
}

function noProfile(id: string, profiles: readonly Profile[]): Problem {
  return {
    code: 'no-profile',
    message: `There is no profile “${id.slice(0, 60)}”.`,
    hint: `Choose one of: ${profiles.map((one) => one.id).join(', ')}.`,
  };
}

function tooMany(count: number): Problem {
  return {
    code: 'too-many',
    message: `${count} messages would be sent; a replay sends ${MOST_MESSAGES} at most.`,
    hint: 'Choose a range of frames.',
  };
}
