import type { Rule } from '../../rule.ts';
import { dataSlotsOf } from '../../support/data-slot.ts';
import { isWeb, shownUrl, urlsIn } from '../../support/url.ts';
import { TRAIT } from '../../views/traits.ts';

export const dataInHostname: Rule = {
  meta: {
    id: 'data-in-hostname',
    version: 1,
    title: 'Data in the name of a host',
    family: 'exfiltration',
    severity: 'high',
    confidence: 'firm',
    about:
      'Whatever stands in a host name reaches the owner of the domain with the mere look-up, even where no connection is allowed. A name with a place for private text, or with long encoded parts, is a way out.',
    falsePositives: 'Content networks and previews use long hashes as names; these are low.',
    fix: 'Never put what is private into host names, and let the client resolve only names it knows.',
    references: ['OWASP MCP10', 'CWE-201'],
  },
  reads: { traits: TRAIT.slash },
  watch(report) {
    return {
      text(text) {
        let told = 0;
        for (const url of text.once(urlsIn)) {
          if (!isWeb(url)) continue;
          const slot = dataSlotsOf(url).find(({ isTelling, where }) => isTelling && where === 'host');
          const label = slot === undefined ? cargoIn(url.host!.name) : undefined;
          if (slot === undefined && label === undefined) continue;
          if (++told > MOST_TOLD) break;
          report({
            at: text.place(url.from, url.to),
            severity: slot === undefined ? 'low' : text.isDefinition ? 'high' : 'medium',
            confidence: slot === undefined ? 'tentative' : 'firm',
            says:
              slot === undefined
                ? `The host of “${shownUrl(url, 60)}” has an encoded part of ${label!.length} characters.`
                : `The host of “${shownUrl(url, 80)}” has a place for “${slot.text.slice(0, 40)}”: looking it up sends that away.`,
          });
        }
      },
    };
  },
};

/** Of one text. The engine keeps the worst hundred of a frame, and says so. */
const MOST_TOLD = 200;

/** A label longer than a hash is written in names, of the letters of hex or base32 with digits among them. */
function cargoIn(host: string): string | undefined {
  if (host.length < 44) return undefined;
  return host
    .split('.')
    .find(
      (label) =>
        label.length > 40 &&
        /^[a-z2-7]+$|^[0-9a-f]+$/.test(label) &&
        (label.match(/[0-9]/g)?.length ?? 0) >= 4,
    );
}
