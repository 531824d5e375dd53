import type { Told } from './testing/console-stand.ts';
import { pointAt, BetweenConsole } from './testing/between-console.ts';

let operator: BetweenConsole;
beforeAll(async () => {
  operator = await BetweenConsole.start();
});
afterAll(() => operator?.stop());

/** Of each event that brings pictures the lag in the last row of their table. */
const lagsTold = ({ events }: Told): readonly (string | undefined)[] =>
  events
    .map(({ data }) => JSON.parse(data) as { history?: { rows: readonly (readonly string[])[] } })
    .flatMap(({ history }) => (history === undefined ? [] : [history.rows.at(-1)?.[1]]));

it('tells the pictures to each page that is opened or goes on, and again when there is a new point', async () => {
  const { stand } = operator;
  const olga = await stand.signedIn('p_olga');
  operator.points = [pointAt(0, 4), pointAt(1, 5)];
  const first = await stand.watch(olga);
  await stand.told(first, 'it is told the pictures', () => lagsTold(first).length > 0);
  const second = await stand.watch(olga);
  await stand.told(second, 'it is told them, too', () => lagsTold(second).length > 0);
  operator.points = [...operator.points, pointAt(2, 6)];
  const third = await stand.watch(await stand.signedIn('p_paul'));
  for (const each of [first, second, third])
    await stand.told(each, 'it is told of the new point', () => lagsTold(each).at(-1) === '6');
  expect([first, second, third].map(lagsTold)).toEqual([['5', '6'], ['5', '6'], ['6']]);
  // While there is nothing to draw, nothing is told of it.
  operator.points = [];
  const fourth = await stand.watch(olga);
  await stand.told(fourth, 'figures come', () => fourth.events.length > 1);
  expect(lagsTold(fourth)).toEqual([]);
  for (const each of [first, second, third, fourth]) each.leave();
});
