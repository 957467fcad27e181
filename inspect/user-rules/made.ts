import type { Rule } from '../rule.ts';
import { masked } from '../support/http-head.ts';
import type { Definition } from './definition.ts';

/** The rule a definition describes: it reports every hit of its patterns. */
export function made(definition: Definition, hash: (text: string) => string): Rule {
  const { fields, views, patterns, ...words } = definition;
  return {
    // Its version follows its text: once it judges otherwise, its findings are made anew.
    meta: { ...words, version: Number.parseInt(hash(JSON.stringify(definition)).slice(0, 12), 16) || 1 },
    patterns,
    reads: { fields, views },
    watch: (report) => ({
      match(match) {
        const quote = definition.family === 'secret' ? masked(match.value) : cut(match.value);
        report({
          at: match.place(),
          says: `The pattern “${match.pattern}” of your rule stands here: “${quote}”.`,
          sameAs: `${match.pattern} ${match.value}`,
        });
      },
    }),
  };
}

function cut(text: string): string {
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
