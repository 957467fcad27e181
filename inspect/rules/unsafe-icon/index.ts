import { memberOf } from '../../../protocol/mcp/read-place.ts';
import type { Severity } from '../../../protocol/finding.ts';
import type { Rule } from '../../rule.ts';
import { base64Start } from '../../support/base64-start.ts';
import { isSameSite } from '../../support/host.ts';
import { kindOfBase64 } from '../../support/magic.ts';
import { readUrl } from '../../support/url.ts';

export const unsafeIcon: Rule = {
  meta: {
    id: 'unsafe-icon',
    version: 1,
    title: 'An icon that the specification tells clients to refuse',
    family: 'exfiltration',
    severity: 'high',
    confidence: 'certain',
    about:
      'Icons are loaded by the client itself. They must come over https or stand in the message as data; other schemes reach files and programs, drawings can hold scripts, and a foreign host learns who looks.',
    falsePositives:
      'Content networks of the vendor are other hosts as well; that is told as information only.',
    fix: 'Serve icons as PNG or JPEG over https from the host of the server, or put them into the message as data.',
    references: ['OWASP MCP06', 'CWE-79', 'CWE-829', 'MCP 2025-11-25 basic'],
  },
  reads: { fields: ['icon'] },
  watch(report, session) {
    const own = session.target.url === undefined ? undefined : readUrl(session.target.url).host;
    return {
      text(text) {
        if (text.isKey || text.via.length > 0 || text.node?.key?.name !== 'src') return;
        const url = readUrl(text.value);
        const declared = text.message?.text(memberOf(text.node.parent, 'mimeType')) ?? '';
        const say = (severity: Severity, title: string, says: string): void =>
          report({
            at: text.place(0, Math.min(text.value.length, 200)),
            severity,
            title,
            says,
          });
        if (url.scheme === 'data') {
          for (const [severity, title, says] of dataFaults(url.path, declared)) say(severity, title, says);
          if (text.value.length > MOST)
            say(
              'low',
              'An icon of unusual size',
              `The icon takes ${text.value.length} characters of the message.`,
            );
        } else if (url.scheme !== 'https') {
          const isLocal = url.host?.reach === 'loopback';
          say(
            url.scheme === 'http' ? (isLocal ? 'low' : 'medium') : 'high',
            'An icon that is not loaded over https',
            `The icon is at “${text.value.slice(0, 80)}”; only https and data are allowed.`,
          );
        } else if (
          own !== undefined &&
          url.host !== undefined &&
          own.reach === 'public' &&
          !isSameSite(own, url.host)
        )
          say(
            'info',
            'An icon from another host',
            `The icon is loaded from “${url.host.name.slice(0, 80)}”, which is not the host of the server.`,
          );
      },
    };
  },
};

const MOST = 256 * 1024;
const ACTIVE =
  /<script|<foreignobject|\son[a-z]{3,20}\s?=|javascript:|<!entity|<iframe|(?:href|src)\s?=\s?["']?https?:/i;

/** `image/svg+xml;base64,…` and what is in it. */
function dataFaults(path: string, declared: string): [Severity, string, string][] {
  const comma = path.indexOf(',');
  const head = path.slice(0, comma === -1 ? 100 : Math.min(comma, 100)).toLowerCase();
  const type = head.split(';')[0]!.trim();
  const body = path.slice(comma + 1);
  const faults: [Severity, string, string][] = [];
  if (!type.startsWith('image/'))
    faults.push(['high', 'An icon that is no image', `The icon holds “${type.slice(0, 60)}”.`]);
  if (declared !== '' && type !== '' && declared.split(';')[0]!.toLowerCase() !== type)
    faults.push([
      'low',
      'An icon of two types',
      `The icon is called ${declared.slice(0, 60)} beside it and ${type.slice(0, 60)} in it.`,
    ]);
  if (type === 'image/svg+xml') {
    const drawing =
      (head.includes('base64') ? base64Start(body, MOST) : unescaped(body.slice(0, MOST))) ?? '';
    const active = ACTIVE.exec(drawing);
    if (active !== null)
      faults.push([
        'high',
        'An icon with a program in it',
        `The drawing holds “${active[0].trim().slice(0, 40)}”, which can run or load something.`,
      ]);
  } else if (head.includes('base64')) {
    const kind = kindOfBase64(body);
    if (kind !== undefined && kind.group !== 'image')
      faults.push([
        'high',
        'An icon that is no image',
        `The icon is called ${type.slice(0, 60)} but begins like ${kind.type}.`,
      ]);
  }
  return faults;
}

function unescaped(text: string): string {
  return text.replace(/%[0-9a-fA-F]{2}/g, (hex) => String.fromCharCode(parseInt(hex.slice(1), 16)));
}
