import type { Rule } from '../../rule.ts';
import { memberOf, stringOf } from '../../../protocol/mcp/read-place.ts';
import type { Message } from '../../message.ts';
import { soughtBy } from '../../support/parameter-names.ts';
import { schemasIn, typesOf, type SchemaPart } from '../../support/schemas.ts';
import { quoted } from '../../support/words.ts';

export const unsafeHeaderParameter: Rule = {
  meta: {
    id: 'unsafe-header-parameter',
    version: 1,
    title: 'A parameter becomes an HTTP header that it should not be',
    family: 'schema',
    severity: 'high',
    confidence: 'certain',
    about:
      'A client repeats parameters with x-mcp-header as HTTP headers (Mcp-Param-*). A name with a line end writes headers of its own; a secret that is repeated stands in the logs of every proxy on the way.',
    falsePositives: 'A gateway may route by a token on purpose.',
    fix: 'Use plain header names on top-level text, integer or boolean parameters, once each, and never on secrets. Clients refuse tools that break these rules.',
    references: [
      'OWASP MCP01',
      'CWE-113',
      'CWE-532',
      'MCP 2026-07-28 basic/transports/streamable-http',
      'RFC 9110 section 5.1',
    ],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        for (const schema of schemasIn(message)) {
          if (schema.role !== 'input') continue;
          const names = new Map<string, string>();
          for (const part of schema.parts) {
            const node = memberOf(part.node, 'x-mcp-header');
            if (node === undefined) continue;
            const name = stringOf(message.reading, node);
            const of =
              part.property === undefined ? 'this schema' : `the parameter ${quoted(part.property, 40)}`;
            const fault = faultOf(name, part, message);
            const twin = name === undefined ? undefined : names.get(name.toLowerCase());
            if (name !== undefined) names.set(name.toLowerCase(), name);
            const isSplitting = name !== undefined && /[\r\n\0]/.test(name);
            if (isSplitting)
              report({
                at: message.place(node),
                says: `The name of the header for ${of} has a line end or a null in it: a client that writes it down lets the server add headers of its own.`,
              });
            else if (fault !== undefined || twin !== undefined)
              report({
                at: message.place(node),
                severity: 'low',
                title: 'A header for a parameter breaks the specification',
                says:
                  fault === undefined
                    ? `The header ${quoted(name ?? '', 60)} is used for two parameters; case does not count. Clients drop such a tool.`
                    : `The header for ${of} cannot be sent: ${fault}. Clients drop such a tool.`,
              });
            if (part.property !== undefined && soughtBy(part.property) !== undefined)
              report({
                at: message.place(part.node, 'key'),
                and: [message.place(node)],
                severity: 'medium',
                title: 'A secret is repeated in an HTTP header',
                says: `By its name ${of} is a secret, and it is sent as a header too: proxies and logs on the way see it.`,
              });
          }
        }
      },
    };
  },
};

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const CARRIED = new Set(['string', 'integer', 'boolean']);

/** What the specification asks of `x-mcp-header`, in the order a client checks it. */
function faultOf(name: string | undefined, part: SchemaPart, message: Message): string | undefined {
  if (part.depth === 0) return 'it stands on the schema itself, not on a property';
  if (!part.isPlain) return 'the property is not reached through properties alone';
  if (name === undefined) return 'its name is no string';
  if (name === '') return 'its name is empty';
  if (!TOKEN.test(name)) return `${quoted(name, 60)} is no name of a header`;
  const types = typesOf(message, part.node);
  return types.length === 1 && CARRIED.has(types[0]!)
    ? undefined
    : 'only text, integers and booleans have a form as a header';
}
