import type { Browser, Page } from 'playwright-core';
import type { ManagedProcess } from '#libs/local-services';
import { eventually } from '#libs/test-kit';
import { kafkaLogin } from '../../deploy/local/app-settings.ts';
import { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { type Day, yesterdayOf } from '../../deploy/session/berlin-day.rules.ts';
import { NoticesProcess } from '../../deploy/session/notices-process.ts';
import {
  eventsOfDay,
  inventPeople,
  writeEvents,
  type Written,
} from '../../deploy/session/yesterdays-events.ts';
import { type Visitor, visitor } from './browser.ts';
import { Film } from './film.ts';

const PEOPLE = 5;
const EACH = 6;
const apps = ['identity', 'operator', 'portal-console'] as const;

/** The last of yesterday's people: their register wrote an instant where a day belongs. */
function withOneWrong(written: readonly Written[], subject: string): readonly Written[] {
  const wrong = written.find(({ event }) => event.subject === subject)!;
  const effectiveOn = `${wrong.event.data.effectiveOn}T00:00:00Z`;
  const event = { ...wrong.event, data: { ...wrong.event.data, effectiveOn } };
  return written.map((each) => (each === wrong ? { ...wrong, event } : each));
}

/** Real services, a real consumer, and events of yesterday of which it cannot handle any. */
export class OperatorDay {
  private constructor(
    readonly stack: IsolatedStack,
    readonly notices: NoticesProcess,
    readonly day: Day,
    /** As they were written, the wrong one too. */
    readonly written: readonly Written[],
    readonly subjectOfWrong: string,
    private operator: ManagedProcess,
  ) {}

  static async begin(): Promise<OperatorDay> {
    const stack = await IsolatedStack.start(apps);
    const notices = await NoticesProcess.prepare(stack);
    const [operator] = await Promise.all([
      stack.startApp('operator'),
      stack.startApp('identity'),
      stack.startApp('portal-console'),
    ]);
    const people = inventPeople(stack.facts, PEOPLE);
    const day = yesterdayOf(new Date());
    const { subject } = people.at(-1)!;
    const written = withOneWrong(eventsOfDay(people, day, EACH), subject);
    await writeEvents(kafkaLogin(stack.facts, 'residents'), written);
    await notices.release(true);
    return new OperatorDay(stack, notices, day, written, subject, operator);
  }

  get console(): string {
    return this.stack.endpoints.apps['portal-console'];
  }

  killOperator(): Promise<void> {
    return this.operator.kill9();
  }

  async startOperator(): Promise<void> {
    this.operator = await this.stack.startApp('operator');
  }
}

/** One of two operators, in a browser of their own; all that they see is on one film. */
export class ConsoleDesk {
  private constructor(
    private readonly who: Visitor,
    private readonly login: string,
    private readonly film: Film,
  ) {}

  static async of(browser: Browser, day: OperatorDay, login: string, film: Film): Promise<ConsoleDesk> {
    const who = await visitor(browser, { width: 1280, height: 900 });
    await who.page.goto(`${day.console}/de/login?to=%2Fde%2Fops`);
    await who.page.getByRole('link', { name: 'Weiter zur Anmeldung' }).click();
    await who.page.locator(`button[name=login][value="${login}"]`).first().click();
    await who.page.waitForURL(`${day.console}/de/ops`);
    return new ConsoleDesk(who, login, film);
  }

  get page(): Page {
    return this.who.page;
  }

  get faults(): readonly string[] {
    return this.who.faults;
  }

  picture(name: string): Promise<void> {
    return this.film.picture(this.page, `${this.login}-${name}`);
  }

  async press(name: string): Promise<void> {
    await Promise.all([
      this.page.waitForEvent('load'),
      this.page.getByRole('button', { name, exact: true }).click(),
    ]);
  }

  async follow(name: string | RegExp): Promise<void> {
    await Promise.all([
      this.page.waitForEvent('load'),
      this.page.locator('main, nav').getByRole('link', { name }).first().click(),
    ]);
  }

  async types(fields: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(fields))
      await this.page.locator(`main [name="${name}"]`).fill(value);
  }

  says(): Promise<string> {
    return this.page.locator('main').innerText();
  }

  /** Loads the page again until it says so. */
  async waitsFor(text: string | RegExp): Promise<void> {
    await eventually(
      `the page says ${String(text)}`,
      async () => {
        await this.page.reload();
        return this.says();
      },
      (said) => (typeof text === 'string' ? said.includes(text) : text.test(said)),
      120_000,
    );
  }

  /** Without loading it again: as its script is told. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.locator('main').getByText(text).first().waitFor({ timeout: 120_000 });
  }
}
