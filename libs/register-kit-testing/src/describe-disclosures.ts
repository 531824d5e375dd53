import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Permit } from '#libs/contracts';
import { Disclosures, RecordLayout, RegisterUnavailable, type RegisterRecord } from '#libs/register-kit';
import { PermitCaller } from './permit-caller.ts';
import { anAct, type RegisterUnderTest } from './register-under-test.ts';

/** Permits: each once, exactly its fields, and one face for every kind of "nothing". */
export function describeDisclosures<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const caller = () => new PermitCaller(opened());

  it('answers a permit with exactly its fields, their provenance, and a log row', async () => {
    const record = await caller().registered();
    const [path] = caller().paths as [string];
    const permit = caller().permitFor(record, { fields: [path] });
    const [answer] = await caller().ask(permit);
    if (answer?.status !== 'EVIDENCE') throw new Error('no evidence');
    expect(leavesOf(answer.evidence)).toEqual([path]);
    expect(Object.keys(answer.provenance)).toEqual([path]);
    expect(answer.provenance[path]).toEqual({
      version: 1,
      effectiveOn: record.effectiveOn,
      recordedAt: record.recordedAt.toISOString(),
    });
    expect(answer.concerns).toEqual(record.concerns);
    expect(await caller().logged(permit)).toMatchObject({
      outcome: 'EVIDENCE',
      authority: permit.authority,
      fields: path,
    });
  });

  it('answers all fields of the catalogue in one permit', async () => {
    const [answer] = await caller().ask(caller().permitFor(await caller().registered()));
    expect(answer).toMatchObject({ status: 'EVIDENCE' });
  });

  it('names the authority of each record, though one process keeps them', async () => {
    const { contract } = opened();
    const permits = contract.kept.map(async ({ record }) => {
      const example = record();
      const id = await opened().register(example);
      return caller().permitFor(await opened().recordsOf(example.authority).get(id));
    });
    const answers = await caller().ask(...(await Promise.all(permits)));
    expect(answers).toMatchObject(
      contract.kept.map(({ by }) => ({ status: 'EVIDENCE', registerAuthority: by })),
    );
  });

  it('names the act that changed a value as its origin', async () => {
    const record = await caller().registered();
    const { contract, records } = opened();
    const receipt = await records.change(record.id, anAct({ effectiveOn: '2026-02-03' }), contract.change(1));
    const changed: ReadonlySet<string> = new Set(receipt.changedFields);
    const [answer] = await caller().ask(caller().permitFor(await records.get(record.id)));
    if (answer?.status !== 'EVIDENCE') throw new Error('no evidence');
    for (const [path, field] of Object.entries(contract.register.fields)) {
      const version = field.from.some((property) => changed.has(property)) ? 2 : 1;
      expect([path, answer.provenance[path]?.version]).toEqual([path, version]);
    }
  });

  it('answers in the order of the permits and refuses only those at fault', async () => {
    const [one, two] = [await caller().registered(), await caller().registered()];
    const permits = [
      caller().permitFor(two),
      caller().permitFor(one, { fields: ['no.such.field'] }),
      caller().permitFor(one, { fields: [...caller().paths, 'constructor'] }),
      caller().permitFor(one),
      caller().permitFor(one, { fields: caller().paths.slice(0, 1) }),
    ];
    const answers = await caller().ask(...permits);
    expect(answers.map((answer) => answer.decisionId)).toEqual(permits.map((permit) => permit.decisionId));
    expect(answers.map((answer) => answer.status)).toEqual([
      'EVIDENCE',
      'REFUSED',
      'REFUSED',
      'EVIDENCE',
      'EVIDENCE',
    ]);
  });

  it('leaves out a permit that is not well-formed, and answers the others', async () => {
    const [one, two] = [await caller().registered(), await caller().registered()];
    const [first, last] = [caller().permitFor(one), caller().permitFor(two)];
    const bad = [
      caller().permitFor(one, { subject: 'NUL \u0000' }),
      { ...caller().permitFor(one), only: 'mondays' } as Permit,
      caller().permitFor(one, { decisionId: randomUUID() }),
      caller().permitFor(one, { decisionId: 'x' }),
    ];
    const answers = await caller().ask(first, ...bad, last);
    expect(answers.map(({ decisionId, status }) => [decisionId, status])).toEqual([
      [first.decisionId, 'EVIDENCE'],
      [last.decisionId, 'EVIDENCE'],
    ]);
    for (const permit of bad.slice(0, 3)) expect(await caller().logged(permit)).toBeUndefined();
  });

  it('leaves out a permit whose log row or record is at fault, and answers the others', async () => {
    const [one, two, broken] = [
      await caller().registered(),
      await caller().registered(),
      await caller().registered(),
    ];
    const [first, last] = [caller().permitFor(one), caller().permitFor(two)];
    const unreadable = caller().permitFor(broken);
    const unloggable = caller().permitFor(one, { purpose: 'planted' });
    const { owner, table } = opened();
    await owner.query(`update ${table} set origins = 'null' where id = $1`, [broken.id]);
    await owner.query(`
      create function planted() returns trigger language plpgsql as $$ begin raise exception 'planted'; end $$;
      create trigger planted before insert on disclosure_log for each row when (new.purpose = 'planted')
        execute function planted()`);
    const answers = await caller().ask(first, unreadable, unloggable, last);
    await owner.query('drop function planted() cascade');
    expect(answers.map(({ decisionId, status }) => [decisionId, status])).toEqual([
      [first.decisionId, 'EVIDENCE'],
      [last.decisionId, 'EVIDENCE'],
    ]);
    expect(await caller().logged(unloggable)).toBeUndefined();
  });

  it('answers a decision once, in one batch, in two, and in two at the same time', async () => {
    const record = await caller().registered();
    const [first, second, third] = [
      caller().permitFor(record),
      caller().permitFor(record),
      caller().permitFor(record),
    ];
    const inOne = await caller().ask(first, first);
    expect(inOne.map((answer) => answer.status)).toEqual(['EVIDENCE', 'REFUSED']);
    expect(await caller().ask(second)).toMatchObject([{ status: 'EVIDENCE' }]);
    expect(await caller().ask(second)).toMatchObject([{ status: 'REFUSED' }]);
    const atOnce = await Promise.all(Array.from({ length: 10 }, () => caller().ask(third)));
    expect(atOnce.flat().filter((answer) => answer.status === 'EVIDENCE')).toHaveLength(1);
  });

  it('shows one face for unknown, mismatching and locked subjects, and logs the true reason', async () => {
    const record = await caller().registered();
    const { contract, stranger } = opened();
    const cases: [string, Permit][] = [['UNKNOWN', caller().permitFor(contract.example())]];
    if (!contract.register.inspectable)
      cases.push(['MISMATCH', caller().permitFor(record, { citizen: stranger })]);
    if (contract.register.birthDate)
      cases.push(['MISMATCH', caller().permitFor(record, { birthDate: '1901-01-01' })]);
    if (contract.locked)
      cases.push(['LOCKED', caller().permitFor(await caller().registered(contract.locked()))]);
    for (const [outcome, permit] of cases) {
      expect(await caller().ask(permit)).toEqual([
        { decisionId: permit.decisionId, status: 'NO_EVIDENCE', concerns: [] },
      ]);
      expect(await caller().logged(permit)).toMatchObject({ outcome });
    }
  });

  it('refuses to answer when the database is away', async () => {
    const { contract, source } = opened();
    const layout = new RecordLayout(source.getMetadata(contract.register.entity), contract.register.record);
    const nowhere = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 1_000 });
    const disclosures = new Disclosures(contract.register, layout, nowhere, {
      registerAuthority: 'nobody',
    });
    expect(await disclosures.answer([caller().permitFor(contract.example())])).toEqual([
      expect.any(RegisterUnavailable),
    ]);
    await nowhere.end();
  });

  it('answers a citizen whom the record does not concern where anybody may inspect it, and nowhere else', async () => {
    const { contract, stranger } = opened();
    const permit = caller().permitFor(await caller().registered(), { citizen: stranger });
    const status = contract.register.inspectable ? 'EVIDENCE' : 'NO_EVIDENCE';
    expect(await caller().ask(permit)).toMatchObject([{ status }]);
  });

  it('lets a citizen’s own permit through', async () => {
    const record = await caller().registered();
    const [citizen] = record.concerns;
    if (citizen === undefined) return;
    expect(await caller().ask(caller().permitFor(record, { citizen }))).toMatchObject([
      { status: 'EVIDENCE' },
    ]);
  });
}

function leavesOf(evidence: Readonly<Record<string, unknown>>, prefix = ''): string[] {
  return Object.entries(evidence).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? leavesOf(value as Readonly<Record<string, unknown>>, `${prefix}${name}.`)
      : [`${prefix}${name}`],
  );
}
