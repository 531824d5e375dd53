import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { formsFolder, loadForms } from '#libs/forms';
import { eventually } from '#libs/test-kit';
import { aResident, aVehicle } from '../procedures/application.builder.ts';
import type { ReleasedEvidence } from '../procedures/index.ts';
import { KillableProcedures } from '../testing/killable-procedures.ts';
import { answerOf, releaseOf } from '../testing/releasing.ts';

const PERSON = 'anna-pseudonym';
const form = 'resident-parking-permit';
const { version } = loadForms(formsFolder).get(form)!;
const typed = Object.entries({ plate: 'H-EM 101', use: 'OWN', isTrue: 'true' });

let on: KillableProcedures;
let admin: pg.Client;
/** Holds rows: in a transaction of its own, PostgreSQL would show the looker no connection that came after its first look. */
let holder: pg.Client;
beforeAll(async () => {
  on = await KillableProcedures.start(PERSON);
  admin = new pg.Client({ connectionString: on.database.adminUrl });
  holder = new pg.Client({ connectionString: on.database.adminUrl });
  await Promise.all([admin.connect(), holder.connect()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([admin.end(), holder.end()]);
  await on.stop();
});

// A second permit is a clerk's, and here each case is of one person.
afterEach(() => admin.query('delete from submission'));

const count = async (what: string, values: readonly unknown[] = []): Promise<number> =>
  (await admin.query<{ n: number }>(`select count(*)::int as n from ${what}`, [...values])).rows[0]!.n;
const heldUp = `pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`;

/** An application under way: its draft, what the gateway was asked under, and whether it may answer. */
class UnderWay {
  readonly keys: string[] = [];
  readonly isAsked = Promise.withResolvers<void>();
  readonly mayAnswer = Promise.withResolvers<void>();
  readonly key = randomUUID();
  private sources: readonly object[] = [];
  private sent?: ReturnType<UnderWay['submit']>;

  private constructor(readonly draft: string) {}

  static async begin(isGatewaySlow: boolean): Promise<UnderWay> {
    const { body } = await on.call('POST', '/v1/drafts', { form, version });
    const made = new UnderWay(body['id'] as string);
    const answers = typed.map(([field, value]) => ({ field, value }));
    await on.call('PUT', `/v1/drafts/${made.draft}`, { expectedVersion: 1, formVersion: version, answers });
    if (!isGatewaySlow) made.mayAnswer.resolve();
    made.sources = await Promise.all([aResident(), aVehicle()].map((each) => made.source(each)));
    return made;
  }

  /** Sends it off, once; undefined where the answer was lost. */
  async send(): Promise<Awaited<ReturnType<UnderWay['submit']>> | undefined> {
    this.sent ??= this.submit();
    return this.sent.catch(() => undefined);
  }

  asked(): Promise<void> {
    void this.send();
    return this.isAsked.promise;
  }

  submit() {
    const path = `/v1/drafts/${this.draft}/submission`;
    return on.call(
      'POST',
      path,
      { expectedVersion: 2, sources: this.sources },
      { 'idempotency-key': this.key },
    );
  }

  private async source({ evidenceType, evidence = {} }: ReleasedEvidence): Promise<object> {
    const of = { gateway: on.gateway, jwk: on.jwk, purpose: 'resident-parking-permit', evidenceType };
    const release = await releaseOf({ ...of, person: PERSON }, async (key) => {
      this.keys.push(`${evidenceType} ${key}`);
      this.isAsked.resolve();
      await this.mayAnswer.promise;
      return { status: 200, body: answerOf(evidenceType, evidence) };
    });
    return { evidenceType, release };
  }
}

/** Holds a row before the service comes to it, so that it has to wait, and lets go once it is dead. */
async function killedAt(lockSql: string, given: UnderWay, isEnded = true): Promise<void> {
  await holder.query('begin');
  try {
    await holder.query(lockSql, [given.draft]);
    void given.send();
    given.mayAnswer.resolve();
    await eventually(
      'the service waits for the row',
      () => count(heldUp),
      (n) => n > 0,
    );
    await on.kill();
    // Where it is not ended, what the dead process had asked for is still done.
    if (isEnded) await admin.query(`select pg_terminate_backend(pid) from ${heldUp}`);
  } finally {
    await holder.query('rollback');
  }
}

async function killedOnceThereIs(what: string, given: UnderWay): Promise<void> {
  void given.send();
  await eventually(
    what,
    () => count(what, [given.draft]),
    (n) => n > 0,
  );
  await on.kill();
}

const ofDraft = 'where submission = (select id from submission where draft = $1)';
const whileAsked = async (given: UnderWay): Promise<void> => {
  await given.asked();
  await on.kill();
  given.mayAnswer.resolve();
};
const atSource = async (given: UnderWay, isEnded: boolean): Promise<void> => {
  await given.asked();
  await killedAt(`select from submission_source ${ofDraft} for update`, given, isEnded);
};
const atDraft = (given: UnderWay) => killedAt('select from draft where id = $1 for update', given);
const atEnd = async (given: UnderWay): Promise<void> => {
  await given.asked();
  await killedAt('select from submission where draft = $1 for update', given);
};

describe('a service that is killed between the submission and its answer, ten times', () => {
  it.each<[string, boolean, (given: UnderWay) => Promise<void>]>([
    ['before anything is kept', false, atDraft],
    ['before anything is kept, again', false, atDraft],
    ['once it is kept', false, (given) => killedOnceThereIs('submission where draft = $1', given)],
    ['once it is kept, again', false, (given) => killedOnceThereIs('submission where draft = $1', given)],
    ['while the gateway is asked', true, whileAsked],
    ['while the gateway is asked, again', true, whileAsked],
    ['after releases were taken, before they are kept', true, (given) => atSource(given, true)],
    ['after releases were taken, while they are kept', true, (given) => atSource(given, false)],
    ['before the decision is kept', true, atEnd],
    [
      'once the decision is kept',
      false,
      (given) => killedOnceThereIs(`submission where draft = $1 and state = 'DECIDED'`, given),
    ],
  ])('%s, has made one submission and decided it once', async (_place, isGatewaySlow, kill) => {
    const given = await UnderWay.begin(isGatewaySlow);
    await kill(given);
    const first = await given.send();
    const again = await given.submit();
    expect(again.status).toBe(201);
    expect(first?.body['id'] ?? again.body['id']).toBe(again.body['id']);
    // By the database's clock a lease of the dead process would run out in a minute.
    await admin.query(`update submission_work set due_at = '-infinity'`);
    const path = `/v1/me/submissions/${String(again.body['id'])}`;
    await eventually(
      'it is decided',
      async () => (await on.call('GET', path)).body['state'],
      (s) => s === 'DECIDED',
    );
    expect((await on.call('GET', path)).body['decision']).toMatchObject({
      outcome: 'GRANTED',
      isAutomatic: true,
    });
    const { rows } = await admin.query<{ type: string }>(
      `select type from submission_event ${ofDraft} order by position`,
      [given.draft],
    );
    expect(rows.map(({ type }) => type)).toEqual(['submission.received.v1', 'submission.decided.v1']);
    expect(await count('submission where draft = $1', [given.draft])).toBe(1);
    expect(new Set(given.keys).size).toBe(2);
  });
});
