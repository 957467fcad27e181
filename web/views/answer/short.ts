const MOST = 300;

/** A name of a server's as long as anybody reads; the viewers show all of it. */
export function short(text: string): string {
  return text.length <= MOST ? text : `${text.slice(0, MOST).replace(/[\ud800-\udbff]$/, '')}…`;
}
