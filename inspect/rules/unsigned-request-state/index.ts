import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { readableState } from '../../support/readable-state.ts';

export const unsignedRequestState: Rule = {
  meta: {
    id: 'unsigned-request-state',
    version: 1,
    title: 'The state of a request can be read and changed',
    family: 'protocol',
    severity: 'medium',
    confidence: 'tentative',
    about:
      'A server gives requestState to the client and takes it back with the next request. What is readable and not signed can be changed on the way: another user, another step, an approval that was never given.',
    falsePositives: 'A server that keeps the same fields on its side and compares them.',
    fix: 'Sign the state (HMAC, or encrypt it), bind it to the user and the request, and let it expire.',
    references: ['OWASP MCP07', 'CWE-642', 'CWE-345', 'MCP 2026-07-28 basic/patterns/mrtr'],
  },
  reads: { fields: [] },
  watch(report) {
    const said = new Set<string>();
    return {
      message(message) {
        if (message.toward !== 'client' || message.kind !== 'result') return;
        const node = memberOf(message.member('result'), 'requestState');
        const text = message.text(node);
        if (node === undefined || text === undefined) return;
        const read = readableState(text);
        if (read === undefined || read.isSigned || read.fields.length === 0) return;
        const fields = read.fields.slice(0, 6).join(', ').slice(0, 120);
        if (said.has(fields) || said.size >= 50) return;
        said.add(fields);
        report({
          at: message.place(node),
          says: `The state has readable fields (${fields}) and no part that looks like a signature.`,
          sameAs: fields,
        });
      },
    };
  },
};
