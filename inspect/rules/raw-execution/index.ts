import type { Rule } from '../../rule.ts';
import { memberOf, nodeAt } from '../../../protocol/mcp/read-place.ts';
import { isOffered, tagsOf } from '../../support/tools.ts';
import { quoted, wordsOfName } from '../../support/words.ts';

export const rawExecution: Rule = {
  meta: {
    id: 'raw-execution',
    version: 2,
    title: 'A tool runs what it is given',
    family: 'capability',
    severity: 'low',
    confidence: 'firm',
    about:
      'This tool takes a command or code as text and runs it. Whoever persuades the model has what the server has.',
    falsePositives:
      'A server for shells or notebooks is meant to do this; the finding says what that means, not that it is wrong.',
    fix: 'Run the server where nothing is to be lost, and have every call confirmed.',
    references: ['OWASP MCP05', 'CWE-78', 'CWE-94'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      item(item) {
        if (!isOffered(item)) return;
        const tag = tagsOf(item).find(({ capability }) => capability === 'exec');
        // The name of a parameter alone is too little: codes of countries, commands to a player.
        const told = tag?.words.find(({ from }) => from !== 'parameter');
        if (told === undefined) return;
        const properties = nodeAt(item.node, 'inputSchema', 'properties');
        const given = properties?.kind === 'object' ? properties.children.slice(0, 500) : [];
        const taken = given.find(
          (node) =>
            wordsOfName(node.key!.name).some((word) => TEXTS.has(word)) &&
            memberOf(node, 'enum') === undefined,
        );
        if (taken === undefined) return;
        report({
          at: item.message.place(taken, 'key'),
          says: `${quoted(item.name, 60)} takes ${quoted(taken.key!.name, 40)} as text and, by the word ${quoted(told.word, 24)}, runs it.`,
          sameAs: taken.key!.name,
        });
      },
    };
  },
};

const TEXTS = new Set('command commands cmd script code shell sql source program expression'.split(' '));
