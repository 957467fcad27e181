import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { Draft } from '../../protocol/craft.ts';
import type { Product } from '../product.ts';
import { EVERYTHING, expect, server, test } from './world.ts';

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

interface Message {
  method: string;
  params: unknown;
}

const call = (name: string, args: unknown = {}): Message => ({
  method: 'tools/call',
  params: { name, arguments: args },
});
const say = (result: unknown, tool = 'say'): Message =>
  call(tool, { result: typeof result === 'string' ? result : JSON.stringify(result) });

/** What is looked at in one start of a server, one after the other: a page costs more than what it shows. */
type Part = [title: string, (page: Page, product: Product) => Promise<void>];

/** Opens Craft with a tab for each message; each is sent from its tab, and looked at. */
async function sendEach(
  page: Page,
  product: Product,
  steps: [Message, () => Promise<void>][],
): Promise<void> {
  if (page.url() === 'about:blank') {
    await page.goto(product.link);
    await expect(page.getByRole('navigation')).toBeVisible();
    await product.freshLink();
  }
  const { target } = await product.session();
  // Away from Craft, which keeps what it shows; the tabs of the part before stay in front of these.
  await page.goto(`${product.origin}/traffic`);
  const { drafts } = await product.api<{ drafts: Draft[] }>('GET', '/api/drafts');
  for (const [message] of steps) {
    const id = randomUUID();
    const text = JSON.stringify({ jsonrpc: '2.0', id: 1, ...message });
    const how = { rpcId: 'next', meta: 'fill' };
    await product.api('PUT', `/api/drafts/${id}`, { id, target, text, how, sends: [] });
  }
  await page.goto(`${product.origin}/craft?target=${encodeURIComponent(target)}`);
  const tabs = page.getByRole('tablist', { name: 'Calls being written' }).getByRole('tab');
  for (const [k, [, look]] of steps.entries()) {
    await tabs.nth(drafts.length + k).click();
    await page.getByRole('button', { name: /^Send/ }).click();
    await look();
  }
}

function answerOn(page: Page) {
  const pane = page.getByRole('region', { name: 'Answer', exact: true });
  return {
    pane,
    outcome: pane.getByRole('status'),
    blocks: pane.getByRole('article'),
    structured: pane.getByRole('region', { name: 'Structured content' }),
    meanwhile: pane.getByRole('region', { name: 'Meanwhile' }),
  };
}

const REFERENCE: Part[] = [
  [
    'what the reference server answers is shown as what it is',
    async (page, product) => {
      const { pane, outcome, blocks, structured } = answerOn(page);
      await sendEach(page, product, [
        [
          call('echo', { message: 'a\u202eb <img src=x>' }),
          async () => {
            await expect(outcome).toHaveText('ok');
            await expect(blocks).toContainText('Echo: aU+202E RLOb <img src=x>');
            await expect(pane).toContainText(
              /written\s[\d.,]+ · first byte\s[\d.,]+ · complete\s[\d.,]+\sms/,
            );
          },
        ],
        [
          call('get-annotated-message', { messageType: 'error', includeImage: false }),
          async () => {
            await expect(blocks).toContainText('audience user, assistant');
            await expect(blocks).toContainText('priority 1');
          },
        ],
        [
          call('get-structured-content', { location: 'Chicago' }),
          async () => {
            await expect(structured).toContainText('valid against outputSchema');
            await expect(structured).toContainText('a text block says the same');
            await expect(structured).toContainText('"temperature": 36');
          },
        ],
        [
          call('get-resource-reference', { resourceType: 'Text', resourceId: 2 }),
          () => expect(blocks.nth(1)).toContainText('Resource 2: This is'),
        ],
        [
          call('no-such-tool'),
          async () => {
            await expect(outcome).toHaveText('isError result');
            await expect(pane).toContainText('For the protocol the call succeeded');
          },
        ],
        [
          call('get-resource-links', { count: 2 }),
          async () => {
            const link = pane.getByRole('article', { name: 'Block 2, resource link' });
            await expect(link).toContainText('demo://resource/dynamic/');
            await expect(pane.locator('a')).toHaveCount(0);
            await link.getByRole('button', { name: 'Read in Craft' }).click();
            await expect(blocks).toHaveCount(0);
            await page.getByRole('button', { name: /^Send/ }).click();
            await expect(pane.getByRole('article', { name: 'Block 1, resource' })).toContainText(
              'demo://resource',
            );
          },
        ],
      ]);
    },
  ],
  [
    'prompts, resources and refusals of the reference server',
    async (page, product) => {
      const { pane, outcome, blocks } = answerOn(page);
      const prompt = (args: unknown) => ({
        method: 'prompts/get',
        params: { name: 'args-prompt', arguments: args },
      });
      const read = (uri: string) => ({ method: 'resources/read', params: { uri } });
      await sendEach(page, product, [
        [
          { method: 'no/such/method', params: {} },
          async () => {
            await expect(outcome).toHaveText('error −32601 Method not found');
            await expect(pane).toContainText('A protocol error');
          },
        ],
        [
          prompt({ city: 'Berlin', state: 'BE' }),
          async () => {
            const message = pane.getByRole('region', { name: 'Message 1' });
            await expect(message).toContainText('user');
            await expect(message).toContainText("What's weather in Berlin, BE?");
          },
        ],
        [prompt({}), () => expect(outcome).toHaveText('error −32602 Invalid params')],
        [
          read('demo://resource/dynamic/text/1'),
          () => expect(blocks).toContainText('Resource 1: This is a plaintext resource'),
        ],
        [
          read('demo://resource/dynamic/blob/1'),
          async () => {
            await expect(blocks).toContainText('52 65 73 6f 75 72 63 65');
            await pane.getByRole('button', { name: 'Text' }).click();
            await expect(blocks).toContainText('Resource 1: This is a base64 blob');
          },
        ],
      ]);
    },
  ],
  [
    'an image is drawn only after a click, and nothing is asked of anybody',
    async (page, product) => {
      const { pane } = answerOn(page);
      const look = async (): Promise<void> => {
        const show = pane.getByRole('button', { name: 'Show image (image/png, 4,033 B)' });
        await expect(show).toBeVisible();
        await expect(pane.locator('img')).toHaveCount(0);

        const asked: string[] = [];
        page.on('request', (request) => asked.push(request.url()));
        await show.click();
        const image = pane.locator('img');
        await expect(image).toHaveAttribute('src', /^blob:/);
        await expect.poll(() => image.evaluate((one: HTMLImageElement) => one.naturalWidth)).toBe(20);
        // The page loads its other screens while it rests.
        const isOurs = (url: string) =>
          url.startsWith('blob:') ||
          ['/api/', '/assets/'].some((path) => url.startsWith(product.origin + path));
        expect(asked.filter((url) => !isOurs(url))).toEqual([]);

        const url = (await image.getAttribute('src'))!;
        await pane.getByRole('button', { name: 'Hide image' }).click();
        await expect(image).toHaveCount(0);
        const load = (gone: string) =>
          new Promise<string>((told) => {
            const again = new Image();
            again.onload = () => told('there');
            again.onerror = () => told('gone');
            again.src = gone;
          });
        await expect.poll(() => page.evaluate(load, url)).toBe('gone');
      };
      await sendEach(page, product, [[call('get-tiny-image'), look]]);
    },
  ],
];

test('whatever the reference server answers is shown as what it is', async ({ page, start }) => {
  test.slow();
  const product = await start(['--', ...EVERYTHING]);
  for (const [title, part] of REFERENCE) await test.step(title, () => part(page, product));
});

const SAID: Part[] = [
  [
    'a slow call tells how far it has come',
    async (page, product) => {
      const { pane, outcome, meanwhile } = answerOn(page);
      const progress = pane.getByRole('progressbar');
      await sendEach(page, product, [
        [
          call('slowly', { ms: 6000, steps: 6, total: 6 }),
          async () => {
            await expect(outcome).toHaveText('waiting');
            await expect(progress).toHaveAttribute('aria-valuenow', /^(17|33|50|67|83)$/);
            await expect(pane).toContainText('at 1');
            await expect(pane).toContainText('info: step 1');
            await expect(outcome).toHaveText('ok');
            await expect(meanwhile).toContainText('13 frames since, until 2 s after the answer');
            await expect(meanwhile.getByRole('row', { name: /6 of 6: at 6/ })).toBeVisible();
            await expect(meanwhile.getByRole('row', { name: /the answer/ })).toBeVisible();
          },
        ],
        [
          call('slowly', { ms: 6000, steps: 6 }),
          async () => {
            await expect(progress).toBeVisible();
            await expect(progress).not.toHaveAttribute('aria-valuenow');
            await expect(pane).toContainText('of an unknown total');
          },
        ],
      ]);
    },
  ],
  [
    'bytes are what they are, not what they are called',
    async (page, product) => {
      const { pane, blocks } = answerOn(page);
      const image = (data: string, mimeType: string) => say({ content: [{ type: 'image', data, mimeType }] });
      const bomb = Buffer.from(PNG, 'base64');
      bomb.writeUInt32BE(100_000, 16);
      bomb.writeUInt32BE(100_000, 20);
      await sendEach(page, product, [
        [image(PNG, 'image/jpeg'), () => expect(blocks).toContainText('Its bytes are image/png.')],
        [
          image(Buffer.from('<svg onload="alert(1)">').toString('base64'), 'image/svg+xml'),
          async () => {
            await expect(blocks).toContainText('no image of a type that is shown here');
            await expect(pane.getByRole('button', { name: /Show image/ })).toHaveCount(0);
          },
        ],
        [
          image('not!base64', 'image/png'),
          async () => {
            await expect(blocks).toContainText('not base64: character 4');
            await expect(blocks).toContainText('not!base64');
          },
        ],
        [
          image(bomb.toString('base64'), 'image/png'),
          async () => {
            await pane.getByRole('button', { name: /Show image/ }).click();
            await expect(blocks).toContainText('100,000 × 100,000 pixels');
            await expect(pane.locator('img')).toHaveCount(0);
          },
        ],
      ]);
    },
  ],
  [
    'structured content is held against its promise and its text',
    async (page, product) => {
      const { structured } = answerOn(page);
      const promised = (content: string[], structuredContent?: unknown) =>
        say({ content: content.map((text) => ({ type: 'text', text })), structuredContent }, 'promised');
      await sendEach(page, product, [
        [
          promised([], { n: 'x' }),
          async () => {
            await expect(structured).toContainText('1 complaint against outputSchema');
            await expect(structured).toContainText('/n');
            await expect(structured).toContainText('no text block beside it');
          },
        ],
        [
          promised(['{"n":2}']),
          () => expect(structured).toContainText('missing, though the tool declares an outputSchema'),
        ],
        [
          promised(['{"n":3}'], { n: 2 }),
          async () => {
            await expect(structured).toContainText('valid against outputSchema');
            await expect(structured).toContainText('no text block says the same');
          },
        ],
      ]);
    },
  ],
  [
    'what is not as it should be is said, and shown all the same',
    async (page, product) => {
      const { pane, outcome, blocks } = answerOn(page);
      await sendEach(page, product, [
        [
          say('{"content":[{"type":"text","text":{"a":1.0}},7,{"type":"__proto__"}],"isError":1,"x":[1.50]}'),
          async () => {
            await expect(outcome).toHaveText('ok');
            await expect(pane).toContainText('`isError` is neither true nor false but 1');
            await expect(blocks.first()).toContainText('"a": 1.0');
            await expect(blocks).toHaveCount(3);
            await pane.getByRole('button', { name: /^x / }).click();
            await expect(pane).toContainText('1.50');
          },
        ],
        [
          say({ content: Array(45).fill({ type: 'text', text: 'one of many' }) }),
          async () => {
            await expect(blocks).toHaveCount(20);
            await pane.getByRole('button', { name: 'Show 20 more blocks' }).click();
            await expect(blocks).toHaveCount(40);
          },
        ],
      ]);
    },
  ],
  [
    'a server that goes is told apart from one that refuses',
    async (page, product) => {
      const { pane, outcome } = answerOn(page);
      await sendEach(page, product, [
        [
          call('refuse', { error: '{"code":-32002,"message":"gone\\u202e","data":{"uri":"a:b"}}' }),
          async () => {
            await expect(outcome).toHaveText('error −32002 Resource not found');
            await expect(pane).toContainText('goneU+202E RLO');
            await expect(pane).toContainText('"uri": "a:b"');
          },
        ],
        [
          call('slowly', { ms: 60_000 }),
          async () => {
            await expect(outcome).toHaveText('waiting');
            process.kill((await product.session()).pid!);
            await expect(outcome).toHaveText('server gone');
          },
        ],
      ]);
    },
  ],
];

test('whatever a server says is held against what it should be', async ({ page, start }) => {
  test.slow();
  const product = await start(['--', ...server('says-back')]);
  for (const [title, part] of SAID) await test.step(title, () => part(page, product));
});

test('a cancelled call says so, and says that an answer came all the same', async ({ page, start }) => {
  const product = await start(['--', ...server('late-after-cancel', '--ms=3000')]);
  const { pane, outcome, blocks, meanwhile } = answerOn(page);
  const look = async (): Promise<void> => {
    await expect(outcome).toHaveText('waiting');
    await pane.getByRole('button', { name: 'Cancel' }).click();
    await expect(outcome).toHaveText('cancelled');
    await expect(outcome).toHaveText('cancelled, then ok');
    await expect(blocks).toContainText('too late');
    await expect(meanwhile.getByRole('row', { name: /the answer/ })).toContainText('late');

    await meanwhile.getByRole('button', { name: /in Traffic/ }).click();
    await expect(page).toHaveURL(/\/traffic\?q=session%3A1\+seq%3E\d+\+until/);
    await expect(page.getByRole('row', { name: /too late/ })).toBeVisible();
  };
  await sendEach(page, product, [[call('go'), look]]);
});

test('a second answer is counted, and the first one is shown', async ({ page, start }) => {
  const product = await start(['--', ...server('answers-twice', '--times=3')]);
  const { pane, blocks, meanwhile } = answerOn(page);
  const look = async (): Promise<void> => {
    await expect(pane).toContainText('3 answers came; this is the first');
    await expect(blocks).toContainText('answer 1');
    await expect(meanwhile.getByRole('row', { name: /duplicate/ })).toHaveCount(2);
  };
  await sendEach(page, product, [[call('go'), look]]);
});

test('the chosen view is kept, and long answers are rendered when asked', async ({ page, start }) => {
  const product = await start(['--', ...server('echo')]);
  const { pane, blocks } = answerOn(page);
  await sendEach(page, product, [
    [
      call('echo', { text: '{"b":1.0,"a":[]}' }),
      async () => {
        await pane.getByRole('button', { name: 'as JSON' }).click();
        await expect(blocks).toContainText('"b": 1.0');
        await pane.getByRole('tab', { name: 'Raw' }).click();
        await expect(pane).toContainText('{"jsonrpc":"2.0"');
        await pane.getByRole('tab', { name: 'Hex' }).click();
        await expect(pane).toContainText('7b 22 6a 73 6f 6e');
        const kept = () => product.api<Record<string, unknown>>('GET', '/api/preferences');
        await expect.poll(async () => (await kept())['answerView']).toBe('hex');
        await page.reload();
        await expect(pane.getByRole('tab', { name: 'Hex' })).toHaveAttribute('aria-selected', 'true');
        await pane.getByRole('tab', { name: 'Rendered' }).click();
      },
    ],
    [
      call('big', { bytes: 2_000_000 }),
      async () => {
        await expect(pane).toContainText('2.0 MB: not rendered.');
        await expect(pane).toContainText('"jsonrpc"');
        await pane.getByRole('button', { name: 'Render it' }).click();
        await expect(blocks).toContainText('2,000,000 characters');
        await expect(blocks.locator('.line').first()).toContainText(/\S{20}/);
      },
    ],
  ]);
});
