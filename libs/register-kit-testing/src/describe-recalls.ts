import { v7 } from 'uuid';
import { type Permit, PERMIT_TYP, type Recall } from '#libs/contracts';
import type { RegisterRecord, Values } from '#libs/register-kit';
import { PermitCaller } from './permit-caller.ts';
import { anAct, type RegisterUnderTest, valuesOf } from './register-under-test.ts';

/** What was told is shown to the person whom it concerned: as it was told, under the locks of now. */
export function describeRecalls<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const caller = () => new PermitCaller(opened());
  const recallOf = (permit: Permit, citizen: string, change: Partial<Recall> = {}): Recall => {
    const { fields, evidenceType, authority, purpose, decisionId: recalls } = permit;
    return { decisionId: v7(), recalls, citizen, fields, evidenceType, authority, purpose, ...change };
  };

  /** Registered long before it is asked for, and that a while ago. */
  async function told(fields = caller().paths) {
    const { id } = await caller().registered();
    const { owner, history, table, records } = opened();
    const past = `date_trunc('day', now() - interval '9 days')`;
    await owner.query(`update ${history} set recorded_at = ${past} where record_id = $1`, [id]);
    await owner.query(
      `update ${table} set origins = jsonb_set(origins, '{*,recordedAt}', to_jsonb(to_char(
        ${past} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))) where id = $1`,
      [id],
    );
    const record = await records.get(id);
    const permit = caller().permitFor(record, { fields });
    const [answer] = await caller().ask(permit);
    await owner.query(`update disclosure_log set at = at - interval '5 s' where decision_id = $1`, [
      permit.decisionId,
    ]);
    return { record, permit, answer, citizen: record.concerns[0] ?? 'nobody' };
  }
  const nothing = ({ decisionId }: Recall) => ({
    statusCode: 200,
    answer: { decisionId, status: 'NO_EVIDENCE', concerns: [] },
  });

  it('what was told, though it has changed since, with a log row that names the person', async () => {
    const { record, permit, answer, citizen } = await told();
    await opened().records.change(record.id, anAct(), opened().contract.change(1));
    const recall = recallOf(permit, citizen);
    const { answer: recalled } = await caller().recall(recall);
    const { decisionId } = recall;
    const none = { decisionId, status: 'NO_EVIDENCE', concerns: [] };
    const isTheirs = record.concerns.length === 1;
    expect(recalled).toEqual(isTheirs ? { ...answer, decisionId } : none);
    expect(await caller().logged(recall)).toMatchObject({
      outcome: isTheirs ? 'EVIDENCE' : 'MISMATCH',
      recipient: 'PERSON',
      fields: recall.fields.join(),
    });
    const before = await caller().refused('replayed');
    const { answer: again } = await caller().recall(recall);
    expect(again).toMatchObject({ status: 'REFUSED', reason: 'replayed' });
    expect(await caller().refused('replayed')).toBe(before + 1);
  });

  it('no more than was released', async () => {
    const [first, second] = caller().paths as [string, string];
    const { permit, citizen } = await told([first]);
    const { answer } = await caller().recall(recallOf(permit, citizen, { fields: [first, second] }));
    expect(answer).toMatchObject({ status: 'REFUSED', reason: 'field-not-released' });
  });

  it('nothing to anybody else, with the true reason in the log', async () => {
    const { permit } = await told();
    const recall = recallOf(permit, opened().stranger);
    expect(await caller().recall(recall)).toMatchObject(nothing(recall));
    expect(await caller().logged(recall)).toMatchObject({ outcome: 'MISMATCH' });
  });

  it('nothing where there is a lock today', async () => {
    const lock = lockOf(opened());
    const { record, permit, citizen } = await told();
    if (lock === undefined) return;
    const { type } = opened().contract.change(1)(record);
    await opened().records.change(record.id, anAct(), () => ({ type, patch: lock }));
    const recall = recallOf(permit, citizen);
    expect(await caller().recall(recall)).toMatchObject(nothing(recall));
    expect(await caller().logged(recall)).toMatchObject({ outcome: 'LOCKED' });
  });

  it('what was told between two acts of one minute', async () => {
    const record = await caller().registered();
    const permit = caller().permitFor(record);
    const [answer] = await caller().ask(permit);
    await opened().records.change(record.id, anAct(), opened().contract.change(1));
    const recall = recallOf(permit, record.concerns[0] ?? 'nobody');
    const { decisionId } = recall;
    const none = { decisionId, status: 'NO_EVIDENCE', concerns: [] };
    const { answer: recalled } = await caller().recall(recall);
    expect(recalled).toEqual(record.concerns.length === 1 ? { ...answer, decisionId } : none);
  });

  it('nothing where the log of before names no version, and an act of that minute may have been told or not', async () => {
    const record = await caller().registered();
    const permit = caller().permitFor(record);
    await caller().ask(permit);
    const before = 'update disclosure_log set record_version = null where decision_id = $1';
    await opened().owner.query(before, [permit.decisionId]);
    const recall = recallOf(permit, record.concerns[0] ?? 'nobody');
    expect(await caller().recall(recall)).toMatchObject(nothing(recall));
    expect(await caller().logged(recall)).toMatchObject({ outcome: 'AMBIGUOUS' });
  });

  it('nothing of what it did not tell, and logs nothing', async () => {
    const unknown = caller().permitFor(opened().contract.example());
    await caller().ask(unknown);
    for (const recall of [recallOf(unknown, 'c'), recallOf(unknown, 'c', { recalls: v7() })]) {
      expect(await caller().recall(recall)).toMatchObject(nothing(recall));
      expect(await caller().logged(recall)).toBeUndefined();
    }
  });

  it('only what is signed as a recall', async () => {
    const { permit, citizen } = await told();
    const recall = recallOf(permit, citizen);
    const refused = { statusCode: 403, code: 'permit-refused' };
    expect(await caller().recall(recall, PERMIT_TYP)).toMatchObject(refused);
    expect(await caller().recall({ ...recall, more: 1 } as Recall)).toMatchObject(refused);
  });

  it('and a permit for the person has a log row that says so', async () => {
    const record = await caller().registered();
    const permits = [caller().permitFor(record, { recipient: 'PERSON' }), caller().permitFor(record)];
    const answers = await caller().ask(...permits);
    expect(answers.map(({ status }) => status)).toEqual(['EVIDENCE', 'EVIDENCE']);
    const rows = await Promise.all(permits.map((permit) => caller().logged(permit)));
    expect(rows.map((row) => row?.recipient)).toEqual(['PERSON', 'AUTHORITY']);
  });
}

/** What makes a record a locked one: what all of these have, and no other. */
function lockOf<T extends RegisterRecord>({
  contract: { locked, example },
}: RegisterUnderTest<T>): Partial<Values<T>> | undefined {
  if (locked === undefined) return undefined;
  const entriesOf = (record: T): Entries =>
    Object.entries(valuesOf(record)).map(([name, value]) => [name, JSON.stringify(value)]);
  const [one, other, open] = [entriesOf(locked()), entriesOf(locked()), entriesOf(example())];
  const has = (entries: Entries, [name, text]: Entries[number]): boolean =>
    entries.some(([of, value]) => of === name && value === text);
  const lock = one.filter((entry) => has(other, entry) && !has(open, entry));
  return Object.fromEntries(lock.map(([name, text]) => [name, JSON.parse(text) as unknown])) as Partial<
    Values<T>
  >;
}

type Entries = readonly (readonly [string, string])[];
