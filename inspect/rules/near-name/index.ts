import type { Severity } from '../../../protocol/finding.ts';
import type { Neighbours } from '../../neighbours.ts';
import type { OwnTool } from '../../own-tools.ts';
import type { Report, Rule } from '../../rule.ts';
import { whenCompared } from '../../support/compared-lists.ts';
import { likenessOf, shareIn, wordsOf } from '../../support/likeness.ts';
import { NearNames, type Nearness } from '../../support/near-names.ts';
import { quoted } from '../../support/words.ts';

export const nearName: Rule = {
  meta: {
    id: 'near-name',
    version: 1,
    title: 'A name nearly that of another server’s tool',
    family: 'naming',
    severity: 'high',
    confidence: 'firm',
    about:
      'A name one letter beside that of a tool people know, or that name with “real” or “secure” in front, is called by mistake: by a model, and by a person who approves it.',
    falsePositives:
      'Two honest servers for the same thing choose nearly the same names; plurals are not counted.',
    fix: 'Compare both tools and disconnect the server that imitates. Give an own tool a name that cannot be mistaken.',
    references: ['OWASP MCP09', 'OWASP MCP03', 'CWE-1007'],
  },
  reads: { fields: [], views: [] },
  watch(report, session) {
    let names: { of: Neighbours; near: NearNames } | undefined;
    return whenCompared(session, () => {
      const { neighbours, tools } = session;
      if (names?.of !== neighbours) names = { of: neighbours, near: new NearNames(neighbours.tools) };
      for (const own of tools.all) compare(report, own, names.near);
    });
  },
};

function compare(report: Report, own: OwnTool, names: NearNames): void {
  const near = names.nearTo(own.tool.name);
  if (near === undefined) return;
  const { other, how } = near;
  const severity = severityOf(how, isAlike(own, other.tool));
  if (severity === undefined) return;
  report({
    at: own.at,
    severity,
    confidence: how === 'look-alike' ? 'certain' : severity === 'medium' ? 'firm' : 'tentative',
    says: `${quoted(own.tool.name, 50)} is not ${quoted(other.tool.name, 50)} of ${quoted(other.of.server, 40)}: ${WORDS[how]}.`,
    sameAs: `${own.tool.name} ${other.of.target} ${other.tool.name}`,
  });
}

const WORDS: Record<Nearness, string> = {
  'look-alike': 'it has other characters that look the same, or hidden ones',
  figures: 'it has digits or other letters where that name has letters they look like',
  claim: 'it is that name and a word that says this is the right one',
  edition: 'it is that name and a version',
  slip: 'letters changed places, or one is doubled or missing',
  letter: 'one letter is different',
  plural: 'one is the plural of the other',
};

/** What is a word of its own needs a description that is like the other one as well. */
function severityOf(how: Nearness, isAlikeToo: boolean): Severity | undefined {
  switch (how) {
    case 'look-alike':
      return 'high';
    case 'figures':
    case 'claim':
    case 'slip':
      return 'medium';
    case 'letter':
      return isAlikeToo ? 'medium' : 'info';
    case 'edition':
      return isAlikeToo ? 'medium' : undefined;
    case 'plural':
      return isAlikeToo ? 'low' : undefined;
  }
}

const MOSTLY = 0.6;
const FEWEST_WORDS = 5;

function isAlike({ tool }: OwnTool, other: OwnTool['tool']): boolean {
  const likeness = likenessOf(tool, other);
  if (likeness === 'copy' || likeness === 'copy-with-addition') return true;
  const [a, b] = [wordsOf(tool.description ?? ''), wordsOf(other.description ?? '')];
  return Math.min(a.size, b.size) >= FEWEST_WORDS && shareIn(a, b) >= MOSTLY && shareIn(b, a) >= MOSTLY;
}
