import { memberOf, nodeAt } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';

export const serverIdentityChange: Rule = {
  meta: {
    id: 'server-identity-change',
    version: 1,
    title: 'The server calls itself by another name',
    family: 'protocol',
    severity: 'medium',
    confidence: 'firm',
    about:
      'The name and version of a server stay the same in a session. Where they change, another program answers: behind a balancer, or because it was exchanged.',
    falsePositives:
      'A deployment in the middle of a session; gateways that pass answers of several servers on.',
    fix: 'Let one session reach one server, and name the gateway, not what is behind it.',
    references: ['OWASP MCP09', 'CWE-345', 'MCP 2025-11-25 basic/lifecycle'],
  },
  reads: { fields: [] },
  watch(report) {
    let known: { name: string; version: string } | undefined;
    let told = 0;
    return {
      message(message) {
        if (message.kind !== 'result' || message.toward !== 'client') return;
        const result = message.member('result');
        const info =
          (message.method === 'initialize' || message.method === 'server/discover'
            ? memberOf(result, 'serverInfo')
            : undefined) ?? nodeAt(result, '_meta', 'io.modelcontextprotocol/serverInfo');
        const name = message.text(memberOf(info, 'name'))?.slice(0, 1000);
        if (info === undefined || name === undefined) return;
        const version = message.text(memberOf(info, 'version'))?.slice(0, 1000) ?? '';
        const before = known;
        known = { name, version };
        if (before === undefined || (before.name === name && before.version === version) || told >= 20)
          return;
        told++;
        const isOther = before.name !== name;
        const [was, is] = isOther ? [before.name, name] : [before.version, version];
        report({
          at: message.place(memberOf(info, isOther ? 'name' : 'version') ?? info),
          severity: isOther ? 'medium' : 'low',
          ...(isOther ? {} : { title: 'The version of the server changes' }),
          says: `${isOther ? 'The name' : 'The version'} of the server was “${was.slice(0, 55)}” before and is now “${is.slice(0, 55)}”.`,
        });
      },
    };
  },
};
