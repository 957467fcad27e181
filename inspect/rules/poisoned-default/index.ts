import type { Rule } from '../../rule.ts';
import type { Severity } from '../../../protocol/finding.ts';
import { readUrl } from '../../support/url.ts';
import { foreignUrls, isCollector, plantedIn, type Planted } from '../../support/planted.ts';
import { slotOf, type SlotKind } from '../../support/schemas.ts';
import { quoted, wordsOfName } from '../../support/words.ts';
import type { Text } from '../../text.ts';
import { TRAIT } from '../../views/traits.ts';

const PLACES: Partial<Record<SlotKind, string>> = {
  default: 'The default',
  const: 'The fixed value',
  enum: 'A value to choose from',
  example: 'An example',
};

const SEVERITIES: Record<Planted['kind'], Severity> = {
  'secret-path': 'high',
  shell: 'high',
  'template-code': 'high',
  'secret-environment': 'medium',
  template: 'info',
  environment: 'info',
};
const WORDS: Record<Planted['kind'], string> = {
  'secret-path': 'names a file that holds secrets',
  shell: 'has a command for a shell in it',
  'template-code': 'has a template expression in it that runs code',
  'secret-environment': 'refers to a secret of the environment',
  template: 'has a template expression in it',
  environment: 'refers to the environment',
};

export const poisonedDefault: Rule = {
  meta: {
    id: 'poisoned-default',
    version: 2,
    title: 'A default that does harm when it is left alone',
    family: 'schema',
    severity: 'high',
    confidence: 'firm',
    about:
      'Defaults, fixed values and examples are filled in without anybody choosing them. A path of a secret, a command, an expression or a receiver that stands there takes part in calls that nobody wrote that way.',
    falsePositives:
      'Tools whose purpose is that very thing: one that reads system files, one that sends to a fixed service. Templates with plain variables are only mentioned.',
    fix: 'Leave such values out of the schema and ask for them. In a client, show values that were filled in and have them confirmed.',
    references: ['OWASP MCP03', 'OWASP MCP05', 'CWE-1188'],
  },
  reads: { fields: ['schema'], views: [] },
  watch(report, session) {
    const own = session.target.url === undefined ? undefined : readUrl(session.target.url).host?.name;
    return {
      text(text) {
        const { value } = text;
        if (value.length < 3 || text.isKey || isPlain(text)) return;
        const slot = slotOf(text);
        const place = slot === undefined ? undefined : PLACES[slot.kind];
        if (slot === undefined || place === undefined) return;
        const property = slot.part.property ?? '';
        const of = property === '' ? '' : ` of ${quoted(property, 40)}`;
        const isOnlyShown = slot.kind === 'example' || slot.kind === 'enum';
        const planted = plantedIn(value);
        if (planted !== undefined) {
          const severity = SEVERITIES[planted.kind];
          if (severity !== 'info' || slot.kind === 'default')
            report({
              at: text.place(planted.from, planted.to),
              severity: isOnlyShown ? milder(severity) : severity,
              confidence: severity === 'high' ? 'firm' : 'tentative',
              says: `${place}${of} ${WORDS[planted.kind]}: ${quoted(value.slice(planted.from, planted.to))}.`,
            });
        }
        if (slot.kind === 'example') return;
        const isReceiver = wordsOfName(property).some((word) => RECEIVERS.has(word));
        for (const url of foreignUrls(value, own)) {
          const isBad = isCollector(url);
          if (slot.kind === 'enum' && !isBad) continue;
          report({
            at: text.place(url.from, url.to),
            severity: isBad ? 'high' : isReceiver ? 'medium' : 'info',
            confidence: isBad ? 'firm' : 'tentative',
            says: isBad
              ? `${place}${of} is an address where anybody collects what is sent: ${quoted(url.written)}.`
              : `${place}${of} is an address of another party: ${quoted(url.written)}.`,
          });
          return;
        }
        if (isReceiver && MAIL.test(value.slice(0, 200)))
          report({
            at: text.place(),
            severity: 'medium',
            says: `${place}${of} is a receiver: ${quoted(value)}. Whoever leaves it alone sends there.`,
          });
      },
    };
  },
};

/** Words and numbers: no path, command, expression or address, but for the name of a key file. */
function isPlain(text: Text): boolean {
  return !text.has(TRAIT.sign | TRAIT.dot) && !text.value.includes('id_');
}

/** Parameters that say where things go. */
const RECEIVERS = new Set(
  'webhook callback recipient recipients bcc cc notify report forward exfil sink collector log telemetry to'.split(
    ' ',
  ),
);
/** One address, not an example of documentation. */
const MAIL = /^[^\s@<>]{1,64}@(?!example\.|test\.)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4}$/i;

function milder(severity: Severity): Severity {
  return severity === 'high' ? 'medium' : severity === 'medium' ? 'low' : 'info';
}
