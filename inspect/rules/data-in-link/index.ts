import type { Rule } from '../../rule.ts';
import { dataSlotsOf } from '../../support/data-slot.ts';
import { isSameSite } from '../../support/host.ts';
import { linkSlotsIn, type LinkSlot } from '../../support/link-slots.ts';
import { isWeb, readUrl, shownUrl, urlsIn, type Url } from '../../support/url.ts';
import type { Text } from '../../text.ts';
import { TRAIT } from '../../views/traits.ts';

export const dataInLink: Rule = {
  meta: {
    id: 'data-in-link',
    version: 2,
    title: 'A link that takes data along, or leads elsewhere than it says',
    family: 'exfiltration',
    severity: 'medium',
    confidence: 'firm',
    about:
      'A link with a place for the conversation, a secret or the content of a file sends it to its host once somebody follows it. A link whose words name one host and whose target is another deceives the reader.',
    falsePositives:
      'Documentation of APIs is full of addresses with placeholders: in results they are told as low. Links through a redirector name another host than they lead to.',
    fix: 'Show the target of a link before it is followed, and do not let a model write private text into addresses.',
    references: ['OWASP MCP06', 'OWASP MCP10', 'CWE-201', 'CWE-451'],
  },
  reads: { traits: TRAIT.slash },
  watch(report) {
    return {
      text(text) {
        const slots = text.has(TRAIT.bracket | TRAIT.angle) ? text.once(linkSlotsIn) : [];
        let told = 0;
        for (const slot of slots) {
          const named = namedHost(labelOf(text.value, slot));
          const url = readUrl(slot.target);
          if (named?.host === undefined || !isWeb(url) || isSameSite(named.host, url.host!)) continue;
          if (dataSlotsOf(url).some(({ where }) => where === 'host')) continue;
          if (++told > MOST_TOLD) break;
          report({
            at: text.place(slot.from, slot.to),
            title: 'A link says one host and leads to another',
            severity: text.isDefinition ? 'medium' : 'low',
            says: `The link reads “${shownUrl(named, 60)}” but leads to “${url.host!.name.slice(0, 60)}”.`,
          });
        }
        reportSlots(text, slots);
      },
    };

    function reportSlots(text: Text, slots: LinkSlot[]): void {
      if (!text.has(TRAIT.brace | TRAIT.angle | TRAIT.equals | TRAIT.bracket)) return;
      let told = 0;
      for (const url of text.once(urlsIn)) {
        if (
          !isWeb(url) ||
          slots.some(
            ({ kind, tag, from, to }) =>
              (kind === 'image' || tag === 'img') && url.from >= from && url.from < to,
          )
        )
          continue;
        const slot = dataSlotsOf(url).find(({ isTelling, where }) => isTelling && where !== 'host');
        if (slot === undefined) continue;
        if (++told > MOST_TOLD) break;
        report({
          at: text.place(url.from, url.to),
          title: 'An address with a place for private text',
          severity: text.isDefinition ? 'medium' : 'low',
          confidence: 'tentative',
          says: `“${shownUrl(url)}” has a place for “${slot.text.slice(0, 40)}”: whoever fills it in and follows it sends that to the host.`,
        });
      }
    }
  },
};

/** Of one text. The engine keeps the worst hundred of a frame, and says so. */
const MOST_TOLD = 200;

/** What a reader sees of a link; of `<a href>` up to the next tag. */
function labelOf(text: string, slot: LinkSlot): string {
  if (slot.kind === 'link') return slot.label;
  if (slot.tag !== 'a' || slot.attribute !== 'href') return '';
  const near = text.slice(slot.to, slot.to + 500);
  const start = near.indexOf('>');
  const end = near.indexOf('<', start);
  return start === -1 || end === -1 ? '' : near.slice(start + 1, end);
}

const BARE_HOST =
  /^(?:www\.)?[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){0,3}\.(?:com|org|net|gov|edu|bank|io|dev|app|co\.uk|de|fr|jp|ch)$/i;

/** A label that is an address or the name of a host and nothing else; `node.js` and `readme.md` are none. */
function namedHost(label: string): Url | undefined {
  const words = label.trim().replace(/^[*_`]+|[*_`]+$/g, '');
  if (words.length > 300 || words.length < 4) return undefined;
  if (/^https?:\/\/[^\s]+$/i.test(words)) return readUrl(words);
  return BARE_HOST.test(words) ? readUrl(`//${words}`) : undefined;
}
