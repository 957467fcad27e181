import { answered, described, tools, type Examples } from '../../example.ts';

/** Looks random, is the same every time. */
function noise(length: number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  let state = 12345;
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return letters[Math.floor(state / 65536) % 64];
  }).join('');
}

export const examples: Examples = {
  fires: [
    {
      why: 'three hundred characters in a description',
      frames: described(`Looks up a word. ${noise(300)}`),
      at: '/result/tools/0/description',
      severity: 'low',
    },
    {
      why: 'as a default',
      frames: tools({
        inputSchema: { type: 'object', properties: { word: { type: 'string', default: noise(400) } } },
      }),
    },
  ],
  quiet: [
    { why: 'a short example', frames: described(`Takes a key such as ${noise(60)}.`) },
    { why: 'a picture', frames: described(`Looks so: data:image/png;base64,${noise(400)}`) },
    { why: 'a line of signs', frames: described('='.repeat(300)) },
    { why: 'data', frames: answered(noise(500)) },
  ],
};
