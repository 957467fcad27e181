import type { Rule } from '../../rule.ts';
import { memberOf } from '../../../protocol/mcp/read-place.ts';

export const misleadingTitle: Rule = {
  meta: {
    id: 'misleading-title',
    version: 1,
    title: 'The title says something else than the name',
    family: 'naming',
    severity: 'medium',
    confidence: 'tentative',
    about:
      'Clients show the title to people, while a model calls the tool by its name. Here the title speaks of reading, the name of deleting, running commands, sending or paying.',
    falsePositives: 'A title that is short for more than one thing the tool does.',
    fix: 'Say in the title what the tool does at its worst.',
    references: ['OWASP MCP03', 'CWE-451', 'MCP 2025-11-25 server/tools'],
  },
  reads: { fields: [] },
  watch(report) {
    return {
      item(item) {
        if (item.section !== 'tools') return;
        const named = wordsIn(item.name);
        const strong = CLASSES.find(({ words }) => words.some((word) => named.has(word)));
        if (strong === undefined) return;
        for (const node of [item.member('title'), memberOf(item.member('annotations'), 'title')]) {
          const title = item.message.text(node);
          if (node === undefined || title === undefined) continue;
          const said = wordsIn(title);
          const isMild = MILD.some((word) => said.has(word));
          if (
            !isMild ||
            CLASSES.some(({ words, stems }) => [...words, ...stems].some((word) => said.has(word)))
          )
            continue;
          report({
            at: item.message.place(node),
            says: `The tool “${item.name.slice(0, 60)}” by its name can ${strong.what}; its title “${title.slice(0, 80)}” speaks of reading only.`,
          });
        }
      },
    };
  },
};

const MILD = [
  'read',
  'get',
  'view',
  'show',
  'list',
  'search',
  'find',
  'look',
  'lookup',
  'check',
  'browse',
  'preview',
  'safe',
  'weather',
  'info',
];

interface CapabilityClass {
  what: string;
  words: string[];
  /** What else of a title owns up to it. */
  stems: string[];
}

const CLASSES: readonly CapabilityClass[] = [
  {
    what: 'delete',
    words: ['delete', 'remove', 'drop', 'destroy', 'purge', 'wipe', 'erase'],
    stems: [
      'deletes',
      'removal',
      'clear',
      'clean',
      'cleanup',
      'cancel',
      'uninstall',
      'unset',
      'revoke',
      'manage',
    ],
  },
  {
    what: 'run commands',
    words: ['shell', 'bash', 'exec', 'powershell', 'subprocess', 'eval'],
    stems: [
      'execute',
      'run',
      'runs',
      'command',
      'commands',
      'terminal',
      'script',
      'code',
      'evaluate',
      'console',
      'evaluation',
    ],
  },
  {
    what: 'send',
    words: ['send', 'upload', 'email', 'exfiltrate'],
    stems: [
      'sends',
      'mail',
      'emails',
      'inbox',
      'message',
      'messages',
      'post',
      'publish',
      'share',
      'submit',
      'uploads',
      'notify',
    ],
  },
  {
    what: 'pay',
    words: ['pay', 'transfer', 'withdraw', 'purchase'],
    stems: [
      'payment',
      'payments',
      'transfers',
      'transactions',
      'buy',
      'order',
      'move',
      'checkout',
      'withdrawal',
      'withdrawals',
      'purchases',
    ],
  },
];

/** `execShell`, `exec_shell`, `Exec shell` are the same two words. */
function wordsIn(name: string): Set<string> {
  return new Set(
    name
      .slice(0, 400)
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .toLowerCase()
      .split(/[^a-z]+/),
  );
}
