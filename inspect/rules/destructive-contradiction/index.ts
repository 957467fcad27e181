import type { Rule } from '../../rule.ts';
import { headVerbOf, hintsOf, isOffered } from '../../support/tools.ts';
import { quoted } from '../../support/words.ts';

export const destructiveContradiction: Rule = {
  meta: {
    id: 'destructive-contradiction',
    version: 1,
    title: 'Hints of a tool contradict what it is named after',
    family: 'annotation',
    severity: 'medium',
    confidence: 'firm',
    about:
      'destructiveHint: false tells a client that nothing is lost, idempotentHint: true that calling again does no harm. When the name says otherwise, a client asks too seldom or tries again too often.',
    falsePositives:
      'Deleting into a bin that can be restored; sending with a key that makes repetition harmless.',
    fix: 'Correct the hints. In a client, do not rely on hints of servers that are not trusted.',
    references: ['OWASP MCP02', 'CWE-451', 'MCP 2025-11-25 server/tools'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      item(item) {
        if (!isOffered(item)) return;
        const hints = hintsOf(item);
        if (hints === undefined) return;
        const verb = headVerbOf(item);
        const name = quoted(item.name, 60);
        if (
          hints.destructive?.kind === 'false' &&
          hints.readOnly?.kind !== 'true' &&
          verb?.kind === 'destroy'
        )
          report({
            at: item.message.place(hints.destructive),
            severity: SOFT.has(verb.word) ? 'low' : 'medium',
            confidence: SOFT.has(verb.word) ? 'tentative' : 'firm',
            title: 'A tool that destroys says that it does not',
            says: `${name} says that it destroys nothing, and its verb is ${quoted(verb.word, 24)}.`,
            sameAs: verb.word,
          });
        if (hints.destructive?.kind === 'true' && hints.readOnly?.kind === 'true')
          report({
            at: item.message.place(hints.destructive),
            and: [item.message.place(hints.readOnly)],
            severity: 'low',
            confidence: 'certain',
            title: 'A tool says that it only reads and that it destroys',
            says: `${name} says of itself that it only reads and that it destroys; clients go by one or the other.`,
            sameAs: 'both',
          });
        const repeats =
          verb !== undefined &&
          (verb.kind === 'send' || verb.kind === 'pay' || verb.word.startsWith('append'));
        if (
          hints.idempotent?.kind === 'true' &&
          hints.readOnly?.kind !== 'true' &&
          repeats &&
          !SOFT.has(verb.word)
        )
          report({
            at: item.message.place(hints.idempotent),
            severity: 'medium',
            confidence: 'tentative',
            title: 'A tool that acts each time says that once is as often',
            says: `${name} says that calling it again changes nothing, and its verb is ${quoted(verb.word, 24)}.`,
            sameAs: verb.word,
          });
      },
    };
  },
};

/** Verbs that are undone easily, or mean the same when they are repeated. */
const SOFT = new Set('remove removes uninstall unlink revoke share shares publish submit invite'.split(' '));
