import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { v7 } from 'uuid';
import { PERMIT_TYP } from '#libs/contracts';
import { ForeignAttempts, type RegisterRecord } from '#libs/register-kit';
import { anOfficer, PermitCaller, type RegisterUnderTest } from '#libs/register-kit-testing';
import type { CaseDefinition } from '../case-definition.ts';
import { DOUBT, type Doubted, doubtOutcomes } from '../doubts.rules.ts';
import { OfficerCases } from '../officer-cases.service.ts';

/** What a register promises that takes reports: one case for each, at the authority of the record, whose end is told. */
export function describeDoubts<T extends RegisterRecord, C extends Doubted<string, string>>(
  opened: () => RegisterUnderTest<T>,
  definition: CaseDefinition<C>,
): void {
  const caller = () => new PermitCaller(opened());
  const fields = () => caller().paths.slice(0, 2);
  const told = async () => {
    const permit = caller().permitFor(await caller().registered(), { fields: fields() });
    await caller().ask(permit);
    return permit.decisionId;
  };
  const casesOf = (id: string) =>
    opened().rows<Record<string, unknown>>('select * from cases where event_id = $1', [id]);

  it('is one case for a report, at the authority of the record, and tells what became of it', async () => {
    const { app, records } = opened();
    const report = { id: randomUUID(), recalls: await told(), words: 'It is another.' };
    const answers = await Promise.all([1, 2, 3].map(() => caller().report(report)));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200]);
    const [found, ...others] = await casesOf(report.id);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      kind: DOUBT,
      authority: records.keeper.id,
      words: report.words,
      told: fields().join(','),
    });
    const question = { id: report.id, recalls: report.recalls };
    expect((await caller().report(question)).body).toEqual({ state: 'OPEN', outcome: null });
    const source = app.get(DataSource);
    const officers = new OfficerCases(source, definition, new ForeignAttempts(source));
    const { keeper } = records;
    const listed = await officers.list(keeper, { kind: DOUBT }, undefined, 100);
    expect(listed.find(({ eventId }) => eventId === report.id)).toMatchObject({ words: report.words });
    const id = found!['id'] as string;
    await officers.take(keeper, id, anOfficer('o'));
    expect((await caller().report(question)).body).toEqual({ state: 'TAKEN', outcome: null });
    await officers.close(keeper, id, anOfficer('o'), doubtOutcomes[0]);
    expect((await caller().report(question)).body).toEqual({ state: 'CLOSED', outcome: 'CONFIRMED' });
    expect(await casesOf(report.id)).toMatchObject([{ words: null }]);
  });

  it('is not opened by a question, of what was not told, or by another token', async () => {
    const [id, recalls] = [randomUUID(), await told()];
    expect((await caller().report({ id, recalls })).body).toMatchObject({ state: 'UNKNOWN' });
    const unknown = { id, recalls: v7(), words: 'No.' };
    expect((await caller().report(unknown)).body).toMatchObject({ state: 'UNKNOWN' });
    const forged = await caller().report({ id, recalls, words: 'No.' }, PERMIT_TYP);
    expect(forged).toMatchObject({ statusCode: 403, body: { code: 'permit-refused' } });
    expect(await casesOf(id)).toEqual([]);
  });
}
