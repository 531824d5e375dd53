import { FakeGroup, vanish } from '../../apps/operator/src/testing/consumer-group.ts';
import { serviceOfGroup } from '#libs/contracts';
import { eventually } from '#libs/test-kit';
import type { Visitor } from './testing/console-stand.ts';
import { later, LettersScene, textOf } from './testing/letters-scene.ts';

const hostile = '<img src=x onerror=alert(1)>.v1';

let scene: LettersScene;
let olga: Visitor;
let paul: Visitor;
beforeAll(async () => {
  scene = await LettersScene.start();
  ({ olga, paul } = scene);
});
afterAll(() => scene?.stop());

describe('the page of dead letters', () => {
  it('shows them by cause and by key as a picture with its table, and hostile text as text', async () => {
    const { group } = scene.group;
    await scene.park(scene.group.parked('k-page', hostile));
    await scene.park(scene.group.parked('k-page'));
    const { html, status } = await olga.open(`/de/ops/dead-letters?group=${group}&key=k-page`);
    expect(status).toBe(200);
    expect(html).toMatch(/<svg class="bars" role="img" aria-labelledby="causes-picture"/);
    expect(html).toMatch(/<svg class="bars" role="img" aria-labelledby="keys-picture"/);
    expect(html.match(/<caption[^>]* id="(causes|keys|letters)"/g)).toHaveLength(3);
    expect(html).toContain('Verarbeitung fehlgeschlagen');
    expect(html).toContain('&lt;img src=x onerror=alert(1)>');
    expect(html).not.toMatch(/<img|style=|<script(?![^>]*src=)/);
    expect(textOf(html)).toContain(
      `npm run -s einmal -- dead-letters list --state PARKED --group ${group} --key k-page`,
    );
    expect((await olga.open('/en/ops/dead-letters')).html).toContain('Parked, by cause');
  });

  it('says so where there is none, and asks for nothing that an address made up', async () => {
    const { html, status } = await olga.open('/de/ops/dead-letters?state=x&causeCode=%3Cb%3E&key=k-nobody');
    expect(status).toBe(200);
    expect(html).toContain('Hier gibt es zurzeit keine Einträge.');
  });
});

describe('the page of a dead letter', () => {
  it('has the first of its key handled, and tells of a later one that it is not its turn', async () => {
    const one = scene.group.parked('k-order');
    const first = await scene.park(one);
    const second = await scene.park(scene.group.parked('k-order'));
    expect((await olga.open(second)).html).not.toContain('value="redrive"');
    const refused = await olga.send(second, { step: 'redrive' });
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('Eine frühere Mitteilung desselben Schlüssels ist noch geparkt.');
    const { status, location = '' } = await olga.send(first, { step: 'redrive' });
    expect([status, location.startsWith(`${first}?asked=`)]).toEqual([303, true]);
    expect((await olga.open(location)).html).toContain('Die Lesegruppe arbeitet daran.');
    await scene.group.announce('redriven', [one], { at: later() });
    await eventually(
      'the outcome is shown',
      async () => (await olga.open(location)).html,
      (html) => html.includes('Fertig: 1 von 1 erledigt'),
    );
    // An address names the redrive of this letter, and that of no other.
    const [, asked = ''] = location.split('?');
    for (const query of [asked, 'asked=00000000-0000-4000-8000-000000000000']) {
      const { html, status: found } = await olga.open(`${second}?${query}`);
      expect([found, html.includes('Der Auftrag ist erteilt')]).toEqual([200, false]);
    }
    const settled = await paul.send(first, { step: 'redrive' });
    expect([settled.status, textOf(settled.html).includes('Die Mitteilung ist schon erledigt')]).toEqual([
      409,
      true,
    ]);
    expect(settled.html).not.toContain('name="step"');
  });

  it('shows what a handler threw as text, whatever it is', async () => {
    const event = scene.group.parked('k-thrown');
    const letter = await scene.park(event);
    const cause = `</dd><script>alert(1)</script>\u202e${hostile}`;
    await scene.group.announce('parked', [event], { cause, attempts: 6, at: later() });
    const { html } = await eventually(
      'what was thrown is shown',
      () => olga.open(letter),
      (page) => page.html.includes('alert(1)'),
    );
    expect(html).toContain('&lt;/dd>&lt;script>alert(1)&lt;/script>[U+202E]&lt;img src=x');
    expect(html).not.toMatch(/<img|<script(?![^>]*src=)/);
  });

  it('asks for one redrive where two operators ask at once, and tells the other so', async () => {
    const event = scene.group.parked('k-both');
    const letter = await scene.park(event);
    const both = await Promise.all([olga, paul].map((each) => each.send(letter, { step: 'redrive' })));
    const [first, second] = both.toSorted((one, other) => one.status - other.status);
    expect([first!.status, second!.status]).toEqual([303, 409]);
    expect(textOf(second!.html)).toContain('Jemand lässt die Mitteilung gerade verarbeiten');
    expect(await scene.commands(event.key, 1)).toHaveLength(1);
  });

  it('is listed with what was asked for, by whom, and whose service has to be started', async () => {
    const other = await FakeGroup.start();
    const key = 'k-of-two';
    await other.announce('parked', [other.parked(key)]);
    const letters = `/v1/dead-letters?group=${other.group}`;
    const [letter] = await eventually(
      'its letter arrives',
      async () =>
        (await scene.stand.operator.call('GET', letters)).body['deadLetters'] as {
          id: string;
          eventId: string;
        }[],
      ({ length }) => length === 1,
    );
    await scene.park(scene.group.parked(key));
    await vanish(other.group);
    const reason = '<script>alert(1)</script>';
    await scene.stand.operator.call('POST', '/v1/dead-letters/redrives', { key, reason });
    const service = `„${serviceOfGroup(other.group)}“`;
    const left = `Eine Mitteilung ausgelassen: Kafka kannte die Lesegruppe nicht; dazu muss der Dienst ${service} laufen.`;
    const page = async () => (await olga.open('/de/ops/dead-letters/redrives')).html;
    expect(textOf(await page())).toMatch(new RegExp(`p_olga \\(Sie\\) erneut verarbeiten .* ${left}`));
    expect(await page()).toContain('&lt;script>alert(1)&lt;/script>');
    const own = `/de/ops/dead-letters/${letter!.id}`;
    const refused = await olga.send(own, { step: 'redrive' });
    expect([refused.status, refused.html.includes(`Starten Sie den Dienst ${service}`)]).toEqual([404, true]);
    const { location = '' } = await olga.send(own, { step: 'discard', reason: 'of a test' });
    expect((await olga.open(location)).html).toContain(`Ihr Dienst ${service} verwirft die Mitteilung`);
    expect(await page()).toContain(`Wartet darauf, dass der Dienst ${service} wieder läuft.`);
    await other.announce('discarded', [{ ...other.parked(key), eventId: letter!.eventId }], { at: later() });
    await eventually('it waits no longer', page, (html) => !html.includes('Wartet darauf'));
    await other.stop();
  });

  it('gives one up with a reason only, and keeps what was typed', async () => {
    const event = scene.group.parked('k-discard');
    const letter = await scene.park(event);
    const without = await olga.send(letter, { step: 'discard', reason: 'x' });
    expect(without.status).toBe(400);
    expect(without.html).toMatch(/<title>Fehler: /);
    expect(without.html).toContain('value="x"');
    const { status } = await olga.send(letter, { step: 'discard', reason: 'of a test' });
    expect(status).toBe(303);
    const [command] = await scene.commands(event.key, 1);
    expect(command?.['data']).toMatchObject({ eventIds: [event.eventId], reason: 'of a test' });
  });
});
