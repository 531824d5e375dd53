import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../../deploy/local/repository.ts';

const looks = [
  { name: 'phone-light', width: 360, scheme: 'light' },
  { name: 'phone-dark', width: 360, scheme: 'dark' },
  { name: 'desk-light', width: 1280, scheme: 'light' },
  { name: 'desk-dark', width: 1280, scheme: 'dark' },
] as const;

/** Pictures of a walk, numbered in its order, below dist/film. */
export class Film {
  readonly #folder: string;
  #count = 0;

  constructor(walk: string) {
    this.#folder = join(root, 'dist/film', walk);
    mkdirSync(this.#folder, { recursive: true });
  }

  /** As it is shown now. */
  async picture(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: this.#path(name), fullPage: true });
  }

  /** At two widths, light and dark; the window is as before then. */
  async everyLook(
    page: Page,
    name: string,
    look: (at: string, isNarrow: boolean) => Promise<void>,
  ): Promise<void> {
    const size = page.viewportSize()!;
    for (const { name: at, width, scheme } of looks) {
      await page.setViewportSize({ width, height: size.height });
      await page.emulateMedia({ colorScheme: scheme });
      await page.screenshot({ path: this.#path(`${name}-${at}`.replaceAll(' ', '-')), fullPage: true });
      await look(`${name} ${at}`, width < 600);
    }
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: null });
  }

  #path(name: string): string {
    this.#count += 1;
    return join(this.#folder, `${String(this.#count).padStart(2, '0')}-${name}.png`);
  }
}
