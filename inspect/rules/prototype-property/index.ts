import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Rule } from '../../rule.ts';
import { slotOf } from '../../support/schemas.ts';
import { quoted } from '../../support/words.ts';
import type { Text } from '../../text.ts';

export const prototypeProperty: Rule = {
  meta: {
    id: 'prototype-property',
    version: 2,
    title: 'A schema names the prototype of an object',
    family: 'schema',
    severity: 'high',
    confidence: 'firm',
    about:
      'A client in JavaScript that copies names of a schema into objects, or arguments by their path, may write into the prototype of all objects. No tool needs a property called __proto__.',
    falsePositives:
      'Tools about cloth, hardware or programming have a property called prototype; that is low.',
    fix: 'Rename the property. In a client, keep names of a server in a Map or in objects without a prototype.',
    references: ['OWASP MCP05', 'CWE-1321'],
  },
  reads: { fields: ['schema'], views: [] },
  watch(report) {
    return {
      text(text) {
        const { value } = text;
        if (value.length < 9 || value.length > 300) return;
        const named = NAMED.exec(value)?.[0];
        if (named === undefined) return;
        if (isWayThere(text)) {
          report({ at: text.place(), severity: 'medium', says: `${quoted(value)} ${LEADS}` });
          return;
        }
        const slot = slotOf(text);
        if (slot === undefined || !PLACES.has(slot.kind)) return;
        const isCertain = named.includes('__') || named.includes('.') || named.includes('[');
        const isName = slot.kind === 'property' || slot.kind === 'required' || slot.kind === 'definition';
        if (!isCertain && !isName) return;
        report({
          at: text.place(),
          severity: isCertain ? (isName ? 'high' : 'medium') : 'low',
          confidence: isCertain ? 'firm' : 'tentative',
          says: `${quoted(value)} ${LEADS}`,
        });
      },
    };
  },
};

const LEADS =
  'leads to the prototype of an object in JavaScript; a client that uses it as a name may change every object it has.';

/** `{"constructor":{"prototype":{…}}}` inside a value. */
function isWayThere({ isKey, value, node }: Text): boolean {
  return isKey && value === 'constructor' && memberOf(node, 'prototype')?.kind === 'object';
}

const NAMED =
  /__proto__|^constructor$|^prototype$|\bconstructor(?:\.|\[["'])prototype\b|__(?:define|lookup)[GS]etter__/;
const PLACES = new Set([
  'property',
  'definition',
  'required',
  'enum',
  'const',
  'default',
  'reference',
  'identifier',
  'keyword',
  'header',
]);
