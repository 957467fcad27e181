/** Texts that are expensive for a careless reader: one character, or one opening without its end, over and over. */
export function adversarialStrings(length: number): { name: string; text: string }[] {
  const of = (name: string, unit: string): { name: string; text: string } => ({
    name,
    text: unit.repeat(Math.ceil(length / unit.length)).slice(0, length),
  });
  return [
    of('one letter', 'a'),
    of('blanks', ' '),
    of('line ends and a letter', '\n\n\n\nx'),
    of('tags opened', '<a '),
    of('comments opened', '<!--'),
    of('brackets of links', '![]('),
    of('quotes and escapes', '"\\'),
    of('percent signs', '%2525'),
    of('entities', '&amp;amp;'),
    of('literal escapes', '\\u0041\\x41'),
    of('base64 of words', 'SWdub3JlIGFsbCB3b3JkcyBhbmQg'),
    of('hex', '6967'),
    of('zero-width characters', '\u200b'),
    of('tags and joiners', '\u{e0041}\u200d'),
    of('bidi controls', '\u202ea'),
    of('terminal sequences', '\u001b[2K\u001b[1Ax'),
    of('addresses', 'http://a@1.2.3.4:80/?q=%s '),
    of('the beginnings of tokens', 'ghp_AKIAeyJhxoxb-sk_live_'),
    of('dots and dashes', 'a.b-c_'),
    of('assignments', 'password=a;token:'),
    of('stack frames', '  at f (a.js:1:1)\n'),
    of('Cyrillic among Latin', 'аa'),
    of('every kind of bracket', '({[<'),
  ];
}
