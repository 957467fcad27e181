import type { Action } from './actions.ts';

const SEQUENCE_MS = 1200;
const isMac = navigator.platform.startsWith('Mac');

/** `mod+k`, `shift+r`, `j`, `?`: a chord as the table writes it. */
function chordOf(event: KeyboardEvent): string {
  const key = event.key === ' ' ? 'space' : event.key.toLowerCase();
  const isLetter = /^[a-z]$/.test(key);
  const mod = isMac ? event.metaKey : event.ctrlKey;
  return `${mod ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${event.shiftKey && isLetter ? 'shift+' : ''}${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null
  );
}

/** Enter alone on a control is the control's own. */
function isPressing(event: KeyboardEvent): boolean {
  return (
    event.key === 'Enter' &&
    !event.metaKey &&
    !event.ctrlKey &&
    event.target instanceof HTMLElement &&
    event.target.closest('button, a, summary') !== null
  );
}

const SIGNS: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl', shift: '⇧', enter: '↩', escape: 'esc', arrowup: '↑', arrowdown: '↓', tab: '⇥',
}; // prettier-ignore

/** Keys as they are printed: `g t` gives two caps, `mod+enter` gives ⌘ ↩. */
export function capsOf(keys: string): string[] {
  return keys.split(' ').flatMap((chord) => {
    const parts = chord === '+' ? ['+'] : chord.split('+');
    const isUpper = parts.includes('shift') || parts.includes('mod');
    return parts.map((part) => SIGNS[part] ?? (isUpper ? part.toUpperCase() : part));
  });
}

/** Runs actions of the table by key. Letter keys never act while one types, and can be switched off. */
export class Keyboard {
  #actions: () => Action[];
  #hasLetters: () => boolean;
  #pending = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** While true (a dialog is open) only the dialog's own keys act. */
  isHeld = false;

  constructor(actions: () => Action[], hasLetters: () => boolean) {
    this.#actions = actions;
    this.#hasLetters = hasLetters;
  }

  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || this.isHeld) return;
    if (isPressing(event)) return;
    const chord = chordOf(event);
    const isPlain = !chord.includes('mod+') && chord !== 'escape';
    if (isPlain && (isTyping(event.target) || !this.#hasLetters())) return;
    const keys = this.#pending === '' ? chord : `${this.#pending} ${chord}`;
    this.#forget();
    const able = this.#actions().filter((action) => action.keys !== undefined && (action.when?.() ?? true));
    const action = able.find((one) => one.keys === keys);
    if (action !== undefined) {
      event.preventDefault();
      // A key held down sends once.
      if (!event.repeat || action.keys !== 'mod+enter') action.run();
    } else if (able.some((one) => one.keys?.startsWith(`${keys} `))) {
      event.preventDefault();
      this.#pending = keys;
      this.#timer = setTimeout(() => this.#forget(), SEQUENCE_MS);
    }
  }

  #forget(): void {
    clearTimeout(this.#timer);
    this.#pending = '';
  }
}
