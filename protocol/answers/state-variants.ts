import { objectIn, partsOf, withBitFlipped } from './state-text.ts';

/** One way to change a server's `requestState` before it goes back. */
export interface StateVariant {
  readonly id: string;
  readonly title: string;
  readonly tests: string;
  /** `forged`: a server that checks it refuses. `broken`: it is none any more; one that reads it at all refuses. */
  readonly kind: 'forged' | 'broken';
  /** Undefined: this state cannot be changed so. Never the state itself. */
  change(state: string): string | undefined;
}

const HUGE = 1024 * 1024;
const FLIPPED = 'A state that was changed by one bit is taken for its own: nothing protects it.';
const REWRITTEN = 'What it wrote for itself can be rewritten by whoever holds it.';

function variant(
  id: string,
  title: string,
  tests: string,
  kind: StateVariant['kind'],
  change: StateVariant['change'],
): StateVariant {
  return {
    id,
    title,
    tests,
    kind,
    change(state) {
      const changed = change(state);
      return changed === state ? undefined : changed;
    },
  };
}

const middle = ({ from, to }: { from: number; to: number }): number => Math.floor((from + to) / 2);

/** The object in a state, changed by `change`; undefined where there is none or nothing to change. */
function rewritten(change: (value: Record<string, unknown>) => boolean): StateVariant['change'] {
  return (state) => {
    const found = objectIn(state);
    return found !== undefined && change(found.value) ? found.write(found.value) : undefined;
  };
}

/** Every own value of a type, at any depth within bounds, replaced. Whether there was one. */
function replaceAll(value: unknown, replace: (leaf: unknown) => unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null || depth > 8) return false;
  let isAny = false;
  for (const [key, leaf] of Object.entries(value)) {
    const next = replace(leaf);
    if (next === undefined) isAny = replaceAll(leaf, replace, depth + 1) || isAny;
    else {
      Object.defineProperty(value, key, {
        value: next,
        enumerable: true,
        configurable: true,
        writable: true,
      });
      isAny = true;
    }
  }
  return isAny;
}

/** Every change of a state, from the one that changes least. */
export const STATE_VARIANTS: readonly StateVariant[] = [
  variant('state-extra-member', 'One member more in it', REWRITTEN, 'forged', (state) =>
    rewritten((value) => {
      value['mcpSecInspect'] = 1;
      return true;
    })(state),
  ),
  variant(
    'state-booleans-turned',
    'Every yes in it a no',
    REWRITTEN,
    'forged',
    rewritten((value) => replaceAll(value, (leaf) => (typeof leaf === 'boolean' ? !leaf : undefined))),
  ),
  variant(
    'state-numbers-raised',
    'Every number in it one more',
    REWRITTEN,
    'forged',
    rewritten((value) => replaceAll(value, (leaf) => (typeof leaf === 'number' ? leaf + 1 : undefined))),
  ),
  variant(
    'state-texts-changed',
    'Every text in it another',
    REWRITTEN,
    'forged',
    rewritten((value) => replaceAll(value, (leaf) => (typeof leaf === 'string' ? `${leaf}-x` : undefined))),
  ),
  variant('state-first-bit', 'A bit of its first character', FLIPPED, 'forged', (state) =>
    state === '' ? undefined : withBitFlipped(state, 0),
  ),
  variant('state-middle-bit', 'A bit in its middle', FLIPPED, 'forged', (state) =>
    state.length < 3 ? undefined : withBitFlipped(state, Math.floor(state.length / 2)),
  ),
  variant('state-last-bit', 'A bit of its last character', FLIPPED, 'forged', (state) =>
    state.length < 2 ? undefined : withBitFlipped(state, state.length - 1),
  ),
  variant(
    'state-signature-bit',
    'A bit in its last part',
    'A signature is there, and is not checked.',
    'forged',
    (state) => {
      const parts = partsOf(state);
      const last = parts.at(-1);
      return parts.length < 2 || last === undefined ? undefined : withBitFlipped(state, middle(last));
    },
  ),
  variant(
    'state-unsigned',
    'Without its last part',
    'A signature is checked only where there is one.',
    'forged',
    (state) => {
      const parts = partsOf(state);
      const last = parts.at(-1);
      return parts.length < 2 || last === undefined ? undefined : state.slice(0, last.from);
    },
  ),
  variant(
    'state-cut',
    'Cut off in the middle',
    'Half a state is taken for a whole one.',
    'broken',
    (state) => (state.length < 2 ? undefined : state.slice(0, Math.ceil(state.length / 2))),
  ),
  variant(
    'state-empty',
    'An empty text',
    'An empty state is taken for one that was checked.',
    'broken',
    () => '',
  ),
  variant(
    'state-made-up',
    'One that was never given',
    'Any text is taken for a state.',
    'broken',
    () => 'mcp-sec-inspect: a state that was never given',
  ),
  variant(
    'state-huge',
    'One MiB behind it',
    'Whatever comes behind a state is read over, and its length is not bounded.',
    'broken',
    (state) => state + 'A'.repeat(HUGE),
  ),
];
