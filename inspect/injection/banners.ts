/**
 * Tags, banners and tokens that say whose words follow: `<system>`, `### ADMIN OVERRIDE ###`, `[INST]`.
 * Emphasis and headings are none.
 */
export interface Banner {
  /**
   * `token`: of a chat template. `speaker`: the system, an operator, a developer is said to speak. `shout`: a tag
   * such as `<IMPORTANT>`. `end`: what was read is said to be over.
   */
  readonly kind: 'token' | 'speaker' | 'shout' | 'end';
  readonly from: number;
  readonly to: number;
  /** The same label closes it further on: `[/INST]`, `</system>`, `END OF …`. */
  readonly isClosed?: boolean;
}

const LONGEST_LABEL = 60;
const LONGEST_OPENING = 40;

/** Tokens by which chat templates part the turns; only a model's software writes them. */
const TOKENS = (
  '<|im_start|> <|im_end|> <|system|> <|user|> <|assistant|> <|endoftext|> <|eot_id|> <|start_header_id|> ' +
  '<|end_of_turn|> <start_of_turn> <end_of_turn> [inst] [/inst] <<sys>> <</sys>> [system_prompt] </tool_result> ' +
  '</tool_response> </function_results> </tool_output> </function_response> </tool_results> <｜user｜>'
).split(' ');

/** Who would be speaking. */
const WHO = words(
  'system sys kernel root admin administrator operator developer platform supervisor host assistant model ai llm agent agents assistants claude gpt anthropic openai',
);
/** Those that speak by their name alone. */
const ALONE = words('system sys admin administrator operator developer supervisor kernel');
/** What would be said. */
const WHAT = words(
  'override instruction instructions directive directives prompt command message reminder broadcast notice notification note guidelines rules policy order orders alert mode layer update',
);
/** What nobody announces in capitals but who gives orders. */
const ORDERS = words('override instruction instructions directive directives');
const FILLERS = words(
  'the to for of from this a end begin start trusted internal language binding new finish top secret hidden important critical urgent security emergency block',
);
const SHOUTS = words(
  'important critical hidden secret urgent mandatory confidential instruction instructions directive directives',
);
const OVER = words('end finish finished');
const READ = words('tool function document result results context prompt retrieved');

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

const MARKS = new Set('<[{#=!@§-«~+%/*');

export function isMark(one: string | undefined): boolean {
  return one !== undefined && MARKS.has(one);
}

/** What begins at a mark; `undefined` where it is an ordinary one. */
export function bannerAt(text: string, at: number): Banner | undefined {
  const token = tokenAt(text, at);
  if (token !== undefined) return { kind: 'token', from: at, to: token };
  let from = at;
  const least = Math.min(text.length, at + LONGEST_OPENING);
  while (from < least && (MARKS.has(text[from]!) || text[from] === ' ' || text[from] === '\n')) from++;
  if (from === least) return undefined;
  let to = from;
  const most = Math.min(text.length, from + LONGEST_LABEL);
  while (to < most && isOfLabel(text.charCodeAt(to))) to++;
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '\n' || text[to - 1] === '-')) to--;
  if (to === from || to === most) return undefined;
  const opening = text.slice(at, from).trimEnd();
  if (opening.endsWith('<') && !opening.endsWith('<<')) {
    const blank = text.slice(from, to).search(/\s/);
    if (blank > 0) to = from + blank;
  }
  const label = text.slice(from, to);
  const kind = kindOf(opening, label, text.slice(to, to + 3).trimStart());
  if (kind === undefined) return undefined;
  if (kind === 'speaker' && opening === '[' && !/\s/.test(label) && !isAtHead(text, at)) return undefined;
  return { kind, from: at, to, isClosed: isClosed(text, to, label) };
}

/** At the beginning of a line or a sentence. */
function isAtHead(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && (text[before] === ' ' || text[before] === '\t')) before--;
  return before < 0 || '\n.!?:>"'.includes(text[before]!);
}

const LONGEST_BLOCK = 2000;

function isClosed(text: string, from: number, label: string): boolean {
  const behind = text.slice(from, from + LONGEST_BLOCK).toLowerCase();
  const name = label.toLowerCase();
  const said = name.replace(/^begin /, '');
  return [`/${name}`, `end ${said}`, `end of ${said}`].some((closing) => behind.includes(closing));
}

function tokenAt(text: string, at: number): number | undefined {
  if (text[at] !== '<' && text[at] !== '[') return undefined;
  const here = text.slice(at, at + 22).toLowerCase();
  const token = TOKENS.find((one) => here.startsWith(one));
  return token === undefined ? undefined : at + token.length;
}

/** Latin letters, blanks, joints of names. */
function isOfLabel(unit: number): boolean {
  const lower = unit | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || unit === 0x20 || unit === 0x0a || unit === 0x5f || unit === 0x2d;
}

function kindOf(opening: string, label: string, behind: string): Banner['kind'] | undefined {
  if (behind.startsWith('](') || opening.includes('</')) return undefined;
  const said = label.toLowerCase().split(/[ \n_-]/);
  if (said.length > 7) return undefined;
  const has = (set: ReadonlySet<string>): boolean => said.some((word) => set.has(word));
  const isCapital = label === label.toUpperCase();
  const form = formOf(opening, isCapital);
  if (form === undefined) return undefined;
  if (form !== 'tag' && has(OVER) && has(READ) && isCapital) return 'end';
  const isSpeech = said.every((word) => WHO.has(word) || WHAT.has(word) || FILLERS.has(word));
  if (form === 'tag') {
    if (!/^[>= ]/.test(behind) && behind !== '') return undefined;
    if (said.length === 1 && SHOUTS.has(label.toLowerCase())) return isOneCase(label) ? 'shout' : undefined;
    return isOneCase(label) && (has(WHO) && has(WHAT) ? isSpeech : said.length === 1 && has(ALONE))
      ? 'speaker'
      : undefined;
  }
  if (said.length === 1) return has(ALONE) && isCapital && form !== 'banner' ? 'speaker' : undefined;
  // `[AI_POLICY.md](…)`, `[platform-guidelines]`: names of things.
  if (form === 'bracket' && opening.length === 1 && said.length > 1 && !/[ \n]/.test(label)) return undefined;
  if (!isSpeech || !(has(WHAT) && (has(WHO) || (isCapital && has(ORDERS))))) return undefined;
  return isCapital || form === 'bracket' ? 'speaker' : undefined;
}

/** JSX has components with a capital first letter. */
function isOneCase(label: string): boolean {
  return label === label.toUpperCase() || label === label.toLowerCase();
}

function formOf(opening: string, isCapital: boolean): 'tag' | 'bracket' | 'comment' | 'banner' | undefined {
  const last = opening[opening.length - 1]!;
  if (opening.endsWith('<!--') || opening.endsWith('/*')) return isCapital ? 'comment' : undefined;
  if (opening === '<' || /[^<]<$/.test(opening)) return 'tag';
  if (last === '[' || last === '«' || opening.endsWith('<<') || opening.endsWith('{{#')) return 'bracket';
  return opening.length >= 2 && opening.endsWith(last + last) ? 'banner' : undefined;
}
