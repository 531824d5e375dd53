import type { Browser, Page } from 'playwright-core';
import { PortalStand } from '../portal/portal-stand.ts';
import { axeFindings, openBrowser } from './browser.ts';

/** Both portals and a browser, once for all that is looked at. */
export class WebStand {
  readonly portals: PortalStand;
  readonly browser: Browser;

  private constructor(portals: PortalStand, browser: Browser) {
    this.portals = portals;
    this.browser = browser;
  }

  static async start(): Promise<WebStand> {
    const [portals, browser] = await Promise.all([PortalStand.start(), openBrowser()]);
    return new WebStand(portals, browser);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.portals.stack.stop();
  }

  /** From where the portal says why, over the issuer's page, to the page that it is for. */
  async signIn(page: Page, login: string, goesOn: string, portal = this.portals.portal): Promise<void> {
    await page.goto(`${portal}/de/login?to=${encodeURIComponent(goesOn)}`);
    await page.getByRole('link', { name: 'Weiter zur Anmeldung' }).click();
    await this.answerLogin(page, login);
    await page.waitForURL(portal + goesOn);
  }

  async answerLogin(page: Page, login: string): Promise<void> {
    await page.locator(`button[name=login][value="${login}"]`).first().click();
  }

  /** What is wrong with a page as it stands: rules of axe, and what is cut off at the side. */
  async findings(page: Page): Promise<readonly string[]> {
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    return [...(await axeFindings(page)), ...(wide > 0 ? [`${wide} px wider than the window`] : [])];
  }
}
