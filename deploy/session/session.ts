import { changeTopic } from '#libs/contracts';
import { kafkaLogin } from '../local/app-settings.ts';
import { endpointsFile } from '../local/local-home.ts';
import type { IsolatedStack } from '../local/isolated-stack.ts';
import { yesterdayOf } from './berlin-day.rules.ts';
import { loseRecords } from './lost-records.ts';
import { type Notice, NoticesProcess } from './notices-process.ts';
import { OperatorDesk } from './operator-desk.ts';
import { parkAll, redriveAll } from './redrive-scene.ts';
import { disturbReplay, orderReplay, readReport } from './replay-scene.ts';
import { heading, say, type Screen } from './screen.ts';
import {
  EACH,
  eventsOfDay,
  eventsOfNow,
  inventPeople,
  PEOPLE,
  writeEvents,
  type Written,
} from './yesterdays-events.ts';

const TODAY = 10;
const LOST = 5;

interface Projection {
  readonly topic: string;
  readonly generation: number;
  readonly records: number;
  readonly replay?: string;
  readonly missingVersions: number;
}

/** What the session really led to, for whoever wants to check it. */
export interface Outcome {
  readonly yesterday: readonly Written[];
  readonly written: readonly Notice[];
  readonly stillParked: number;
  readonly before: Projection;
  readonly after: Projection;
  readonly report: object;
}

/** Needs a stack with `identity` and `operator`; starts both and leaves them running. */
export async function playSession(stack: IsolatedStack, screen: Screen): Promise<Outcome> {
  const { facts, endpoints, home } = stack;
  // Where the command line finds the stack.
  home.writeJson(endpointsFile, endpoints);
  const notices = await NoticesProcess.prepare(stack);
  const [operator] = await Promise.all([stack.startApp('operator'), stack.startApp('identity')]);
  const olga = new OperatorDesk(stack, screen, 'olga');
  const paul = new OperatorDesk(stack, screen, 'paul');
  const projection = async (records: number): Promise<Projection> => {
    const own = ({ projections }: { projections: readonly Projection[] }) =>
      projections.find(({ topic }) => topic === changeTopic('residents'));
    const seen = await olga.watch<{ projections: readonly Projection[] }>(
      '/v1/projections',
      (found) => own(found)?.records === records,
    );
    return own(seen) as Projection;
  };

  heading(screen, 'Yesterday');
  const day = yesterdayOf(new Date());
  const people = inventPeople(facts, PEOPLE);
  const yesterday = eventsOfDay(people, day);
  const relay = kafkaLogin(facts, 'residents');
  await writeEvents(relay, yesterday);
  say(
    screen,
    `  ${yesterday.length} events of ${PEOPLE} invented people, ${EACH} each, stand on ${changeTopic('residents')}.`,
    `  Written by this script with the time stamps of ${day.day}: no relay can write yesterday any more.`,
  );
  await parkAll({ screen, olga, notices }, yesterday.length);
  await redriveAll({ screen, olga, notices });

  heading(screen, 'Today');
  await writeEvents(relay, eventsOfNow(inventPeople(facts, TODAY, PEOPLE)));
  await projection(PEOPLE + TODAY);
  await loseRecords(
    stack,
    people.slice(0, LOST).map(({ recordId }) => recordId),
  );
  const before = await projection(PEOPLE + TODAY - LOST);
  say(
    screen,
    `  ${TODAY} people register; a restore from the wrong backup loses ${LOST} of the old records.`,
  );
  showProjection(screen, before);

  const parts = { screen, stack, olga, paul };
  const id = await orderReplay(parts, day);
  await disturbReplay(parts, id, operator);
  const report = await readReport(parts, id);
  const after = await projection(PEOPLE + TODAY);
  showProjection(screen, after);
  const [written, stillParked] = await Promise.all([notices.written(), notices.parked()]);
  return { yesterday, written, stillParked, before, after, report };
}

function showProjection(screen: Screen, { generation, records, missingVersions, replay }: Projection): void {
  const by = replay === undefined ? '' : `, built by replay ${replay}`;
  say(
    screen,
    `  projection: generation ${generation}, ${records} records, ${missingVersions} missing versions${by}`,
  );
}
