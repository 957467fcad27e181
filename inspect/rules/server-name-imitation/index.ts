import type { Neighbour } from '../../neighbours.ts';
import type { Rule, Said } from '../../rule.ts';
import type { SessionFacts } from '../../session-facts.ts';
import { memberOf } from '../../../protocol/mcp/read-place.ts';
import { skeletonOf, styleless } from '../../support/name-skeleton.ts';
import { NearNames } from '../../support/near-names.ts';
import { quoted, wordsOfName } from '../../support/words.ts';
import { claimedVendor, isHostOf, nearVendor } from './vendors.ts';

export const serverNameImitation: Rule = {
  meta: {
    id: 'server-name-imitation',
    version: 1,
    title: 'A server’s name imitates another name',
    family: 'naming',
    severity: 'high',
    confidence: 'firm',
    about:
      'A server says itself what it is called, and nobody checks it. People decide by that name whether to trust it.',
    falsePositives: 'Servers of a community for a known product, and the same server behind a gateway.',
    fix: 'Look at where the server comes from: its package or its address, not its name.',
    references: ['OWASP MCP04', 'OWASP MCP09', 'CWE-345'],
  },
  reads: { fields: [], views: [] },
  watch(report, session) {
    return {
      item(item) {
        if (item.section !== 'server') return;
        // Since 2026-07-28 it stands in `_meta`.
        const info = item.member('serverInfo') ?? memberOf(item.member('_meta'), SERVER_INFO);
        const node = memberOf(info, 'name');
        const name = item.message.text(node) ?? '';
        if (name === '' || name.length > LONGEST) return;
        const said = node === undefined ? undefined : (ofVendor(name, session) ?? ofNeighbour(name, session));
        if (said !== undefined) report({ at: item.message.place(node!), ...said });
      },
    };
  },
};

const LONGEST = 200;
const SERVER_INFO = 'io.modelcontextprotocol/serverInfo';

function ofVendor(name: string, { target }: SessionFacts): Omit<Said, 'at'> | undefined {
  const near = nearVendor(name);
  if (near !== undefined)
    return {
      severity: near.isLookAlike ? 'high' : 'medium',
      says: `The server calls itself ${quoted(name, 60)}; ${quoted(near.written, 30)} is not “${near.vendor}”.`,
    };
  const vendor = claimedVendor(name);
  const host = hostOf(target.url);
  if (vendor === undefined || host === undefined || isHostOf(host, vendor)) return undefined;
  return {
    severity: 'low',
    confidence: 'tentative',
    title: 'A server claims the name of a vendor it is not reached at',
    says: `The server claims to be ${quoted(name, 60)}, and is reached at ${quoted(host, 60)}, which does not belong to ${vendor} as far as is known here.`,
  };
}

/** This machine, and numbers of private networks, belong to nobody. */
function hostOf(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const host = new URL(url).hostname.toLowerCase();
  return !host.includes('.') || host.startsWith('[') || /^[\d.]+$/.test(host) || host.endsWith('.localhost')
    ? undefined
    : host;
}

function ofNeighbour(name: string, { neighbours }: SessionFacts): Omit<Said, 'at'> | undefined {
  const others = neighbours.servers.flatMap((of: Neighbour) =>
    of.claims === undefined || of.claims === ''
      ? []
      : [{ of, skeleton: skeletonOf(of.claims), tool: { name: of.claims, parameters: [], shape: '' } }],
  );
  // The same name twice is one program connected twice.
  if (others.some(({ tool }) => styleless(tool.name) === styleless(name))) return undefined;
  const near = others.length === 0 ? undefined : new NearNames(others).nearTo(name);
  if (near === undefined || !ALARMING.has(near.how) || wordsOfName(name).length === 0) return undefined;
  return {
    severity: near.how === 'look-alike' ? 'high' : near.how === 'claim' ? 'low' : 'medium',
    says: `The server calls itself ${quoted(name, 50)}, nearly the name of ${quoted(near.other.tool.name, 50)} (${quoted(near.other.of.server, 30)}), which is connected too.`,
  };
}

const ALARMING: ReadonlySet<string> = new Set(['look-alike', 'figures', 'slip', 'claim']);
