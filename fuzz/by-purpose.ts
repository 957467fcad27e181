import { looksLike } from './affinity.ts';
import { written } from './proofs.ts';
import type { Payload, Position, Subject } from './strategy.ts';

const SAYS_SO =
  /\b(?:evaluat|calculat|comput|execut|interpret|runs?\b|running\b)\w*[^.]{0,60}\b(?:expressions?|formulae?|formulas|code|scripts?|arithmetic|math|maths|mathematical|calculations?|snippets?|javascript|python)\b/i;

/** Whether a tool says itself that it works out what is given in this place. What it says is no proof that it does no more. */
export function evaluatesByPurpose(subject: Subject, position: Position): boolean {
  const says = [subject.description, position.description].some((text) => SAYS_SO.test(text));
  return says && looksLike(position, 'code', subject) >= 0.5;
}

/** What a file outside of what is offered is read with; `P` is its path as a text of the language. */
const READERS: readonly [id: string, code: string][] = [
  ['node-require', "require('fs').readFileSync(P,'utf8')"],
  ['node-function', ofNode('(0).constructor.constructor')],
  ['node-host', ofNode('this.constructor.constructor')],
  ['node-process', "require('child_process').execFileSync('cat',[P])+''"],
  ['python-open', 'open(P).read()'],
  ['python-import', "__import__('io').open(P).read()"],
  ['python-process', "__import__('subprocess').getoutput('cat '+P)"],
  // A script answers with what it prints.
  ['python-print', 'print(open(P).read())'],
  ['node-print', "console.log(require('fs').readFileSync(P,'utf8'))"],
  ['java-file', 'new java.util.Scanner(new java.io.File(P)).nextLine()'],
  ['lua-file', 'io.open(P):read("*a")'],
  ['ruby-file', 'File.read(P)'],
  ['php-file', 'file_get_contents(P)'],
];

/** Without `require`: from the function that makes functions, of the sandbox or of whoever made it. */
function ofNode(maker: string): string {
  const files = "process.getBuiltinModule?process.getBuiltinModule('fs'):process.mainModule.require('fs')";
  return `${maker}(${JSON.stringify(`return ${files}`)})().readFileSync(P,'utf8')`;
}

/** Expressions that work out no number but reach a file: nobody who only calculates can do that. */
export function reaching(): Payload[] {
  return READERS.map(([id, code]) =>
    written(`reach-${id}`, true, ({ world }) =>
      world === undefined
        ? undefined
        : {
            // A function, since what is put in may hold a `$`.
            text: code.replace(/\bP\b/, () => JSON.stringify(world.outside.path)),
            expects: [{ kind: 'canary' }],
          },
    ),
  );
}
