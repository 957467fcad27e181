import { exchange, resource, type Examples } from '../../example.ts';
import { base64Text } from '../../support/base64.ts';

const encoded = (text: string): string => base64Text(Uint8Array.from(text, (c) => c.charCodeAt(0)));

const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ';
const image = (data: string, mimeType: string) =>
  exchange('tools/call', { content: [{ type: 'image', data, mimeType }] }, { name: 'draw' });

export const examples: Examples = {
  fires: [
    {
      why: 'a page under the name of an image',
      frames: image(encoded('<!DOCTYPE html><script>go()</script>'), 'image/png'),
      at: '/result/content/0/data',
      severity: 'high',
    },
    {
      why: 'a program under the name of a sound',
      frames: exchange('tools/call', {
        content: [{ type: 'audio', data: encoded('\x7fELF\x02\x01\x01\0\0\0\0'), mimeType: 'audio/wav' }],
      }),
      severity: 'high',
    },
    {
      why: 'a page as plain text',
      frames: resource({ mimeType: 'text/plain', text: ' <html><body>hi</body></html>' }),
      severity: 'low',
    },
    {
      why: 'an archive as an image',
      frames: resource({ mimeType: 'image/png', blob: encoded('PK\x03\x04\x14\0\0\0') }),
      severity: 'medium',
    },
    { why: 'the wrong kind of image is a slip', frames: image(PNG, 'image/jpeg'), severity: 'info' },
  ],
  quiet: [
    { why: 'as it says', frames: image(PNG, 'image/png') },
    { why: 'a page called a page', frames: resource({ mimeType: 'text/html', text: '<html></html>' }) },
    {
      why: 'documents of offices are archives',
      frames: resource({
        mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        blob: encoded('PK\x03\x04\x14\0'),
      }),
    },
    { why: 'no type, no lie', frames: resource({ text: '<html></html>' }) },
    {
      why: 'a text that speaks of pages',
      frames: resource({ mimeType: 'text/plain', text: 'Use <html> first.' }),
    },
  ],
};
