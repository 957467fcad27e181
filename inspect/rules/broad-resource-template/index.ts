import type { Severity } from '../../../protocol/finding.ts';
import type { Rule } from '../../rule.ts';

export const broadResourceTemplate: Rule = {
  meta: {
    id: 'broad-resource-template',
    version: 1,
    title: 'A template that can reach nearly anything',
    family: 'exfiltration',
    severity: 'medium',
    confidence: 'firm',
    about:
      'A template whose variable takes a whole path, host or address lets a caller read any file or ask any host the server can reach, unless the server itself checks.',
    falsePositives:
      'File servers are made for this; what matters is whether they hold to the folders they were given.',
    fix: 'Put fixed folders and hosts into the template, use simple variables, and check the resolved path against allowed roots.',
    references: ['OWASP MCP02', 'CWE-22', 'CWE-918', 'RFC 6570'],
  },
  reads: { fields: ['resource-definition'] },
  watch(report) {
    return {
      text(text) {
        if (text.isKey || text.via.length > 0 || text.node?.key?.name !== 'uriTemplate') return;
        const found = judge(text.value.slice(0, 2000));
        if (found === undefined) return;
        report({
          at: text.place(),
          severity: found.severity,
          says: `“${text.value.slice(0, 90)}” ${found.why}.`,
        });
      },
    };
  },
};

function judge(template: string): { severity: Severity; why: string } | undefined {
  if (/^\{[+]?[^{}/]{1,60}\}/.test(template))
    return { severity: 'medium', why: 'leaves the whole address, its scheme included, to the caller' };
  if (/^https?:\/\/\{[^{}]{1,60}\}(?:[:/?{]|$)/i.test(template))
    return { severity: 'medium', why: 'leaves the host to the caller, so the server can be sent anywhere' };
  if (/^file:\/{0,3}\{(?:[+/][^{}]{1,60}|[^{}]{1,60}\*)\}/i.test(template))
    return { severity: 'medium', why: 'takes any path of the file system' };
  if (/^file:\/{0,3}\{[^{}]{1,60}\}$/i.test(template))
    return { severity: 'low', why: 'takes a file from the root; what that reaches is up to the server' };
  return undefined;
}
