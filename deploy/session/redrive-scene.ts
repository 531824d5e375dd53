import { orderOf } from './notice-order.rules.ts';
import { noticesGroup } from './notices.ts';
import type { NoticesProcess } from './notices-process.ts';
import type { OperatorDesk } from './operator-desk.ts';
import { heading, progressBar, say, type Screen } from './screen.ts';

interface Summary {
  readonly groups: readonly { readonly group: string; readonly parked: number }[];
}

export interface SceneParts {
  readonly screen: Screen;
  readonly olga: OperatorDesk;
  readonly notices: NoticesProcess;
}

const parkedOf = ({ groups }: Summary): number =>
  groups.find(({ group }) => group === noticesGroup)?.parked ?? 0;

/** The consumer with the bug meets the events; nothing is lost, and the partition goes on. */
export async function parkAll({ screen, olga, notices }: SceneParts, events: number): Promise<void> {
  heading(screen, 'The release with the bug');
  await notices.release(true);
  const bar = progressBar(screen);
  await olga.watch<Summary>(
    '/v1/dead-letters/summary',
    (seen) => parkedOf(seen) >= events,
    (seen) => bar.show({ done: parkedOf(seen), total: events, text: 'dead letters', finished: false }),
  );
  bar.end();
  await olga.type('dead-letters', 'summary');
  const first = `/v1/dead-letters?group=${noticesGroup}&causeCode=handler-failed&limit=1`;
  const { deadLetters } = await olga.watch<{ deadLetters: readonly { id: string }[] }>(first, () => true);
  await olga.type('dead-letters', 'show', deadLetters[0]?.id ?? '');
}

/** The mended release takes everything again, each person's events in their order. */
export async function redriveAll({ screen, olga, notices }: SceneParts): Promise<void> {
  heading(screen, 'The mended release, and a redrive in order');
  await notices.release(false);
  const why = ['--reason', 'Deadline is counted in days now, OPS-17'];
  await olga.type('dead-letters', 'redrive', '--group', noticesGroup, ...why);
  const { people, events, twice, outOfOrder } = orderOf(await notices.written());
  const mark = twice + outOfOrder === 0 ? '✔' : '✖';
  say(
    screen,
    `${mark} ${events} notices of ${people} people: ${twice} written twice, ${outOfOrder} out of order`,
  );
}
