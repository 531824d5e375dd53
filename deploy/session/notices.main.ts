/** The demonstration's consumer as a process of its own, like any service that follows events. */
import { changeTopic } from '#libs/contracts';
import { connectInbox } from '#libs/inbox';
import {
  createKafka,
  DatabaseConfig,
  databaseModule,
  HttpConfig,
  KafkaConfig,
  LogConfig,
  readConfig,
  serve,
} from '#libs/service-kit';
import { fourteenMoreOnTheDay, twoWeeksAfter } from './notice-deadline.rules.ts';
import { NoticesController } from './notices.controller.ts';
import { bugVariable, DEADLINE, NOTICES, noticesGroup } from './notices.ts';

const blocks = { http: HttpConfig, log: LogConfig, database: DatabaseConfig, kafka: KafkaConfig };
const { http, log, database, kafka } = readConfig(blocks, process.env);
const deadline = process.env[bugVariable] === 'yes' ? fourteenMoreOnTheDay : twoWeeksAfter;

class Notices {}

await serve({
  name: 'notices',
  title: 'Notices',
  description: 'Notes until when changes have to be answered; for demonstrations.',
  module: {
    module: Notices,
    imports: [databaseModule(database, 'notices')],
    controllers: [NoticesController],
    providers: [{ provide: DEADLINE, useValue: deadline }],
  },
  http,
  log,
  configure: (app, readiness, liveness) =>
    connectInbox(
      app,
      { readiness, liveness },
      {
        group: noticesGroup,
        topics: [changeTopic('residents')],
        ignored: ['resident.name-changed.v1', 'resident.died.v1'],
        kafka: createKafka(kafka, noticesGroup),
        transportId: NOTICES,
        attempts: 3,
        backOff: { firstMs: 50, factor: 2, maxMs: 200, jitter: 0.25 },
      },
    ),
});
