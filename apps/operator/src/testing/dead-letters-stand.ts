import pg from 'pg';
import { eventually } from '#libs/test-kit';
import { type Answer, testOperator, type TestOperator } from './test-operator.ts';
import { FakeGroup, type Parked } from './consumer-group.ts';

export interface Letter {
  readonly id: string;
  readonly state: string;
  readonly eventId: string;
  readonly failedRedrives: number;
}

export interface Job {
  readonly id: string;
  readonly state: string;
  readonly progress: Record<string, number>;
}

const path = '/v1/dead-letters';

/** The operator service and one consumer group that parks what it is told to. */
export class DeadLettersStand {
  private constructor(
    readonly operator: TestOperator,
    readonly group: FakeGroup,
  ) {}

  static async start(): Promise<DeadLettersStand> {
    const group = await FakeGroup.start();
    return new DeadLettersStand(await testOperator(), group);
  }

  async stop(): Promise<void> {
    await this.operator.stop();
    await this.group.stop();
  }

  readonly get = (tail: string): Promise<Answer> => this.operator.call('GET', path + tail);
  readonly post = (tail: string, body: object): Promise<Answer> =>
    this.operator.call('POST', path + tail, body);

  async lettersOf(key: string): Promise<Letter[]> {
    const { body } = await this.get(`?group=${this.group.group}&key=${key}`);
    return body['deadLetters'] as Letter[];
  }

  arrived(key: string, count: number): Promise<Letter[]> {
    return eventually(
      `${count} dead letters of the key arrive`,
      () => this.lettersOf(key),
      (letters) => letters.length === count,
    );
  }

  async letterOf(event: Parked): Promise<Letter> {
    const letters = await this.lettersOf(event.key);
    const letter = letters.find(({ eventId }) => eventId === event.eventId);
    if (!letter) throw new Error('The event is no dead letter.');
    return letter;
  }

  async ask(tail: string, body: object): Promise<Job> {
    return (await this.post(tail, body)).body as unknown as Job;
  }

  finished(job: Job): Promise<Job> {
    return eventually(
      'the redrive is done',
      async () => (await this.get(`/redrives/${job.id}`)).body as unknown as Job,
      ({ state }) => state === 'DONE',
    );
  }

  /** Commands that reached the group for these keys, in the order of their partitions. */
  commands(count: number, ...keys: string[]): Promise<Record<string, unknown>[]> {
    const seen = (): Record<string, unknown>[] =>
      this.group.commands.events.filter(({ key = '' }) => keys.includes(key)).map(({ value }) => value);
    return eventually(`${count} commands arrive`, seen, ({ length }) => length === count);
  }

  /** What a redrive or a correction waits for was asked for long ago, as if its group were gone. */
  async unanswered(id: string): Promise<void> {
    const admin = new pg.Client({ connectionString: this.operator.database.adminUrl });
    await admin.connect();
    const past = (table: string, column: string): Promise<unknown> =>
      admin.query(`update ${table} set ${column} = ${column} - interval '15 minutes' where id = $1`, [id]);
    await past('redrive', 'requested_at');
    await past('correction', 'approved_at');
    await past('correction', 'lapses_at');
    await admin.end();
  }

  async auditOf(object: string): Promise<Record<string, unknown>[]> {
    const { rows } = await this.operator.pool.query<Record<string, unknown>>(
      'select actor, action, reason from audit where object = $1 order by seq',
      [object],
    );
    return rows;
  }
}

/** An instant that comes after everything that was announced so far. */
export const later = (): Date => new Date(Date.now() + 60_000);
