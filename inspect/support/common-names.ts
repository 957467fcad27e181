/**
 * Names that say nothing of who owns them: single words that any text has, and names that half of all
 * servers and hosts give to a tool.
 */
const COMMON = new Set(
  `search query fetch get list read write edit create update delete remove add find open close run execute call send
post put patch start stop help info status ping echo test login logout upload download import export convert parse
format analyze analyse summarize summarise translate calculate compute generate validate verify check monitor deploy
build compile install configure connect disconnect subscribe unsubscribe publish browse navigate click screenshot
weather forecast calendar memory think thinking reason research shell terminal bash python command filesystem database
email message messages notify notification notifications document documents resource resources prompt prompts tool
tools server client user users account accounts project projects issue issues ticket tickets customer customers order
orders product products payment payments invoice invoices report reports number string object boolean request response
result results example default system assistant context history session version settings config configuration`.split(
    /\s+/,
  ),
);

export function isCommonName(name: string): boolean {
  return COMMON.has(name.toLowerCase()) || name.length < 4;
}
