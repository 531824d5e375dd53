import type { Page } from 'playwright-core';
import type { Person } from './person.ts';
import type { Scenes } from './scenes.ts';

type Who = Exclude<keyof Scenes, 'at'>;
export type Act = (page: Page) => Promise<unknown>;
/** Below the language; what has to be made for it is made once for both languages. */
export type Place = string | ((at: Scenes['at'], who: Person) => string | Promise<string>);
/** Without an act the page stays where it was asked for. */
export type Row = readonly [who: Who, name: string, path: Place, act?: Act];

/** For a page that leads on by itself. */
export const led: Act = () => Promise.resolve();
/** The button of the page itself, not that of its header. */
export const send: Act = (page) => page.locator('main form button').last().click();
export const sendFirst: Act = (page) => page.locator('main form button').first().click();
