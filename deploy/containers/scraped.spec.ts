import { appNames } from '../description/app-names.ts';
import { unread } from './scraped.ts';

it('names the apps that Prometheus cannot read, and those that it was not told of', () => {
  const [first, second, ...others] = appNames;
  const result = others.map((job) => ({ metric: { job }, value: [1, '1'] as const }));
  expect(
    unread({ data: { result: [...result, { metric: { job: first ?? '' }, value: [1, '0'] }] } }),
  ).toEqual([first, second]);
});
