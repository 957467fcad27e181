import type { Rule } from '../../rule.ts';
import { memberOf } from '../../../protocol/mcp/read-place.ts';
import { schemasIn, typesOf, type SchemaReading } from '../../support/schemas.ts';
import type { Message } from '../../message.ts';
import type { Place } from '../../place.ts';

export const openSchema: Rule = {
  meta: {
    id: 'open-schema',
    version: 1,
    title: 'Tools take objects of any shape',
    family: 'schema',
    severity: 'info',
    confidence: 'certain',
    about:
      'A parameter that is an object without named properties, or a schema that is empty, lets a caller send anything. What is not described is not checked, and is worth trying with unexpected keys.',
    falsePositives: 'Filters, metadata and pass-through calls are open by purpose.',
    fix: 'Name the properties, and say additionalProperties: false where nothing else is meant.',
    references: ['OWASP MCP02', 'CWE-20', 'CWE-915'],
  },
  reads: { fields: [], views: [] },
  watch(report) {
    let isSaid = false;
    return {
      message(message) {
        if (isSaid || message.method !== 'tools/list') return;
        const places: Place[] = [];
        let all = 0;
        let open = 0;
        for (const schema of schemasIn(message)) {
          if (schema.role !== 'input') continue;
          all++;
          const node = firstOpen(schema, message);
          if (node === undefined) continue;
          open++;
          if (places.length <= 8) places.push(message.place(node));
        }
        const first = places[0];
        if (first === undefined) return;
        isSaid = true;
        report({
          at: first,
          and: places.slice(1),
          says: `${open} of ${all} tools in this list take an object whose properties are not described.`,
          sameAs: 'open',
        });
      },
    };
  },
};

/** An object without any word on what is in it; not the top of a tool that takes nothing. */
function firstOpen(schema: SchemaReading, message: Message): SchemaReading['root'] | undefined {
  for (const part of schema.parts) {
    const { node } = part;
    if (part.depth === 0) {
      if (memberOf(node, 'additionalProperties')?.kind === 'true') return node;
      continue;
    }
    if (part.property === undefined || !typesOf(message, node).includes('object')) continue;
    const isDescribed = DESCRIBING.some((keyword) => {
      const member = memberOf(node, keyword);
      return (
        member !== undefined &&
        member.kind !== 'true' &&
        (member.kind !== 'object' || member.children.length > 0)
      );
    });
    if (!isDescribed) return node;
  }
  return undefined;
}

const DESCRIBING = [
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'maxProperties',
  '$ref',
  'allOf',
  'anyOf',
  'oneOf',
  'enum',
  'const',
];
