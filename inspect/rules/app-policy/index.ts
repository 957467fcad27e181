import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { ReadNode } from '../../../protocol/mcp/reading.ts';
import type { Severity } from '../../../protocol/finding.ts';
import type { Message } from '../../message.ts';
import type { Rule } from '../../rule.ts';
import { readHost } from '../../support/host.ts';
import { readUrl } from '../../support/url.ts';

export const appPolicy: Rule = {
  meta: {
    id: 'app-policy',
    version: 1,
    title: 'An app that asks for more than it should',
    family: 'exfiltration',
    severity: 'high',
    confidence: 'certain',
    about:
      'Apps of a server run inside the client, held by the policy the server declares: hosts to talk to, to frame, to load from, and permissions. A wildcard there lets an app send what it sees anywhere.',
    falsePositives:
      'Map, video and meeting apps need camera, place or many hosts; permissions are told as low.',
    fix: 'Name each host the app needs, with https, and ask only for permissions it uses.',
    references: ['OWASP MCP06', 'CWE-942', 'CWE-1021', 'SEP-1865'],
  },
  watch(report) {
    return {
      message(message) {
        if (message.toward !== 'client') return;
        const result = message.member('result');
        const holders = [
          ...message.items.map(({ node }) => node),
          ...(memberOf(result, 'contents')?.children ?? []),
        ];
        for (const holder of holders) {
          const meta = memberOf(holder, '_meta');
          if (meta?.kind !== 'object') continue;
          const ui = memberOf(meta, 'ui');
          for (const policy of [memberOf(ui, 'csp'), memberOf(meta, 'openai/widgetCSP')])
            judgePolicy(message, policy);
          judgePermissions(message, memberOf(ui, 'permissions'));
          judgeAddress(message, memberOf(ui, 'resourceUri') ?? memberOf(meta, 'ui/resourceUri'));
        }
      },
    };

    function judgePolicy(message: Message, policy: ReadNode | undefined): void {
      for (const list of policy?.children.slice(0, 20) ?? []) {
        const name = list.key?.name ?? '';
        const use = USES.get(name.replaceAll('_', '').toLowerCase());
        if (use === undefined) continue;
        for (const node of list.children.slice(0, 100)) {
          const entry = message.text(node);
          const fault = entry === undefined ? undefined : faultOf(entry, use);
          if (fault !== undefined)
            report({
              at: message.place(node),
              severity: fault.severity,
              says: `The app may ${use.words} “${entry!.slice(0, 80)}”: ${fault.why}.`,
            });
        }
      }
    }

    function judgePermissions(message: Message, permissions: ReadNode | undefined): void {
      const asked = (permissions?.children ?? []).filter(
        ({ key, kind }) => PERMISSIONS.has(key?.name ?? '') && kind !== 'false' && kind !== 'null',
      );
      if (asked.length === 0) return;
      report({
        at: message.place(permissions!),
        title: 'An app asks for permissions',
        severity: 'low',
        says: `The app asks for ${asked.map(({ key }) => PERMISSIONS.get(key!.name)).join(', ')}.`,
      });
    }

    function judgeAddress(message: Message, node: ReadNode | undefined): void {
      const uri = message.text(node);
      if (node === undefined || uri === undefined || readUrl(uri).scheme === 'ui') return;
      report({
        at: message.place(node),
        title: 'The app of a tool is no ui:// resource',
        severity: 'medium',
        says: `The tool names “${uri.slice(0, 80)}” as its app; only ui:// resources were offered for inspection beforehand.`,
      });
    }
  },
};

interface Use {
  words: string;
  /** Of a wildcard for everything. */
  worst: Severity;
}

const USES = new Map<string, Use>([
  ['connectdomains', { words: 'talk to', worst: 'high' }],
  ['framedomains', { words: 'frame', worst: 'high' }],
  ['baseuridomains', { words: 'take its base address from', worst: 'high' }],
  ['resourcedomains', { words: 'load scripts and images from', worst: 'medium' }],
  ['redirectdomains', { words: 'send the user to', worst: 'medium' }],
]);
const PERMISSIONS = new Map([
  ['camera', 'the camera'],
  ['microphone', 'the microphone'],
  ['geolocation', 'the place of the user'],
  ['clipboardWrite', 'writing to the clipboard'],
  ['clipboardRead', 'reading the clipboard'],
]);

function faultOf(entry: string, { worst }: Use): { severity: Severity; why: string } | undefined {
  const text = entry.trim().toLowerCase();
  if (/[;,\s]/.test(text))
    return { severity: 'high', why: 'blanks and semicolons end a directive, so another one can be added' };
  if (
    /^(?:[a-z]+:(?:\/\/)?)?\*(?::\*)?\/?$/.test(text) ||
    text === 'https:' ||
    text === 'http:' ||
    text === 'wss:'
  )
    return { severity: worst, why: 'that is every host' };
  if (text.startsWith("'"))
    return text === "'self'" || text === "'none'"
      ? undefined
      : { severity: 'high', why: 'a keyword of the policy, not a host' };
  const url = readUrl(text);
  const host = (url.host ?? readHost(text.split('/')[0]!)).name;
  if (/^\*\.[a-z]{2,6}$/.test(host))
    return { severity: worst, why: 'that is every host of a top-level domain' };
  if ((url.scheme === 'http' || url.scheme === 'ws') && url.host?.reach === 'public')
    return { severity: 'medium', why: 'without encryption, anyone on the way can answer' };
  return undefined;
}
