import type { Browser, Page } from 'playwright-core';
import { freePort } from '#libs/local-services';
import type { ServeStartPage } from '../../apps/portal/src/start/start-facts.ts';
import { startFactsOf } from '../../deploy/local/start-page.ts';
import { PortalStand } from '../portal/portal-stand.ts';
import { axeOn, cutOff, openBrowser } from './browser.ts';

/** Pages are compiled by a project of their own (ADR 0074). */
const startPage = '../../apps/portal/src/start/serve-start-page.ts';

/** Both portals, the page from which they are tried, and a browser, once for all that is looked at. */
export class WebStand {
  readonly portals: PortalStand;
  readonly browser: Browser;
  /** Address of the page from which everything is tried. */
  readonly door: string;
  readonly #closeDoor: () => Promise<void>;

  private constructor(portals: PortalStand, browser: Browser, door: string, closeDoor: () => Promise<void>) {
    this.portals = portals;
    this.browser = browser;
    this.door = door;
    this.#closeDoor = closeDoor;
  }

  static async start(...further: Parameters<typeof PortalStand.start>): Promise<WebStand> {
    const [portals, browser] = await Promise.all([PortalStand.start(...further), openBrowser()]);
    const door = `http://127.0.0.1:${await freePort()}`;
    const { serveStartPage } = (await import(startPage)) as { readonly serveStartPage: ServeStartPage };
    const served = await serveStartPage(startFactsOf(portals.stack.endpoints, door));
    return new WebStand(portals, browser, door, () => served.close());
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.#closeDoor();
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
    const axe = await axeOn(page);
    return [...(await axe.findings()), ...(await cutOff(page))];
  }
}
