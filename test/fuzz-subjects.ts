import { wordsOf } from '../fuzz/affinity.ts';
import type { Making, Position, Subject } from '../fuzz/strategy.ts';
import type { World } from '../fuzz/world.ts';

const digits = (sign: string): string => sign.repeat(32);

/** A world that is nowhere: only what its paths say. */
export function someWorld(kind: World['kind'] = 'posix'): World {
  const separator = kind === 'windows' ? '\\' : '/';
  const folder = kind === 'windows' ? ['C:', 'Temp', 'fuzz-1'] : ['', 'tmp', 'fuzz-1'];
  const at = (...parts: string[]): string => [...folder, ...parts].join(separator);
  const outside = { path: at('outside.txt'), content: digits('a') };
  return {
    kind,
    root: at('files'),
    inside: { path: at('files', 'inside.txt'), content: digits('b') },
    outside,
    sibling: { path: at('files-private', 'canary.txt'), content: digits('c') },
    link: { path: at('files', 'link.txt'), to: outside },
    linkedFolder: {
      path: at('files', 'linked'),
      to: { path: at('elsewhere', 'canary.txt'), content: digits('d') },
    },
    home: { folder: at('home'), key: { path: at('home', '.ssh', 'id_rsa'), content: digits('e') } },
    drop: at('drop'),
    names: ['0123456789abcdef.txt'],
  };
}

export function someMaking(world: World | undefined = someWorld()): Making {
  return { token: 'abcdefgh12345678', ...(world === undefined ? {} : { world }), random: () => 0.5 };
}

export function somePosition(at: string, more: Partial<Position> = {}): Position {
  return {
    at,
    words: wordsOf(at),
    description: '',
    types: ['string'],
    isRequired: true,
    seed: '"a"',
    ...more,
  };
}

export function someTool(position: Position, more: Partial<Subject> = {}): Subject {
  return {
    kind: 'tool',
    name: 'go',
    description: '',
    tags: [],
    isReadOnly: false,
    method: 'tools/call',
    text: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"go","arguments":{}}}`,
    inputsAt: '/params/arguments',
    positions: [position],
    ...more,
  };
}
