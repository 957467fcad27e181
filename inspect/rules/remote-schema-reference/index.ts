import type { Rule } from '../../rule.ts';
import { memberOf, stringOf } from '../../../protocol/mcp/read-place.ts';
import { schemasIn, type SchemaReading } from '../../support/schemas.ts';
import type { Message } from '../../message.ts';
import { quoted } from '../../support/words.ts';

export const remoteSchemaReference: Rule = {
  meta: {
    id: 'remote-schema-reference',
    version: 1,
    title: 'A schema refers to another place',
    family: 'schema',
    severity: 'high',
    confidence: 'certain',
    about:
      'Whoever follows a reference fetches what the server chose: a request into an inner network, a file, or a definition that changes after it was approved. The specification forbids to follow them.',
    falsePositives: 'Definitions that were generated from shared schemas and never bundled.',
    fix: 'Bundle what is referred to under $defs. In a client, never fetch references of a schema that came from a server.',
    references: [
      'OWASP MCP03',
      'CWE-918',
      'CWE-829',
      'MCP 2026-07-28 server/tools',
      'JSON Schema 2020-12 core 8.2.3',
    ],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    return {
      message(message) {
        for (const schema of schemasIn(message)) {
          const own = namesOf(schema, message);
          for (const { node } of schema.parts)
            for (const member of node.children) {
              const keyword = member.key?.name;
              if (member.kind !== 'string' || keyword === undefined || !REFERENCES.has(keyword)) continue;
              const value = message.reading.text(member);
              const severity = severityOf(value, keyword, own);
              if (severity !== undefined)
                report({
                  at: message.place(member),
                  severity,
                  says: `${keyword} leads to ${quoted(value)}, which is not in this schema. Whoever follows it fetches what the server chose.`,
                });
            }
        }
      },
    };
  },
};

const REFERENCES = new Set(['$ref', '$dynamicRef', '$recursiveRef', '$schema']);
/** Dialects that every validator knows, so that nothing is fetched. */
const KNOWN = /^(?:https?:)?\/\/(?:json-schema\.org|www\.w3\.org|spec\.openapis\.org)\//i;

function severityOf(value: string, keyword: string, own: ReadonlySet<string>): 'high' | 'low' | undefined {
  if (value.startsWith('#') || value === '') return undefined;
  const bare = value.split('#', 1)[0]!;
  if (own.has(bare) || KNOWN.test(value)) return undefined;
  const scheme = /^\s{0,8}([a-z][a-z0-9+.-]{0,20}):/i.exec(value)?.[1]?.toLowerCase();
  if (scheme === 'urn' || scheme === 'tag') return 'low';
  // A dialect nobody knows is a name first; some validators ask for it.
  if (keyword === '$schema') return scheme === 'file' ? 'high' : 'low';
  if (scheme !== undefined || value.startsWith('//') || value.startsWith('\\\\')) return 'high';
  return /^(?:\.{0,2}\/|[\w.-]{1,100}\.(?:json|ya?ml)\b)/.test(value) ? 'high' : 'low';
}

/** What the schema calls its own parts by, and what they come to when put together. */
function namesOf(schema: SchemaReading, message: Message): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { node } of schema.parts)
    for (const keyword of ['$id', 'id', '$anchor']) {
      const name = stringOf(message.reading, memberOf(node, keyword));
      if (name !== undefined && name !== '') names.add(name.split('#', 1)[0]!);
    }
  names.delete('');
  return names;
}
