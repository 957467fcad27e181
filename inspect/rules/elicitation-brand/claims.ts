import type { Severity } from '../../../protocol/finding.ts';

/** Who shows the question, or what it is shown on: neither asks through a server. */
const HOSTS =
  /\b(claude(?: code| desktop)?|chatgpt|cursor|copilot|vs ?code|visual studio code|gemini|windsurf|windows(?: security| defender)?|macos|mac os|apple security|system administrator|your (?:operating system|it department))\b[^.!?]{0,20}\b(?:needs?|requires?|asks?|requests?|must|wants?)\b/i;
const PROVIDERS =
  /\b(google|gmail|microsoft|outlook|office 365|apple|icloud|github|gitlab|amazon|aws|paypal|stripe|facebook|instagram|whatsapp|slack|dropbox|linkedin|netflix|coinbase|metamask|okta|anthropic|openai|atlassian|jira|notion|salesforce)\b[^.!?]{0,40}\b(?:session|account|login|password|subscription|licen[cs]e|access)\b[^.!?]{0,30}\b(?:expired|suspended|locked|disabled|compromised|limited|at risk|ended|revoked|verif(?:y|ied|ication))\b/i;

/** A claim to be somebody, unless `own` (name and addresses of the server) shows that it is. */
export function claimOf(words: string, own: string): { severity: Severity; says: string } | undefined {
  const known = own.toLowerCase();
  const host = HOSTS.exec(words);
  if (host !== null && !known.includes(host[1]!.toLowerCase().split(' ')[0]!))
    return {
      severity: 'high',
      says: `It speaks for “${host[1]!}”: “${host[0].slice(0, 100)}”. It is the server that asks.`,
    };
  const provider = PROVIDERS.exec(words);
  if (provider !== null && !known.includes(provider[1]!.toLowerCase().split(' ')[0]!))
    return {
      severity: 'medium',
      says: `It says of another: “${provider[0].slice(0, 100)}”. The server is not known as ${provider[1]!}.`,
    };
  return undefined;
}
