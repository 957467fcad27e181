import type { ForeignTool, Neighbour } from '../../neighbours.ts';
import type { OwnTool } from '../../own-tools.ts';
import type { Report, Rule } from '../../rule.ts';
import type { SessionFacts } from '../../session-facts.ts';
import { whenCompared } from '../../support/compared-lists.ts';
import { likenessOf, type Likeness } from '../../support/likeness.ts';
import { quoted } from '../../support/words.ts';

export const shadowClone: Rule = {
  meta: {
    id: 'shadow-clone',
    version: 1,
    title: 'A tool of another server is offered here again',
    family: 'naming',
    severity: 'high',
    confidence: 'firm',
    about:
      'An agent that sees two servers chooses by name and description. A server that copies a tool of another one gets its calls, and what is in them.',
    falsePositives:
      'The same program connected twice under two names, forks of one program, and an old version beside a new one.',
    fix: 'Find out which server the tool belongs to and disconnect the other; in a client, put the server in front of each name.',
    references: ['OWASP MCP03', 'OWASP MCP09', 'CWE-694'],
  },
  reads: { fields: [], views: [] },
  watch(report, session) {
    return whenCompared(session, () => {
      for (const [of, pairs] of pairsBySkeleton(session)) compare(report, session, of, pairs);
    });
  },
};

interface Pair {
  readonly own: OwnTool;
  readonly other: ForeignTool;
  readonly likeness: Likeness;
}

/** Tools of the same name, however it is written, by the server that has the other one. */
function pairsBySkeleton({ tools, neighbours }: SessionFacts): ReadonlyMap<Neighbour, readonly Pair[]> {
  const pairs = new Map<Neighbour, Pair[]>();
  for (const own of tools.all) {
    const seen = new Set<Neighbour>();
    for (const other of neighbours.ofSkeleton(own.skeleton)) {
      if (seen.has(other.of)) continue;
      seen.add(other.of);
      const pair = { own, other, likeness: likenessOf(own.tool, other.tool) };
      const known = pairs.get(other.of);
      if (known === undefined) pairs.set(other.of, [pair]);
      else known.push(pair);
    }
  }
  return pairs;
}

/** Of all tools of both servers, so many alike: one program twice rather than one that borrows. */
const TWICE = 0.8;

function compare(report: Report, { tools }: SessionFacts, of: Neighbour, pairs: readonly Pair[]): void {
  const server = quoted(of.server, 40);
  for (const { own, other } of pairs.filter(({ likeness }) => likeness === 'copy-with-addition'))
    report({
      at: own.at,
      title: 'A copy of another server’s tool with something added',
      says: `${quoted(own.tool.name, 50)} has the description of the tool of that name of ${server} and says more: ${quoted(additionOf(own, other), 60)}. The agent sees both and may call this one.`,
      sameAs: `${own.tool.name} ${of.target}`,
    });
  const copies = pairs.filter(({ likeness }) => likeness === 'copy');
  const [first, ...rest] = copies;
  if (first !== undefined) {
    // Of one program in two places the short descriptions are the same as well, which alone say little.
    const alike = pairs.filter(
      ({ own, other, likeness }) => likeness === 'copy' || isSameText(own, other),
    ).length;
    const isTwice = alike >= 2 && alike >= TWICE * tools.all.length && alike >= TWICE * of.tools.length;
    const which = namesOf(copies);
    report({
      at: first.own.at,
      and: rest.map(({ own }) => own.at),
      severity: isTwice ? 'low' : 'medium',
      title: isTwice ? 'The same tools as another server' : 'A copy of another server’s tool',
      says: isTwice
        ? `Nearly everything that ${server} offers is offered here in the same words (${which}): one program connected twice, or an imitation.`
        : `${which}: the same name and the same words as on ${server}. The agent sees both; which one it calls is chance.`,
      sameAs: `copies ${of.target}`,
    });
  }
  const others = pairs.filter(({ likeness }) => likeness !== 'copy' && likeness !== 'copy-with-addition');
  const [one, ...more] = others;
  if (one === undefined) return;
  const isCopied = others.find(({ likeness }) => likeness === 'copied-from-here');
  report({
    at: one.own.at,
    and: more.map(({ own }) => own.at),
    severity: isCopied === undefined ? 'info' : 'low',
    confidence: 'certain',
    title: 'Two servers have a tool of the same name',
    says: `${namesOf(others)}: ${server} has ${others.length === 1 ? 'a tool' : 'tools'} of that name too. A client has to say which server it means.${isCopied === undefined ? '' : ` There ${quoted(isCopied.own.tool.name, 40)} repeats this server’s description and adds to it.`}`,
    sameAs: `names ${of.target}`,
  });
}

function isSameText({ tool }: OwnTool, other: ForeignTool): boolean {
  return tool.description === other.tool.description;
}

function namesOf(pairs: readonly Pair[]): string {
  const names = pairs.slice(0, 3).map(({ own }) => quoted(own.tool.name, 30));
  return pairs.length > names.length
    ? `${names.join(', ')} and ${pairs.length - names.length} more`
    : names.join(', ');
}

/** Where it goes on after what both say, as near as a reader wants to know. */
function additionOf({ tool }: OwnTool, other: ForeignTool): string {
  const [long, short] = [tool.description ?? '', other.tool.description ?? ''];
  const at = long.indexOf(short);
  if (at === -1) return long.slice(-200).trim();
  const behind = long.slice(at + short.length).trim();
  return behind === '' ? long.slice(0, at).trim() : behind;
}
