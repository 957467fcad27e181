import type { Rule } from '../../rule.ts';
import { secretsIn } from '../../support/secrets/all.ts';

export const stdoutNoise: Rule = {
  meta: {
    id: 'stdout-noise',
    version: 1,
    title: 'Standard output holds what is no message',
    family: 'leak',
    severity: 'low',
    confidence: 'certain',
    about:
      'On stdio every line of standard output is a message. Lines that are none break strict clients, and show what was started: npm and npx print banners, programs their greetings.',
    falsePositives: 'None: the line is there. Whether a client minds is another question.',
    fix: 'Print to standard error; start npm with --silent and npx with --quiet.',
    references: ['MCP 2025-11-25 basic/transports'],
  },
  reads: { fields: ['stdout-noise'] },
  watch(report) {
    const told = new Map<string, number>();
    return {
      text(text) {
        const line = text.value.trim();
        if (line === '' || text.via.length > 0) return;
        const [what, words] = kindOf(line);
        const count = (told.get(what) ?? 0) + 1;
        told.set(what, count);
        // Each kind is one problem; a program that greets a thousand times has it once.
        if (count > MOST_OF_A_KIND) return;
        const hasCommands = line.includes('\u001b');
        report({
          at: text.place(),
          sameAs: what,
          severity: hasCommands ? 'medium' : 'low',
          // A secret in it is for `secret-in-log` to mask.
          says: `${words}${secretsIn(text).length > 0 ? '' : `: “${printable(line).slice(0, 100)}”`}.${hasCommands ? ' It holds commands for a terminal.' : ''}`,
        });
      },
    };
  },
};

const MOST_OF_A_KIND = 20;

/** A name for the fingerprint, and words. */
function kindOf(line: string): [string, string] {
  if (/^> [^\s]{1,100}(?:@[\w.-]{1,40})? \w/.test(line) || /^> \S/.test(line))
    return ['npm banner', 'npm prints what it starts'];
  if (/^Need to install the following packages|^Ok to proceed/.test(line))
    return ['npx question', 'npx asks whether to install'];
  if (/^npm (?:warn|notice|error|ERR!)/i.test(line)) return ['npm notice', 'npm prints a notice'];
  if (/^(?:yarn run v|\$ |\(node:\d)/.test(line)) return ['runner', 'The program that starts it prints'];
  return ['other', 'A line that is no message'];
}

/** Controls out: this is quoted to a person. */
function printable(line: string): string {
  return line.replace(/[^\x20-\x7e\u00a0-\uffff]+/g, '·');
}
