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
const SHORTEST_LABEL = 3;

/** Tokens by which chat templates part the turns; only a model's software writes them. */
const TOKENS =
  /<\|(?:im_start|im_end|system|user|assistant|endoftext|eot_id|start_header_id|end_of_turn)\|>|<(?:start|end)_of_turn>|\[\/?inst\]|<<\/?sys>>|\[system_prompt\]|<\/(?:tool_(?:results?|response|output)|function_(?:results?|response))>|<｜user｜>/gi;

/** Tokens in a text, as far as `most` of them. */
export function tokensIn(text: string, most: number): Banner[] {
  const found: Banner[] = [];
  for (const { 0: token, index: from } of text.matchAll(TOKENS)) {
    found.push({ kind: 'token', from, to: from + token.length });
    if (found.length >= most) break;
  }
  return found;
}

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

/** 1: part of a banner. 2: may begin one alone, others only in a row. */
const MARKS = new Uint8Array(256);
for (const one of '{#=!@§-~+%/*') MARKS[one.charCodeAt(0)] = 1;
for (const one of '<[«') MARKS[one.charCodeAt(0)] = 2;

function markOf(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit < 256 ? MARKS[unit]! : 0;
}

/** Where the next banner may begin, at `at` or behind it; -1 when there is none. A long row of marks is a line. */
export function nextMark(text: string, at: number): number {
  for (let k = at; k < text.length; k++) {
    const mark = markOf(text, k);
    if (mark === 0) continue;
    let end = k + 1;
    while (end < text.length && markOf(text, end) !== 0) end++;
    if (end - k > LONGEST_OPENING) k = end - 4;
    else if (end - k > 1) return k;
    if (markOf(text, k) === 2) return k;
  }
  return -1;
}

/** What begins at a mark; `undefined` where it is an ordinary one. */
export function bannerAt(text: string, at: number): Banner | undefined {
  let from = at;
  let blanks = 0;
  const least = Math.min(text.length, at + LONGEST_OPENING);
  for (; from < least; from++) {
    if ((text[from] === '\n' || text[from] === ' ') && ++blanks > 1) return undefined;
    if (markOf(text, from) === 0 && text[from] !== ' ' && text[from] !== '\n') break;
  }
  if (from === least) return undefined;
  let to = from;
  const most = Math.min(text.length, from + LONGEST_LABEL);
  while (to < most && isOfLabel(text.charCodeAt(to))) to++;
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '\n' || text[to - 1] === '-')) to--;
  if (to - from < SHORTEST_LABEL || to === most) return undefined;
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
