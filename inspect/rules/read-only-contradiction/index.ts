import type { Rule } from '../../rule.ts';
import { headVerbOf, hintsOf, isOffered } from '../../support/tools.ts';
import { headVerbOfDescription } from '../../support/verbs.ts';
import { quoted } from '../../support/words.ts';

export const readOnlyContradiction: Rule = {
  meta: {
    id: 'read-only-contradiction',
    version: 2,
    title: 'A tool that says it only reads is named after a change',
    family: 'annotation',
    severity: 'high',
    confidence: 'firm',
    about:
      'Clients run tools with readOnlyHint without asking. A tool whose name says that it deletes, sends, pays or runs something then acts without anybody having agreed.',
    falsePositives:
      'Verbs with a meaning of their own in a product, and tools that only draft what they are named after.',
    fix: 'Say readOnlyHint: false. In a client, treat hints of servers that are not trusted as not given.',
    references: ['OWASP MCP02', 'CWE-451', 'MCP 2025-11-25 server/tools'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      item(item) {
        if (!isOffered(item)) return;
        const hints = hintsOf(item);
        if (hints?.readOnly?.kind !== 'true') return;
        const verb = headVerbOf(item);
        if (verb === undefined || verb.kind === 'read') return;
        const said = headVerbOfDescription(item.text('description') ?? '');
        // Where name and description disagree, the description says what is meant; alone it often runs a query.
        const isDoubtful =
          verb.from === 'name' ? said?.kind === 'read' : verb.kind === 'run' || verb.kind === 'create';
        const isStrong = STRONG.has(verb.kind) && !isDoubtful;
        const named = item.member('name');
        report({
          at: item.message.place(hints.readOnly),
          ...(named === undefined ? {} : { and: [item.message.place(named)] }),
          severity: isStrong
            ? 'high'
            : isDoubtful || OF_A_VIEW.has(verb.word.toLowerCase())
              ? 'low'
              : 'medium',
          confidence: isStrong ? 'firm' : 'tentative',
          says: `${quoted(item.name, 60)} says that it only reads, and the ${verb.from === 'name' ? 'verb of its name' : 'first word of its description'} is ${quoted(verb.word, 24)}.`,
          sameAs: verb.word,
        });
      },
    };
  },
};

/** Pages, tabs and connections are closed as well, which changes nothing that lasts. */
const OF_A_VIEW = new Set(['close', 'closes', 'reopen', 'reopens']);
/** Nobody calls a reading tool after these. */
const STRONG = new Set(['destroy', 'send', 'pay']);
