// Works out what it is given, and says so.
//   --reach   everything, as the language it is written in does; else only numbers and their products and sums
import { option, serve, text } from '../stdio.mjs';

const evaluate = {
  name: 'evaluate',
  description: 'Evaluates an arithmetic expression and returns the result.',
  inputSchema: {
    type: 'object',
    properties: { expression: { type: 'string', description: 'For example 2*21', default: '2*21' } },
    required: ['expression'],
  },
};
const NUMBERS = /\d+(?:\s*[*+]\s*\d+)*/;

function call({ arguments: { expression = '' } = {} }) {
  try {
    // eslint-disable-next-line no-eval -- that is its flaw
    if (option('reach', false)) return text(String((0, eval)(expression)));
    // The first thing in it that can be worked out; whatever stands around it is ignored.
    const [found] = NUMBERS.exec(String(expression)) ?? [];
    if (found === undefined) throw new Error('There is nothing to work out.');
    const sums = found
      .split('+')
      .map((product) => product.split('*').reduce((all, one) => all * Number(one), 1));
    return text(String(sums.reduce((all, one) => all + one, 0)));
  } catch (error) {
    return { ...text(error.message), isError: true };
  }
}

await serve({ name: 'evaluates', tools: [evaluate], call });
