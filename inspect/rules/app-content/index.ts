import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Severity } from '../../../protocol/finding.ts';
import type { Rule } from '../../rule.ts';
import { linkSlotsIn } from '../../support/link-slots.ts';
import { isWeb, readUrl } from '../../support/url.ts';
import type { Text } from '../../text.ts';
import { TRAIT } from '../../views/traits.ts';

export const appContent: Rule = {
  meta: {
    id: 'app-content',
    version: 1,
    title: 'An app does what an app in a chat should not',
    family: 'exfiltration',
    severity: 'medium',
    confidence: 'tentative',
    about:
      'The page of an MCP App runs beside the conversation. Password fields, leaving the frame, scripts of other hosts and messages taken from anyone are how such a page gets hold of more than it was given.',
    falsePositives:
      'Bundled libraries contain nearly everything; eval and messages without a check are low for that reason.',
    fix: 'Ship scripts with the app or pin them by hash, check the source of messages, and let sign-in happen in the browser.',
    references: ['OWASP MCP06', 'CWE-346', 'CWE-353', 'CWE-1021', 'SEP-1865'],
  },
  reads: { fields: ['resource-body'], traits: TRAIT.angle },
  watch(report) {
    return {
      text(text) {
        if (text.via.length > 0 || !isApp(text)) return;
        for (const { from, to, severity, title, says } of faultsIn(text.value))
          report({ at: text.place(from, to), severity, title, says });
      },
    };
  },
};

function isApp({ node, message }: Text): boolean {
  const uri = message?.text(memberOf(node?.parent, 'uri')) ?? '';
  const type = message?.text(memberOf(node?.parent, 'mimeType')) ?? '';
  return uri.startsWith('ui://') || type.includes('profile=mcp-app') || type.includes('skybridge');
}

interface Fault {
  from: number;
  to: number;
  severity: Severity;
  title: string;
  says: string;
}

const SIGNS: readonly (readonly [RegExp, Severity, string, string])[] = [
  [
    /<input[^>]{0,200}type\s{0,3}=\s{0,3}["']?password/i,
    'medium',
    'An app asks for a password',
    'A password field stands in the app: what is typed there goes to the server.',
  ],
  [
    /\b(?:window\.)?top\.location(?:\.href)?\s{0,5}=(?!=)|target\s{0,3}=\s{0,3}["']_top["']/i,
    'medium',
    'An app leaves its frame',
    'The app sends the whole window of the client to another address.',
  ],
  [
    /\beval\s{0,3}\(|\bnew\s{1,3}Function\s{0,3}\(/,
    'low',
    'An app makes code out of text',
    'The app runs text as code; what comes in from tools can then become code.',
  ],
];

function faultsIn(html: string): Fault[] {
  const faults: Fault[] = [];
  for (const [sign, severity, title, says] of SIGNS) {
    const hit = sign.exec(html);
    if (hit !== null) faults.push({ from: hit.index, to: hit.index + hit[0].length, severity, title, says });
  }
  const listener = /addEventListener\s{0,3}\(\s{0,3}["']message["']/.exec(html);
  if (listener !== null && !/\.(?:source|origin)\b/.test(html))
    faults.push({
      from: listener.index,
      to: listener.index + listener[0].length,
      severity: 'low',
      title: 'An app takes messages from anyone',
      says: 'Messages are taken without a look at who sent them (no .source, no .origin anywhere).',
    });
  for (const slot of linkSlotsIn(html)) {
    if (slot.tag !== 'script' || slot.attribute !== 'src' || !isWeb(readUrl(slot.target))) continue;
    const tagEnd = html.indexOf('>', slot.to);
    const tagStart = html.lastIndexOf('<', slot.from);
    if (/integrity\s?=/.test(html.slice(tagStart, tagEnd === -1 ? slot.to : Math.min(tagEnd, slot.to + 500))))
      continue;
    faults.push({
      from: slot.from,
      to: slot.to,
      severity: 'low',
      title: 'An app loads a script that is not pinned',
      says: `The script “${slot.target.slice(0, 80)}” can change after the app was looked at.`,
    });
    break;
  }
  return faults;
}
