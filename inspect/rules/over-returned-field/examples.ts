import { answered, exchange, type Examples } from '../../example.ts';

const hash = '$2b$12$Kx7Rf2mZq9Lw4Tn8Vb3Yc.uQeWsAzXcDfRgTyHjUiKoLpMnBvCxZa';

export const examples: Examples = {
  fires: [
    {
      why: 'a hash of a password',
      frames: exchange('tools/call', {
        content: [],
        structuredContent: { user: { name: 'eve', password_hash: hash } },
      }),
      at: '/result/structuredContent/user/password_hash',
      severity: 'medium',
    },
    {
      why: 'in JSON in a text',
      frames: answered(JSON.stringify([{ name: 'eve', passwordHash: hash }])),
      severity: 'medium',
    },
    {
      why: 'notes of the house',
      frames: exchange('tools/call', { content: [], structuredContent: { internal_notes: 'pays late' } }),
      severity: 'low',
    },
  ],
  quiet: [
    {
      why: 'an empty field',
      frames: exchange('tools/call', { content: [], structuredContent: { password_hash: '' } }),
    },
    {
      why: 'a masked one',
      frames: exchange('tools/call', { content: [], structuredContent: { password_hash: '***' } }),
    },
    { why: 'code that names it', frames: answered('The column password_hash holds the hash.') },
    { why: 'a schema that names it', frames: answered('{"password_hash": "string", "type": "object"}') },
  ],
};
