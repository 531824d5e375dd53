import type { Page } from 'playwright-core';
import { axeOn, cutOff } from './browser.ts';
import type { Film } from './film.ts';

/** As wide as 1280 px at 400 % (WCAG 2.2, 1.4.10). */
const NARROWEST = 320;

/** Buttons that do not hold their words, tables that cannot be moved by keyboard within the page, and pictures without a name or without the same as a table. */
const badParts = `(() => {
  const text = (element) => element?.textContent.trim() ?? '';
  const said = [...document.querySelectorAll('main caption, main th')].map(text);
  const loose = [...document.querySelectorAll('main table')].filter((table) => {
    const region = table.closest('[role=region][tabindex="0"]');
    const label = region && document.getElementById(region.getAttribute('aria-labelledby'));
    return !label || !['auto', 'scroll'].includes(getComputedStyle(region).overflowX);
  });
  const mute = [...document.querySelectorAll('main svg')].filter((picture) => {
    const label = document.getElementById(picture.getAttribute('aria-labelledby'));
    const title = text(label?.querySelector('.kern-title') ?? label);
    return picture.getAttribute('role') !== 'img' || title === '' || !said.includes(title);
  });
  const squeezed = [...document.querySelectorAll('button, .kern-btn')].filter(
    (button) => button.scrollWidth > button.clientWidth + 1,
  );
  return [
    ...squeezed.map((button) => 'button narrower than its label: ' + text(button)),
    ...loose.map((table) => 'table that does not scroll by itself: ' + text(table.caption)),
    ...mute.map((picture) => 'picture without name or table: ' + picture.getAttribute('aria-labelledby')),
  ];
})()`;
const unfold = (isOpen: boolean): string =>
  `for (const each of document.querySelectorAll('main details')) each.open = ${String(isOpen)}`;

/** What is wrong with a page as it stands, with what is folded opened: at two widths in two schemes, and at 320 px. */
export async function wrongWith(page: Page, name: string, film: Film): Promise<readonly string[]> {
  const axe = await axeOn(page);
  const found = await page.evaluate<string[]>(badParts);
  await film.everyLook(page, name, async (at) => {
    await page.evaluate(unfold(true));
    const here = [...(await axe.findings()), ...(await cutOff(page))];
    await page.evaluate(unfold(false));
    found.push(...here.map((each) => `${at}: ${each}`));
  });
  const size = page.viewportSize()!;
  await page.setViewportSize({ width: NARROWEST, height: size.height });
  await page.evaluate(unfold(true));
  found.push(...(await cutOff(page)).map((each) => `${NARROWEST} px: ${each}`));
  await page.setViewportSize(size);
  const headings = await page.locator('h1').count();
  return headings === 1 ? found : [...found, `${headings} headings of the first level`];
}
