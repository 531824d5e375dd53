import type { Page } from 'playwright-core';

interface Stop {
  readonly tag: string;
  /** Place in the document. */
  readonly at: number;
  readonly hasRing: boolean;
  readonly isInView: boolean;
}

/** Of the element that has the focus; a ring may be drawn around what stands for it. */
const focused = `(() => {
  const element = document.activeElement;
  const box = element.getBoundingClientRect();
  const rings = [undefined, '::before', '::after'].map((part) => getComputedStyle(element, part));
  return {
    tag: element.tagName,
    at: [...document.querySelectorAll('*')].indexOf(element),
    hasRing: rings.some((ring) => (ring.outlineStyle !== 'none' && parseFloat(ring.outlineWidth) >= 2) || ring.boxShadow !== 'none'),
    isInView: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left >= -1 && box.right <= innerWidth + 1,
  };
})()`;
export const MOST_STOPS = 80;

const inOneLine = (text: string): string => text.trim().replaceAll(/\s+/g, ' ');
/** What a screen reader would call the element that has the focus. */
const nameOfFocused = `(() => {
  const element = document.activeElement;
  return (element.labels?.[0] ?? element).textContent;
})()`;

/** Tab, until what is called so has the focus. */
export async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  while (passed.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const at = inOneLine(await page.evaluate<string>(nameOfFocused));
    if (typeof name === 'string' ? at === inOneLine(name) : name.test(at)) return;
    passed.push(at);
  }
  throw new Error(`Tab leads nowhere to ${String(name)}, but to: ${passed.join(' | ')}`);
}

/** @returns when the page has come to which that leads */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** Where Tab leads, until it leaves the page. */
export async function stopsOf(page: Page): Promise<readonly Stop[]> {
  const stops: Stop[] = [];
  while (stops.length < MOST_STOPS) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<Stop>(focused);
    if (stop.tag === 'BODY') break;
    stops.push(stop);
  }
  return stops;
}
