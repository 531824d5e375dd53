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
