import type { Browser, Page } from 'playwright-core';
import { eventually } from '#libs/test-kit';
import { freePort } from '#libs/local-services';
import { openBrowser, visitor, type Visitor as Window, type VisitorLook } from '../../../test/web/browser.ts';
import { FakeGroup, vanish } from '../../../apps/operator/src/testing/consumer-group.ts';
import { contentOf } from '../../../apps/operator/src/testing/corrections-stand.ts';
import { ConsoleStand } from './console-stand.ts';
import { later, LettersScene } from './letters-scene.ts';
import { hostile, ReplayScenes } from './replay-scenes.ts';

const patch = JSON.stringify([
  { op: 'replace', path: '/data/effectiveOn', value: '2026-11-20' },
  { op: 'remove', path: '/data/street' },
]);
export const correctionDraft = {
  kind: 'json-patch',
  patch,
  reason: 'The day is an instant.',
  ticket: 'OPS-17',
};

const stands = ['full', 'withoutKafka', 'withoutService'] as const;
type Stands = Readonly<Record<(typeof stands)[number], ConsoleStand>>;
const below = (path: string): string => path.replace(/^\/de/, '');

/** The console in all that can happen there, and browsers to look at it. */
export class ConsoleScenes {
  /** Pages by what can be seen there, without the language. */
  readonly at: Record<string, string> = {};
  readonly windows: Window[] = [];

  private constructor(
    readonly browser: Browser,
    readonly letters: LettersScene,
    readonly replays: ReplayScenes,
    readonly stands: Stands,
  ) {}

  static async start(): Promise<ConsoleScenes> {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const letters = await LettersScene.start();
    const withoutKafka = await ConsoleStand.start({ kafkaBrokers: [nobody.replace('http://', '')] });
    const withoutService = await ConsoleStand.start({}, nobody);
    const { stand: full } = letters;
    const replays = await ReplayScenes.open(full);
    const all = { full, withoutKafka, withoutService };
    const scenes = new ConsoleScenes(await openBrowser(), letters, replays, all);
    await scenes.setLetters();
    Object.assign(scenes.at, await replays.all());
    return scenes;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.replays.close();
    await this.stands.withoutService.stop();
    await this.stands.withoutKafka.stop();
    await this.letters.stop();
  }

  async window(look: VisitorLook = {}): Promise<Window> {
    const window = await visitor(this.browser, look);
    this.windows.push(window);
    return window;
  }

  async signIn(page: Page, person: string, stand: keyof Stands = 'full', token?: string): Promise<void> {
    const { cookie } = await this.stands[stand].signedIn(person, token);
    const url = this.site(stand);
    await page.context().addCookies([{ name: 'einmal-operators', value: cookie, url, httpOnly: true }]);
  }

  site(stand: keyof Stands): string {
    return `http://127.0.0.1:${this.stands[stand].portal.port}`;
  }

  /** A letter whose event a register wrote wrongly. */
  async wrongLetter(key: string): Promise<string> {
    const event = this.letters.group.parked(key);
    return this.letters.park(event, JSON.stringify(contentOf(event)));
  }

  private async setLetters(): Promise<void> {
    const { letters, at } = this;
    const { group } = letters;
    const plain = (key: string): Promise<string> => letters.park(group.parked(key));
    at['group'] = `/ops/group?name=${group.group}`;
    at['reader'] = `/ops/group?name=${letters.stand.operator.settings.operator.projectionGroup}`;
    await group.announce('parked', [group.parked(`k-${hostile}`)]);
    at['hostile'] = await letters.park(group.parked('k-hostile', `${hostile}.v1`), undefined, {
      cause: hostile,
      topic: hostile,
    });
    at['first'] = await plain('k-order');
    at['behind'] = await plain('k-order');
    at['discard'] = await plain('k-discard');
    at['letterAsked'] = await this.redriven('k-asked');
    at['letterDone'] = await this.redriven('k-done', 'redriven');
    at['again'] = await this.redriven('k-again', 'parked');
    at['settled'] = at['letterDone'].replace(/\?.*/, '');
    const settledAs = async (name: string, ...steps: readonly string[]): Promise<void> => {
      at[name] = await this.corrected(`k-${name}`, steps);
    };
    await settledAs('correctionDraft');
    await settledAs('correctionTried', 'dry-run');
    await settledAs('correctionApproved', 'dry-run', 'approval');
    await settledAs('correctionApplied', 'dry-run', 'approval', 'applied');
    await settledAs('correctionRefused', 'dry-run', 'approval', 'refused');
    await settledAs('correctionCancelled', 'cancel');
    await settledAs('correctionLapsed', 'dry-run', 'approval');
    await this.lapse(at['correctionLapsed']!);
    await this.vanish();
    at['wrong'] = await this.wrongLetter('k-wrong');
    for (const [name, path] of Object.entries(at)) at[name] = below(path);
  }

  /** As an approved one is that was not answered. */
  private async lapse(correction: string): Promise<void> {
    const { stand, olga } = this.letters;
    await stand.operator.pool.query(
      `update correction set lapses_at = now() - interval '1 hour' where id = $1`,
      [correction.split('/').at(-1)],
    );
    const isOver = (html: string): boolean => html.includes('verfallen');
    await eventually('it has lapsed', async () => (await olga.open(correction)).html, isOver);
  }

  /** A group that has parked something, and was deleted then. */
  private async vanish(): Promise<void> {
    const other = await FakeGroup.start();
    const { olga } = this.letters;
    const keys = ['k-vanished', 'k-given-up'];
    await other.announce(
      'parked',
      keys.map((key) => other.parked(key)),
    );
    const pageIn = (html: string): string | undefined => /\/ops\/dead-letters\/[0-9a-f-]{36}/.exec(html)?.[0];
    const pageOf = async (key: string): Promise<string> => {
      const read = async () => pageIn((await olga.open(`/de/ops/dead-letters?key=${key}`)).html);
      return (await eventually('it arrives', read, (page) => page !== undefined))!;
    };
    const [kept = '', givenUp = ''] = await Promise.all(keys.map(pageOf));
    this.at['vanishedLetter'] = kept;
    this.at['vanishedGroup'] = `/ops/group?name=${other.group}`;
    await vanish(other.group);
    await other.stop();
    const { location = '' } = await olga.send(`/de${givenUp}`, { step: 'discard', reason: 'of a test' });
    this.at['vanishedGivenUp'] = location;
    const [key] = keys;
    await this.letters.park(this.letters.group.parked(key!));
    await this.letters.stand.operator.call('POST', '/v1/dead-letters/redrives', { key });
    const isGone = (html: string): boolean => html.includes('verschwunden');
    const group = `/de${this.at['vanishedGroup']}`;
    await eventually('it is gone', async () => (await olga.open(group)).html, isGone);
  }

  /** @returns the page on which that is told */
  private async redriven(key: string, outcome?: 'redriven' | 'parked'): Promise<string> {
    const { group, olga } = this.letters;
    const event = group.parked(key);
    const letter = await this.letters.park(event);
    const { location = '' } = await olga.send(letter, { step: 'redrive' });
    if (outcome !== undefined) await this.letters.redriven(event, outcome);
    return location;
  }

  /** @param steps that were taken, and what the group said of it at last */
  private async corrected(key: string, steps: readonly string[]): Promise<string> {
    const { group, olga, paul } = this.letters;
    const event = group.parked(key);
    const letter = await this.letters.park(event, JSON.stringify(contentOf(event)));
    const { location = '' } = await olga.send(`${letter}/correct`, correctionDraft);
    const id = location.split('/').at(-1) ?? '';
    for (const step of steps) {
      const hash = /name="hash" value="(\w{64})"/.exec((await paul.open(location)).html)?.[1] ?? '';
      if (step === 'applied' || step === 'refused') {
        await this.letters.commands(key, 1);
        await group.announce('parked', [event], { at: later(), correction: { id, outcome: step } });
        const isOver = (html: string): boolean => !html.includes('noch nicht angewendet');
        await eventually('its end is told', async () => (await olga.open(location)).html, isOver);
      } else await (step === 'approval' ? paul : olga).send(location, { step, hash });
    }
    return location;
  }
}
