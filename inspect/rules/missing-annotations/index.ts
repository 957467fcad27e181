import type { Rule } from '../../rule.ts';
import type { Place } from '../../place.ts';
import { headVerbOf, hintsOf, isOffered } from '../../support/tools.ts';
import { quoted } from '../../support/words.ts';

const ACTING = new Set(['destroy', 'pay', 'run', 'send']);

export const missingAnnotations: Rule = {
  meta: {
    id: 'missing-annotations',
    version: 1,
    title: 'Tools that act have no hints',
    family: 'annotation',
    severity: 'info',
    confidence: 'certain',
    about:
      'Without annotations a client has to assume the worst of every tool, or nothing of any. Those that delete, send, pay or run something are the ones to ask about.',
    falsePositives:
      'Hints came with 2025-03-26; older servers have none. What is assumed without them is already cautious.',
    fix: 'Add readOnlyHint and destructiveHint to the tools of the server.',
    references: ['OWASP MCP02', 'CWE-1059', 'MCP 2025-11-25 server/tools'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    let isSaid = false;
    return {
      message(message) {
        if (isSaid || message.method !== 'tools/list') return;
        const found: { place: Place; name: string }[] = [];
        let count = 0;
        for (const item of message.items) {
          if (!isOffered(item)) continue;
          const hints = hintsOf(item);
          if (hints?.readOnly !== undefined || hints?.destructive !== undefined) continue;
          const verb = headVerbOf(item);
          if (verb === undefined || !ACTING.has(verb.kind)) continue;
          count++;
          if (found.length < 9)
            found.push({ place: message.place(item.member('name') ?? item.node), name: item.name });
        }
        const first = found[0];
        if (first === undefined) return;
        isSaid = true;
        const names = found.slice(0, 3).map(({ name }) => quoted(name, 36));
        report({
          at: first.place,
          and: found.slice(1).map(({ place }) => place),
          says: `${count === 1 ? 'One tool that acts has no hints on what it does' : `${count} tools that act have no hints on what they do`}: ${names.join(', ')}${count > 3 ? ', …' : ''}.`,
          sameAs: 'missing',
        });
      },
    };
  },
};
