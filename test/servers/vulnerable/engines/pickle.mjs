// The part of Python's pickle (protocol 0) that makes texts, numbers and tuples, and calls what it is told to call.
// What Python would evaluate is arithmetic here, and `open` makes an empty file: nothing else can be reached.
import { writeFileSync } from 'node:fs';

const CALLS = {
  '__builtin__ eval': ([text]) => arithmetic(text),
  'builtins eval': ([text]) => arithmetic(text),
  '__builtin__ open': ([path, mode]) => made(path, mode),
  'builtins open': ([path, mode]) => made(path, mode),
};

function arithmetic(text) {
  const [, one, sign, other] = /^\s*(\d+)\s*([*+-])\s*(\d+)\s*$/.exec(text) ?? [];
  if (one === undefined) throw new Error('NameError');
  return sign === '*'
    ? Number(one) * Number(other)
    : sign === '+'
      ? Number(one) + Number(other)
      : one - other;
}

function made(path, mode) {
  if (/[wax]/.test(mode ?? '')) writeFileSync(path, '', { flag: 'a' });
  return `<open file ${path}>`;
}

export function loadPickle(text, isSafe) {
  const stack = [];
  const MARK = Symbol('mark');
  const lines = text.split('\n');
  while (lines.length > 0) {
    let line = lines.shift();
    while (line !== '') {
      const code = line[0];
      const rest = line.slice(1);
      if (code === '.') return stack.pop();
      if (code === '(') stack.push(MARK);
      else if (code === 't') stack.push(stack.splice(stack.lastIndexOf(MARK)).slice(1));
      else if (code === 'R') {
        const given = stack.pop();
        const name = stack.pop();
        if (isSafe || !Object.hasOwn(CALLS, name)) throw new Error(`UnpicklingError: ${name} is forbidden`);
        stack.push(CALLS[name](given));
      } else if (code === 'S' || code === 'V' || code === 'I') {
        stack.push(code === 'I' ? Number(rest) : code === 'S' ? rest.slice(1, -1) : rest);
        break;
      } else if (code === 'c') {
        stack.push(`${rest} ${lines.shift()}`);
        break;
      } else if (code === 'p') break;
      else throw new Error(`UnpicklingError: invalid load key ${JSON.stringify(code)}`);
      line = rest;
    }
  }
  throw new Error('EOFError: ran out of input');
}
