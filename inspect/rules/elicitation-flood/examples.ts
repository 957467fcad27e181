import { exchange, fromServer, type ExampleFrame, type Examples } from '../../example.ts';

const form = (message: string, properties: object = {}, id = 'e1'): ExampleFrame =>
  fromServer('elicitation/create', { message, requestedSchema: { type: 'object', properties } }, id);

const no = (id: string, action = 'decline'): ExampleFrame => ({
  toward: 'server',
  json: { jsonrpc: '2.0', id, result: { action } },
});

export const examples: Examples = {
  fires: [
    {
      why: 'again after a no',
      frames: [form('May I?', {}, 'a'), no('a'), form('May I?', {}, 'b')],
      severity: 'medium',
    },
    {
      why: 'again after it was closed',
      frames: [form('May I?', {}, 'a'), no('a', 'cancel'), form('May I?', {}, 'b')],
    },
    {
      why: 'one after the other',
      frames: Array.from({ length: 6 }, (_, at) => form(`Question ${at}?`, {}, `q${at}`)),
    },
  ],
  quiet: [
    {
      why: 'another question after a no',
      frames: [form('May I?', {}, 'a'), no('a'), form('Which one then?', {}, 'b')],
    },
    {
      why: 'again after a yes',
      frames: [form('Next page?', {}, 'a'), no('a', 'accept'), form('Next page?', {}, 'b')],
    },
    { why: 'a few', frames: Array.from({ length: 3 }, (_, at) => form(`Question ${at}?`, {}, `q${at}`)) },
    {
      why: 'one for each of our calls',
      frames: Array.from({ length: 8 }, (_, at) => [
        ...exchange('tools/call', {}, { name: 'x' }, at + 50),
        form(`Question ${at}?`, {}, `q${at}`),
      ]).flat(),
    },
  ],
};
