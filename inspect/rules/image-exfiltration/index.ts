import type { Severity } from '../../../protocol/finding.ts';
import type { Rule } from '../../rule.ts';
import { carriesCargo, dataSlotsOf, isOpenEnded } from '../../support/data-slot.ts';
import { linkSlotsIn, type LinkSlot } from '../../support/link-slots.ts';
import { isWeb, readUrl, shownUrl, type Url } from '../../support/url.ts';
import { TRAIT } from '../../views/traits.ts';

export const imageExfiltration: Rule = {
  meta: {
    id: 'image-exfiltration',
    version: 2,
    title: 'An image whose address can carry data away',
    family: 'exfiltration',
    severity: 'high',
    confidence: 'firm',
    about:
      'Many clients load images of an answer by themselves. If the address has a place for data, a model that fills it in and repeats the image sends that data to the host, and nobody clicks anything.',
    falsePositives:
      'Templates of chart and badge services have places to fill in as well. An image without any is told as information only.',
    fix: 'Let the client load images from known hosts only, and remove addresses with places to fill in from descriptions and results.',
    references: ['OWASP MCP06', 'OWASP MCP10', 'CWE-200', 'CWE-201'],
  },
  reads: { traits: TRAIT.bracket | TRAIT.angle },
  watch(report) {
    return {
      text(text) {
        const images = text.once(linkSlotsIn).filter(isImage);
        const plain: { slot: LinkSlot; url: Url }[] = [];
        let told = 0;
        for (const slot of images) {
          const url = readUrl(slot.target);
          if (!isWeb(url)) continue;
          const judged = judge(url, aroundOf(text.value, slot), text.isDefinition);
          if (judged === undefined) plain.push({ slot, url });
          else if (told++ < MOST_TOLD)
            report({
              at: text.place(slot.from, slot.to),
              severity: judged.severity,
              confidence: judged.severity === 'high' ? 'firm' : 'tentative',
              says: `An image is loaded from “${shownUrl(url)}”, ${judged.why}.`,
            });
        }
        const first = plain[0];
        if (first === undefined) return;
        report({
          at: text.place(first.slot.from, first.slot.to),
          and: plain.slice(1, 9).map(({ slot }) => text.place(slot.from, slot.to)),
          title: 'Images from other hosts',
          severity: text.isDefinition ? 'low' : 'info',
          confidence: 'tentative',
          sameAs: first.url.host!.name,
          says: `${plain.length === 1 ? 'An image' : `${plain.length} images`} would be loaded from elsewhere where this is rendered, the first from “${first.url.host!.name.slice(0, 100)}”: that host learns when it is read, and from where.`,
        });
      },
    };
  },
};

/** Of one text. The engine keeps the worst hundred of a frame, and says so. */
const MOST_TOLD = 200;

function isImage({ kind, tag }: LinkSlot): boolean {
  return kind === 'image' || (kind === 'attribute' && (tag === 'img' || tag === 'image'));
}

function aroundOf(text: string, { from, to }: LinkSlot): string {
  return `${text.slice(Math.max(0, from - 300), from)} ${text.slice(to, to + 300)}`;
}

const FILLS = /\b(?:append|replac|substitut|fill|insert|put|encod|concat|attach|includ)[a-z]*/i;
const GOODS =
  /\b(?:conversation|chat|history|secret|token|password|credential|api key|prompt|user'?s? (?:data|message|name|input|email)|context|summary|contents?|what (?:the )?user)\b/i;

function judge(
  url: Url,
  around: string,
  isDefinition: boolean,
): { severity: Severity; why: string } | undefined {
  const slots = dataSlotsOf(url);
  const telling = slots.find((slot) => slot.isTelling);
  const asked = FILLS.test(around) && GOODS.test(around);
  if (telling !== undefined)
    return {
      severity: isDefinition ? 'high' : 'medium',
      why: `with a place for “${telling.text.slice(0, 40)}”: whoever fills it in sends that to the host`,
    };
  if (asked && (slots.some(({ where }) => where === 'query') || isOpenEnded(url)))
    return {
      severity: isDefinition ? 'high' : 'medium',
      why: 'with a place left open, and the words around it say what to put there',
    };
  if (carriesCargo(url))
    return { severity: isDefinition ? 'medium' : 'low', why: 'with a long encoded value in its query' };
  if (slots.length > 0)
    return {
      severity: isDefinition ? 'low' : 'info',
      why: `with “${slots[0]!.text.slice(0, 40)}” to be filled in`,
    };
  return undefined;
}
