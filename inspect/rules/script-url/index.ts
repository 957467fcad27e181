import type { FieldClass } from '../../../protocol/mcp/fields.ts';
import type { Rule } from '../../rule.ts';
import { linkSlotsIn } from '../../support/link-slots.ts';
import { readUrl, type Url } from '../../support/url.ts';
import { TRAIT } from '../../views/traits.ts';

/** `unsafe-icon` and `elicitation-address` judge the addresses of these. */
const OWN_RULES = new Set<FieldClass>(['icon', 'elicitation']);

export const scriptUrl: Rule = {
  meta: {
    id: 'script-url',
    version: 2,
    title: 'An address that is a program',
    family: 'exfiltration',
    severity: 'high',
    confidence: 'firm',
    about:
      'An address with javascript:, vbscript: or data:text/html is not a place but a program: a client that follows or loads it runs what the server wrote.',
    falsePositives:
      'Old web pages have such links by the dozen; in results they are low, and the usual empty ones (javascript:void(0)) are left out.',
    fix: 'Follow http and https addresses only, and refuse every other scheme wherever a server names an address.',
    references: ['OWASP MCP06', 'CWE-79', 'CWE-84'],
  },
  reads: { traits: TRAIT.colon },
  watch(report) {
    return {
      text(text) {
        const { value, node } = text;
        const isAddress = !text.isKey && text.via.length === 0 && ADDRESS_KEYS.has(node?.key?.name ?? '');
        if (isAddress) {
          if (value.startsWith('http') || OWN_RULES.has(text.field)) return;
          const what = programOf(readUrl(value));
          if (what !== undefined)
            report({
              at: text.place(0, Math.min(value.length, 400)),
              severity: text.field === 'result-structured' || text.field === 'schema' ? 'medium' : 'high',
              says: `The field ${node!.key!.name} holds ${what} where an address belongs: “${value.slice(0, 60)}”.`,
            });
          return;
        }
        if (!text.has(TRAIT.bracket | TRAIT.angle)) return;
        let told = 0;
        for (const slot of text.once(linkSlotsIn)) {
          if (slot.attribute === 'content' || slot.attribute === 'style') continue;
          const url = readUrl(slot.target);
          const what = programOf(url);
          if (what === undefined || (!text.isDefinition && isEmptyProgram(url))) continue;
          if (++told > MOST_TOLD) break;
          report({
            at: text.place(slot.from, slot.to),
            severity: text.isDefinition ? 'high' : 'low',
            confidence: text.isDefinition ? 'firm' : 'tentative',
            says: `A link or image leads to ${what}: “${slot.target.slice(0, 80)}”.`,
          });
        }
      },
    };
  },
};

/** Of one text. The engine keeps the worst hundred of a frame, and says so. */
const MOST_TOLD = 200;

const ADDRESS_KEYS = new Set([
  'url',
  'uri',
  'src',
  'href',
  'websiteUrl',
  'authorization_endpoint',
  'resourceUri',
]);

function programOf(url: Url): string | undefined {
  const { scheme } = url;
  if (scheme === 'javascript' || scheme === 'vbscript' || scheme === 'livescript')
    return url.hasBlankInScheme ? `a ${scheme} program with blanks in its scheme` : `a ${scheme} program`;
  if (scheme !== 'data') return undefined;
  const type = url.path
    .slice(0, 60)
    .replace(/[\0- ]+/g, '')
    .toLowerCase();
  return /^(?:text\/html|application\/xhtml\+xml|text\/javascript|application\/javascript)[;,]/.test(type)
    ? 'a whole page that can run scripts'
    : undefined;
}

function isEmptyProgram({ path }: Url): boolean {
  return /^(?:;?|void(?:\(\s*(?:0|null)?\s*\)| 0);?|\/\/|false;?|undefined;?)$/i.test(
    path.slice(0, 40).trim(),
  );
}
