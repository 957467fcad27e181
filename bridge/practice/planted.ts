import type { FlowKind } from '../../protocol/flows.ts';

/** What of the bridge's own state shows that something planted was found. */
export type Sign =
  /** A rule found it: of this item, or in what this tool answered, where that matters. */
  | { by: 'finding'; rules: readonly string[]; item?: string; answerOf?: string }
  /** A fuzz run proved it. */
  | { by: 'fuzz'; subject: string; strategies: readonly string[] }
  /** A run of probes called it vulnerable. */
  | { by: 'probe'; probes: readonly string[] }
  /** A path over its own tools is drawn. */
  | { by: 'flow'; kinds: readonly FlowKind[] }
  /** A rule found what a question asks for, and the person did not agree to it. */
  | { by: 'declined'; rule: string };

export interface Planted {
  id: string;
  part: string;
  looks: string;
  hint: string;
  title: string;
  says: string;
  /** Any of them is enough. */
  signs: readonly Sign[];
}

/** What is planted in demo/, in the order in which a newcomer may come upon it. */
export const PLANTED: readonly Planted[] = [
  {
    id: 'hidden-text',
    part: 'Definitions',
    looks: 'A description holds more than a person sees.',
    hint: 'Inventory, tide_table: compare the rendered text with what the model sees.',
    title: 'Orders in letters that nobody sees',
    says: 'The description of tide_table ends in Unicode tag characters. No font draws them; many models read them, and they order it to read a note and keep quiet.',
    signs: [{ by: 'finding', rules: ['hidden-unicode-tags'], item: 'tide_table' }],
  },
  {
    id: 'lookalike',
    part: 'Definitions',
    looks: 'Two names that look like one.',
    hint: 'Inventory: two tools send mail. One name has a letter of another alphabet.',
    title: 'A tool named almost like another',
    says: 'One of the two send_mail is written with a Cyrillic а. A person who allows one has not allowed the other.',
    signs: [
      { by: 'finding', rules: ['confusable-name', 'duplicate-tools', 'near-name'], item: 'send_m\u0430il' },
    ],
  },
  {
    id: 'shadowing',
    part: 'Definitions',
    looks: 'A tool that says how another tool is to be used.',
    hint: 'Inventory, translate: read its description to the end.',
    title: 'One tool gives orders about another',
    says: 'The description of translate tells the model to put a stranger in copy whenever it sends mail. It acts though translate is never called.',
    signs: [{ by: 'finding', rules: ['poisoned-definition', 'foreign-tool-reference'], item: 'translate' }],
  },
  {
    id: 'annotation',
    part: 'Definitions',
    looks: 'A promise that the tool itself contradicts.',
    hint: 'Inventory, clear_drafts: its annotations beside its description.',
    title: '“Only reads”, and deletes',
    says: 'clear_drafts says readOnlyHint: true, so that clients call it without asking. It deletes.',
    signs: [{ by: 'finding', rules: ['read-only-contradiction'], item: 'clear_drafts' }],
  },
  {
    id: 'flow',
    part: 'Flows',
    looks: 'Tools that are harmless alone and dangerous together.',
    hint: 'Flows: what strangers write, what is private, and a way out.',
    title: 'Strangers’ text, private notes and a way out',
    says: 'read_news brings in what anybody wrote, read_note what is private, send_mail leads out: whoever writes the news can have the notes sent.',
    signs: [{ by: 'flow', kinds: ['single-server-trifecta', 'trifecta'] }],
  },
  {
    id: 'injected-answer',
    part: 'Answers',
    looks: 'An answer that talks to the model instead of answering.',
    hint: 'Craft: call read_news and look at all of its answer.',
    title: 'Orders inside an answer',
    says: 'The news end in a text that pretends to be the system and tells the model to send away every note.',
    signs: [{ by: 'finding', rules: ['injected-instructions'], answerOf: 'read_news' }],
  },
  {
    id: 'secret',
    part: 'Answers',
    looks: 'A failure that says too much.',
    hint: 'Craft: call last_backup; its error is worth reading.',
    title: 'A password in an error',
    says: 'The error of last_backup quotes the address of the database with its password, into every conversation it fails in.',
    signs: [{ by: 'finding', rules: ['connection-string'], answerOf: 'last_backup' }],
  },
  {
    id: 'odd-frame',
    part: 'Traffic',
    looks: 'An answer that two readers understand differently.',
    hint: 'Call harbour_fee and look at its answer as Raw in Traffic.',
    title: 'The same key twice',
    says: 'The answer of harbour_fee has two texts under one key: a reader that keeps the first says 12 EUR, one that keeps the last 1200.',
    signs: [{ by: 'finding', rules: ['repeated-keys'], answerOf: 'harbour_fee' }],
  },
  {
    id: 'rug-pull',
    part: 'Review and probes',
    looks: 'A definition that does not stay what it was.',
    hint: 'Call any tools three times and wait a moment, or run the probe “after calls”.',
    title: 'A description that turns after three calls',
    says: 'Once it was called three times, berth_of says something else: orders to the model, without a notice. Who looked at it once has not seen them.',
    signs: [
      { by: 'finding', rules: ['definition-drift'], item: 'berth_of' },
      { by: 'probe', probes: ['after-calls', 'change-notices', 'in-session'] },
    ],
  },
  {
    id: 'password-trap',
    part: 'Questions',
    looks: 'A question that should not be answered.',
    hint: 'Call open_archive, read what it asks for (q), and decline.',
    title: 'A form that asks for your password',
    says: 'open_archive claims that a session has expired and asks for the password of your computer. You did not give it.',
    signs: [{ by: 'declined', rule: 'elicitation-secret' }],
  },
  {
    id: 'guessable',
    part: 'Answers',
    looks: 'Something given out that somebody else could guess.',
    hint: 'Call start_export five times and compare the tickets.',
    title: 'Tickets that count up',
    says: 'start_export gives out export-1041, export-1042 and so on, and read_export answers to whoever says such a number.',
    signs: [
      { by: 'finding', rules: ['guessable-handle'], answerOf: 'start_export' },
      { by: 'fuzz', subject: 'read_export', strategies: ['ids'] },
    ],
  },
  {
    id: 'path-escape',
    part: 'Fuzz',
    looks: 'A way out of the folder that is allowed.',
    hint: 'Fuzz read_note, or read “../notes-private/harbour.key” with it.',
    title: 'The allowed folder is compared as text',
    says: 'read_note looks whether a path begins like the allowed folder. “notes-private” begins like “notes”.',
    signs: [
      {
        by: 'fuzz',
        subject: 'read_note',
        strategies: ['root-escape', 'path-traversal', 'symlink-escape'],
      },
      { by: 'finding', rules: ['private-key'], answerOf: 'read_note' },
    ],
  },
  {
    id: 'template',
    part: 'Fuzz',
    looks: 'A value that is worked out instead of printed.',
    hint: 'Fuzz greet: it puts the name into a template before it fills that in.',
    title: 'A name is taken for a template',
    says: 'greet fills in the name and then renders: {{7*7}} becomes 49. In a real template language that is code.',
    signs: [{ by: 'fuzz', subject: 'greet', strategies: ['template-injection'] }],
  },
];
