import type { Severity } from '../../../protocol/finding.ts';
import { tokensIn } from '../../support/secrets/tokens.ts';
import { jsonWebTokensIn } from '../../support/secrets/json-web-tokens.ts';
import { isDisguised, lookalikeOf } from '../../support/host.ts';
import { readUrl } from '../../support/url.ts';

export interface Dangers {
  severity: Severity;
  words: string[];
}

const CUT = 4096;

/** What is wrong with an address that a user is to open; undefined when nothing is. */
export function dangersOf(written: string): Dangers | undefined {
  const url = written.slice(0, CUT);
  const { scheme, userinfo, host, hasBlankInScheme } = readUrl(url);
  if ((scheme !== 'http' && scheme !== 'https') || host === undefined)
    return {
      severity: 'high',
      words: [`does not lead to a page of the web (${scheme.slice(0, 20) || 'no scheme'})`],
    };
  const carriesToken = tokensIn(url).length > 0 || jsonWebTokensIn(url, 0).length > 0;
  if (userinfo === undefined && host.reach === 'loopback' && !carriesToken && !isDisguised(host))
    return { severity: 'info', words: ['leads to this machine'] };
  const high: string[] = [];
  const medium: string[] = [];
  if (hasBlankInScheme) high.push('has blanks in its scheme');
  if (userinfo !== undefined) high.push('has a name before the host, which may pass for the host');
  if (isDisguised(host)) high.push('writes its host so that nobody can tell which it is');
  const lookalike = lookalikeOf(host.name);
  if (lookalike !== undefined)
    high.push(`has a host of other letters than it seems (${host.name.slice(0, 60)})`);
  if (carriesToken) high.push('carries a token');
  if (host.reach !== 'public' && host.reach !== 'loopback') medium.push('leads into the user’s own network');
  else if (host.form !== 'name') medium.push('names a machine by its number');
  if (scheme === 'http' && host.reach !== 'loopback') medium.push('is not encrypted');
  if (high.length + medium.length === 0) return undefined;
  return { severity: high.length > 0 ? 'high' : 'medium', words: [...high, ...medium] };
}
