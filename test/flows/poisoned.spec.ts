import type { FindingsPage } from '../../protocol/finding.ts';
import { IN_LISTS } from '../servers/poisoned/expected.mjs';
import { expect, server, test } from './world.ts';

interface Seen {
  print: string;
  rule: string;
  pointer: string;
  hit: string;
  isCut: boolean;
  chapters: string[];
}

/** What the pane tells of the finding that is looked at; undefined while it is still being read. */
const readPane = (pane: Element, before: string): Seen | undefined => {
  const textOf = (element: Element): string => {
    const { points } = (element as HTMLElement).dataset;
    if (points !== undefined)
      return String.fromCodePoint(...points.split(' ').map((hex) => Number.parseInt(hex, 16)));
    if (element.childElementCount === 0) return element.textContent;
    return [...element.childNodes]
      .map((node) => (node instanceof Element ? textOf(node) : (node.textContent ?? '')))
      .join('');
  };
  const print = pane.querySelector('[title^="Fingerprint"]')?.getAttribute('title') ?? '';
  const code = pane.querySelector('[aria-label="Evidence, as it was sent"]');
  const hit = code?.querySelector('.hit');
  if (print === before || !hit) return undefined;
  const fact = [...pane.querySelectorAll('dt')].find(({ textContent }) => textContent === 'Rule');
  return {
    print,
    rule: fact?.nextElementSibling?.querySelector('.mono')?.textContent ?? '',
    pointer:
      code?.previousElementSibling?.querySelector('.mono')?.textContent.replace(/^frame [\d,]+ /, '') ?? '',
    hit: textOf(hit),
    isCut: /… [\d,]+ more bytes?/.test(code?.textContent ?? ''),
    chapters: [...pane.querySelectorAll('h3')].map(({ textContent }) => textContent),
  };
};

test('each thing a poisoned server lists is visible, at its characters, and explained', async ({
  page,
  start,
}) => {
  const product = await start(['--', ...server('poisoned')]);
  await page.goto(product.link);
  await product.freshLink();
  const { id } = await product.session((session) =>
    session.stages.some((one) => one.stage === 'lists' && one.status === 'done'),
  );
  await expect
    .poll(async () => (await product.snapshot()).inspections.find(({ session }) => session === id)?.behind)
    .toBe(0);
  const { total } = await product.api<FindingsPage>('GET', '/api/findings?limit=1');
  await page.keyboard.press('g');
  await page.keyboard.press('f');
  await expect(page.getByRole('grid', { name: 'Findings' })).toBeVisible();

  const pane = page.getByRole('region', { name: 'Finding' });
  const seen: Seen[] = [];
  for (let k = 0; k < total; k++) {
    await page.keyboard.press('j');
    const before = seen.at(-1)?.print ?? '';
    await expect
      .poll(async () => (await pane.evaluate(readPane, before)) !== undefined, { intervals: [20, 40, 80] })
      .toBe(true);
    seen.push((await pane.evaluate(readPane, before))!);
  }

  for (const { rule, at, covers } of IN_LISTS) {
    const shown = seen.filter((one) => one.rule === rule && (at === undefined || one.pointer.endsWith(at)));
    expect(shown, `${rule} at ${at}`).not.toEqual([]);
    expect(
      shown.map(({ hit, isCut }) => (isCut ? covers.startsWith(hit) : hit === covers)),
      `${rule} at its characters`,
    ).toContain(true);
    for (const { chapters } of shown)
      expect(chapters).toEqual(
        expect.arrayContaining(['Evidence', 'Why it matters', 'What to do', 'Usual false positives']),
      );
  }
});
