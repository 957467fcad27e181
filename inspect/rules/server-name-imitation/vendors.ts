import { skeletonOf, styleless } from '../../support/name-skeleton.ts';

/** Vendors whose servers are asked for by name, and the domains they are reached at. */
const VENDORS: Readonly<Record<string, readonly string[]>> = {
  github: ['github.com', 'githubcopilot.com'],
  gitlab: ['gitlab.com'],
  atlassian: ['atlassian.com', 'atlassian.net'],
  bitbucket: ['bitbucket.org', 'atlassian.com'],
  stripe: ['stripe.com'],
  paypal: ['paypal.com'],
  cloudflare: ['cloudflare.com'],
  postmark: ['postmarkapp.com'],
  sendgrid: ['sendgrid.com', 'twilio.com'],
  twilio: ['twilio.com'],
  supabase: ['supabase.com', 'supabase.co'],
  vercel: ['vercel.com'],
  netlify: ['netlify.com', 'netlify.app'],
  heroku: ['heroku.com'],
  anthropic: ['anthropic.com', 'claude.ai', 'claude.com'],
  openai: ['openai.com', 'chatgpt.com'],
  huggingface: ['huggingface.co', 'hf.co'],
  dropbox: ['dropbox.com'],
  salesforce: ['salesforce.com'],
  hubspot: ['hubspot.com'],
  zendesk: ['zendesk.com'],
  intercom: ['intercom.com', 'intercom.io'],
  shopify: ['shopify.com', 'shopify.dev'],
  datadog: ['datadoghq.com', 'datadoghq.eu'],
  grafana: ['grafana.com', 'grafana.net'],
  mongodb: ['mongodb.com'],
  snowflake: ['snowflake.com', 'snowflakecomputing.com'],
  databricks: ['databricks.com'],
  microsoft: ['microsoft.com', 'azure.com', 'office.com'],
  zapier: ['zapier.com'],
  coinbase: ['coinbase.com'],
  binance: ['binance.com'],
  metamask: ['metamask.io'],
  figma: ['figma.com'],
  airtable: ['airtable.com'],
};

/** Words beside a vendor's that make a name a claim to be the vendor's own. */
const OWN_WORDS = new Set('mcp server official remote api tools the for by app service'.split(' '));

/** The vendor whose server this says it is: nothing else is in the name. */
export function claimedVendor(name: string): string | undefined {
  const rest = partsOf(name.toLowerCase()).filter((word) => word !== '' && !OWN_WORDS.has(word));
  const [vendor] = rest;
  return rest.length === 1 && vendor !== undefined && Object.hasOwn(VENDORS, vendor) ? vendor : undefined;
}

export function isHostOf(host: string, vendor: string): boolean {
  return VENDORS[vendor]!.some((domain) => host === domain || host.endsWith(`.${domain}`));
}

/** A word that is not a vendor's name and is taken for it. */
export function nearVendor(
  name: string,
): { vendor: string; written: string; isLookAlike: boolean } | undefined {
  for (const written of partsOf(name)) {
    if (written.length < 5 || written.length > 30) continue;
    const plain = styleless(written);
    const skeleton = skeletonOf(written);
    for (const vendor of Object.keys(VENDORS)) {
      if (plain === vendor) break;
      if (skeleton === vendor) return { vendor, written, isLookAlike: true };
      if (isMisspelt(skeleton, vendor)) return { vendor, written, isLookAlike: false };
    }
  }
  return undefined;
}

function partsOf(name: string): string[] {
  return name.split(/[\s_./:@-]+/).slice(0, 20);
}

/** Digits for letters, two letters that changed places, or a double letter more or less: no word of its own. */
function isMisspelt(word: string, vendor: string): boolean {
  if (Math.abs(word.length - vendor.length) > 1) return false;
  const letters = word.replaceAll('0', 'o').replaceAll('1', 'l').replaceAll('3', 'e').replaceAll('5', 's');
  if (
    letters !== word &&
    (letters === vendor || letters.replaceAll('l', 'i') === vendor.replaceAll('l', 'i'))
  )
    return true;
  if (word.length === vendor.length) {
    let at = 0;
    while (at < word.length && word[at] === vendor[at]) at++;
    if (at >= word.length - 1) return false;
    const isSwapped = word[at] === vendor[at + 1] && word[at + 1] === vendor[at];
    const isEll =
      'il'.includes(word[at]!) && 'il'.includes(vendor[at]!) && word.slice(at + 1) === vendor.slice(at + 1);
    return isEll || (isSwapped && word.slice(at + 2) === vendor.slice(at + 2));
  }
  const [long, short] = word.length > vendor.length ? [word, vendor] : [vendor, word];
  for (let at = 0; at < long.length; at++)
    if (long[at] === long[at - 1] && long.slice(0, at) + long.slice(at + 1) === short) return true;
  return false;
}
