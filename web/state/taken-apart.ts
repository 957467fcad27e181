/** UTF-16 units. */
const LONGEST = 1024 * 1024;
/** Quotes and commas: about as many as a text has members and items, which is what taking it apart costs. */
const MOST_MARKS = 50_000;

/** Whether a text is more than can be taken apart with every letter that is typed. It is sent all the same. */
export function isTooMuch(text: string): boolean {
  if (text.length > LONGEST) return true;
  if (text.length <= MOST_MARKS) return false;
  let marks = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if ((unit === 0x22 || unit === 0x2c) && ++marks > MOST_MARKS) return true;
  }
  return false;
}
