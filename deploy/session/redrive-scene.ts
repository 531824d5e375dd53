import { orderOf } from './notice-order.rules.ts';
import { noticesGroup } from './notices.ts';
import type { NoticesProcess } from './notices-process.ts';
import type { OperatorDesk } from './operator-desk.ts';
import { heading, ProgressBar, say, type Screen } from './screen.ts';

interface Summary {
  readonly groups: readonly {
    readonly group: string;
    readonly parked: number;
    readonly keysBlocked: number;
  }[];
  readonly parked: readonly {
    readonly group: string;
    readonly type: string;
    readonly causeCode: string;
    readonly parked: number;
    readonly keys: number;
  }[];
}

interface Letter {
  readonly type: string;
  readonly cause: string;
  readonly causeCode: string;
  readonly attempts: number;
  readonly origin: string;
  readonly holdsBack: number;
}

interface Redrive {
  readonly id: string;
  readonly state: string;
  readonly progress: Readonly<
    Record<'events' | 'done' | 'failedAgain' | 'heldBack' | 'pending' | 'keys' | 'keysSettled', number>
  >;
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
  const bar = new ProgressBar(screen);
  const path = '/v1/dead-letters/summary';
  const summary = await olga.watch<Summary>(
    path,
    (seen) => parkedOf(seen) >= events,
    (seen) => bar.show(parkedOf(seen), events, 'dead letters'),
  );
  bar.end();
  for (const { type, causeCode, parked, keys } of summary.parked.filter(
    (row) => row.group === noticesGroup,
  )) {
    say(screen, `  ${`${parked}`.padStart(5)}  ${type}  ${causeCode}  (${keys} people)`);
  }
  const first = `/v1/dead-letters?group=${noticesGroup}&causeCode=handler-failed&limit=1`;
  const { deadLetters } = await olga.succeed<{ deadLetters: readonly { id: string }[] }>('GET', first);
  const letter = await olga.succeed<Letter>('GET', `/v1/dead-letters/${deadLetters[0]?.id}`);
  say(
    screen,
    `    ${letter.type} at ${letter.origin}: ${letter.cause}, ${letter.attempts} attempts, holds back ${letter.holdsBack}`,
    '    No value of the event stands here: it carries none, and the cause names a class and a code.',
  );
}

/** The mended release takes everything again, each person's events in their order. */
export async function redriveAll({ screen, olga, notices }: SceneParts): Promise<Redrive> {
  heading(screen, 'The mended release, and a redrive in order');
  await notices.release(false);
  const asked = await olga.succeed<Redrive>('POST', '/v1/dead-letters/redrives', {
    group: noticesGroup,
    reason: 'Deadline is counted in days now, OPS-17',
  });
  const bar = new ProgressBar(screen);
  const done = await olga.watch<Redrive>(
    `/v1/dead-letters/redrives/${asked.id}`,
    ({ state }) => state === 'DONE',
    ({ progress }) => bar.show(progress.done, progress.events, 'handled'),
  );
  bar.end();
  const { progress } = done;
  say(
    screen,
    `  ${progress.done} handled, ${progress.failedAgain} failed again, ${progress.keysSettled} of ${progress.keys} people settled`,
  );
  const { people, events, twice, outOfOrder } = orderOf(await notices.written());
  say(
    screen,
    `  ${twice + outOfOrder === 0 ? '✔' : '✖'} ${events} notices of ${people} people: ${twice} written twice, ${outOfOrder} out of order`,
  );
  return done;
}
