import type { Rule } from '../../rule.ts';
import { entropyOf } from '../../support/entropy.ts';
import { TRAIT } from '../../views/traits.ts';

export const opaqueBlob: Rule = {
  meta: {
    id: 'opaque-blob',
    version: 1,
    title: 'A long stretch that nobody can read',
    family: 'hidden',
    severity: 'low',
    confidence: 'tentative',
    about:
      'A description, schema or instruction holds hundreds of characters in a row that look random. Nobody who approves the tool can tell what they are.',
    falsePositives: 'Keys and pictures as examples.',
    fix: 'Shorten the example, or say where to find it.',
    references: ['OWASP MCP03', 'CWE-506'],
  },
  reads: {
    traits: TRAIT.longRun,
    fields: ['definition', 'schema', 'instructions', 'prompt-definition', 'annotation'],
  },
  watch(report) {
    return {
      text(text) {
        if (text.via.length > 0) return;
        for (const run of text.value.matchAll(/[A-Za-z0-9+/_=-]+/g)) {
          if (
            run[0].length < FEWEST ||
            /data:[\w./+-]{1,60};base64,$/.test(text.value.slice(Math.max(0, run.index - 80), run.index))
          )
            continue;
          const bits = entropyOf(run[0].slice(0, 4096));
          if (bits < 4.5) continue;
          report({
            at: text.place(run.index, run.index + run[0].length),
            says: `${run[0].length} characters in a row that look random, ${bits.toFixed(1)} bits each: “${run[0].slice(0, 40)}…”.`,
          });
          return;
        }
      },
    };
  },
};

const FEWEST = 200;
