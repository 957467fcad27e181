import { answered, exchange, type Examples } from '../../example.ts';

/** Check digits fit; the numbers were made up. */
const card = ['5399', '8271', '0463', '9152'].join(' ');
const iban = `DE${'44'}500105175407324931`;

export const examples: Examples = {
  fires: [
    {
      why: 'a card in groups',
      frames: answered(`Paid with ${card}.`),
      at: '/result/content/0/text',
      bytes: card,
      severity: 'low',
    },
    {
      why: 'a member that says so',
      frames: exchange('tools/call', {
        content: [],
        structuredContent: { cardNumber: card.replace(/ /g, '') },
      }),
      at: '/result/structuredContent/cardNumber',
    },
    { why: 'an account', frames: answered(`Pay to ${iban}.`), bytes: iban },
  ],
  quiet: [
    { why: 'a card for tests', frames: answered('Use 4242 4242 4242 4242 or 4111 1111 1111 1111.') },
    {
      why: 'check digit wrong',
      frames: answered(card.slice(0, -1) + String((Number(card.at(-1)) + 1) % 10)),
    },
    { why: 'a long id without groups', frames: answered(`order ${card.replace(/ /g, '')}`) },
    { why: 'the sample of the standard', frames: answered('GB82 WEST 1234 5698 7654 32') },
    { why: 'a wrong account', frames: answered('DE45500105175407324931') },
  ],
};
