import type { RuleProblem } from '../protocol/finding.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/index.ts';
import { checkExamples } from './user-rules/check-examples.ts';
import { made } from './user-rules/made.ts';
import { readDefinition } from './user-rules/definition.ts';
import { readYaml } from './user-rules/yaml.ts';

export interface UserRuleFile {
  readonly path: string;
  readonly text: string;
}

export const USER_RULE_BOUNDS = { bytes: 256 * 1024, rules: 200 };

/**
 * A person's own rules. One that is not right in every point is refused with the line and the reason;
 * the others are taken. Nothing in such a file is run: its patterns are RE2 and linear.
 */
export function readUserRules(
  files: readonly UserRuleFile[],
  hash: (text: string) => string,
): { rules: Rule[]; from: ReadonlyMap<string, string>; problems: RuleProblem[] } {
  const rules: Rule[] = [];
  const from = new Map<string, string>();
  const problems: RuleProblem[] = [];
  const own = new Set(RULES.map(({ meta }) => meta.id));
  for (const { path, text } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const say = (line: number, words: string): void => void problems.push({ file: path, line, words });
    if (text.length > USER_RULE_BOUNDS.bytes) {
      say(
        1,
        `The file has more than ${USER_RULE_BOUNDS.bytes / 1024} KiB; put the rules into several files.`,
      );
      continue;
    }
    for (const document of readYaml(text, say)) {
      const read = readDefinition(document, say);
      if (read === undefined) continue;
      const { id } = read.definition;
      const earlier = from.get(id);
      if (own.has(id)) say(read.lineOf.id, `The product has a rule “${id}” of its own; choose another id.`);
      else if (earlier !== undefined)
        say(read.lineOf.id, `A rule “${id}” stands in ${earlier} already; choose another id.`);
      else if (rules.length >= USER_RULE_BOUNDS.rules)
        say(read.lineOf.id, `Only ${USER_RULE_BOUNDS.rules} rules are taken; this one is left out.`);
      else {
        const rule = made(read.definition, hash);
        if (!checkExamples(rule, read, hash, say)) continue;
        rules.push(rule);
        from.set(id, path);
      }
    }
  }
  return { rules, from, problems };
}
