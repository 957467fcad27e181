import type { Rule } from '../../rule.ts';
import { linkSlotsIn, type LinkSlot } from '../../support/link-slots.ts';
import { isWeb, readUrl, urlsIn, type Url } from '../../support/url.ts';
import type { Text } from '../../text.ts';
import { TRAIT } from '../../views/traits.ts';

export const autoLoadingMarkup: Rule = {
  meta: {
    id: 'auto-loading-markup',
    version: 1,
    title: 'Markup that loads or sends by itself',
    family: 'exfiltration',
    severity: 'medium',
    confidence: 'firm',
    about:
      'Frames, scripts, style sheets, media, redirects and forms reach out to another host as soon as a client renders the text. A description has no use for them.',
    falsePositives:
      'Tools that write or fetch web pages quote such markup; in results it is told as information only.',
    fix: 'Render what servers say as plain text, and take markup out of descriptions.',
    references: ['OWASP MCP06', 'CWE-79', 'CWE-829'],
  },
  reads: { traits: TRAIT.angle },
  watch(report) {
    return {
      text(text) {
        const found = [...text.once(linkSlotsIn).flatMap(loadedBy), ...styleLoads(text)];
        const first = found[0];
        if (first === undefined) return;
        report({
          at: text.place(first.from, first.to),
          and: found.slice(1, 9).map(({ from, to }) => text.place(from, to)),
          severity: text.isDefinition ? 'medium' : 'info',
          confidence: text.isDefinition ? 'firm' : 'tentative',
          sameAs: [...new Set(found.map(({ what, url }) => `${what} ${url.host!.name}`))].sort().join(' '),
          says: `${found.length === 1 ? 'A' : `${found.length} places, the first a`} ${first.what} that reaches out to “${first.url.host!.name.slice(0, 80)}” where this text is rendered.`,
        });
      },
    };
  },
};

interface Loaded {
  what: string;
  url: Url;
  from: number;
  to: number;
}

const LOADERS = new Map([
  ['iframe', 'frame'],
  ['frame', 'frame'],
  ['embed', 'plug-in'],
  ['object', 'plug-in'],
  ['script', 'script'],
  ['link', 'linked file'],
  ['video', 'video'],
  ['audio', 'sound'],
  ['source', 'media file'],
  ['track', 'media file'],
  ['form', 'form'],
  ['button', 'form'],
  ['input', 'form'],
  ['base', 'base address'],
  ['body', 'background'],
  ['meta', 'redirect'],
  ['a', 'ping'],
  ['area', 'ping'],
]);

function loadedBy({ kind, tag, attribute, target, from, to }: LinkSlot): Loaded[] {
  const what = LOADERS.get(tag);
  if (kind !== 'attribute' || what === undefined) return [];
  if ((tag === 'a' || tag === 'area') && attribute !== 'ping') return [];
  if ((tag === 'button' || tag === 'input') && attribute !== 'formaction') return [];
  if (tag === 'meta') {
    // `0; url=https://…`: anything else in `content` is a description.
    const at = target.toLowerCase().indexOf('url=');
    if (at === -1 || at > 20) return [];
    const url = readUrl(target.slice(at + 4).replace(/^['"]/, ''));
    return isWeb(url) ? [{ what, url, from, to }] : [];
  }
  const url = readUrl(target);
  return isWeb(url) ? [{ what, url, from, to }] : [];
}

/** `url(https://…)` and `@import` inside a style. */
function styleLoads(text: Text): Loaded[] {
  const { value } = text;
  if (!value.includes('<style') && !value.includes('style=')) return [];
  return text
    .once(urlsIn)
    .filter(
      (url) =>
        isWeb(url) && /(?:url\(|@import )['"]?$/.test(value.slice(Math.max(0, url.from - 10), url.from)),
    )
    .map((url) => ({ what: 'style sheet', url, from: url.from, to: url.to }));
}
