import { eventually } from '#libs/test-kit';
import { contentOf, draft } from '../../apps/operator/src/testing/corrections-stand.ts';
import { FakeGroup, type Parked } from '../../apps/operator/src/testing/consumer-group.ts';
import { BetweenConsole } from './testing/between-console.ts';
import type { Visitor } from './testing/console-stand.ts';

let operator: BetweenConsole;
let group: FakeGroup;
let olga: Visitor;
let paul: Visitor;
beforeAll(async () => {
  group = await FakeGroup.start();
  operator = await BetweenConsole.start();
  [olga, paul] = (await Promise.all(['p_olga', 'p_paul'].map((name) => operator.stand.signedIn(name)))) as [
    Visitor,
    Visitor,
  ];
});
afterAll(async () => {
  await operator?.stop();
  await group?.stop();
});

const call = async (method: string, path: string, body?: object) =>
  (await operator.stand.operator.call(method, path, body)).body;

async function parked(event: Parked): Promise<string> {
  await group.announce('parked', [event], { value: JSON.stringify(contentOf(event)) });
  const [letter] = await eventually(
    'the letter arrives',
    async () =>
      (await call('GET', `/v1/dead-letters?group=${group.group}&key=${event.key}`))['deadLetters'] as {
        id: string;
      }[],
    ({ length }) => length === 1,
  );
  return letter!.id;
}

/** Somebody presses a button, and its answer gets lost: the page says to look what holds, once. */
async function lost(who: Visitor, page: string, fields: Readonly<Record<string, string>>): Promise<void> {
  operator.losesAnswers = true;
  const { status, html } = await who.send(page, fields);
  operator.losesAnswers = false;
  expect([status >= 500, html.includes('Es wurde nichts ausgeführt')]).toEqual([true, false]);
  const { html: after } = await who.open(page);
  expect(after).toContain('Sehen Sie nach, was gilt');
  expect(after).not.toContain('Es wurde nichts ausgeführt');
  expect((await who.open(page)).html).not.toContain('Sehen Sie nach, was gilt');
}

const commands = (key: string): number => group.commands.events.filter((each) => each.key === key).length;

it('says of a step whose answer got lost to look what holds, and does it once however often it is asked for', async () => {
  const event = group.parked('k-lost');
  const page = `/de/ops/dead-letters/${await parked(event)}`;
  await lost(olga, page, { step: 'discard', reason: 'no use' });
  expect((await olga.open('/de/ops/dead-letters/redrives')).html).toContain('in Arbeit');
  const again = await olga.send(page, { step: 'discard', reason: 'no use' });
  expect([again.status, again.html.includes('Jemand lässt die Mitteilung gerade verarbeiten')]).toEqual([
    409,
    true,
  ]);
  const other = group.parked('k-after');
  await call('POST', `/v1/dead-letters/${await parked(other)}/redrive`, {});
  await eventually(
    'a later command arrives',
    () => Promise.resolve(commands(other.key)),
    (count) => count === 1,
  );
  expect(commands(event.key)).toBe(1);
});

it('shows of a correction whose approval got lost that it is approved', async () => {
  const letter = await parked(group.parked('k-approved'));
  const { id } = (await call('POST', `/v1/dead-letters/${letter}/corrections`, draft)) as unknown as {
    id: string;
  };
  await call('POST', `/v1/dead-letters/corrections/${id}/dry-run`);
  const page = `/de/ops/dead-letters/corrections/${id}`;
  const hash = /name="hash" value="(\w{64})"/.exec((await paul.open(page)).html)?.[1] ?? '';
  await lost(paul, page, { step: 'approval', hash });
  expect((await paul.open(page)).html).toContain('Die Lesegruppe wendet sie an');
});
