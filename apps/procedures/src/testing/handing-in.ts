import { randomUUID } from 'node:crypto';
import { eventually } from '#libs/test-kit';
import type { Answer, Call, TestProcedures } from './test-procedures.ts';

/** A draft with what was typed. */
export async function drafted(call: Call, answers: Readonly<Record<string, string>>): Promise<string> {
  const { body } = await call('POST', '/v1/drafts', { form: 'example-permit', version: 1 });
  const id = body['id'] as string;
  await call('PUT', `/v1/drafts/${id}`, {
    expectedVersion: 1,
    formVersion: 1,
    answers: Object.entries(answers).map(([field, value]) => ({ field, value })),
  });
  return id;
}

/** Hands a draft in, of version 2 unless said. */
export const handIn = (
  call: Call,
  draft: string,
  sources: readonly object[],
  key: string = randomUUID(),
  expectedVersion = 2,
): Promise<Answer> =>
  call('POST', `/v1/drafts/${draft}/submission`, { expectedVersion, sources }, { 'idempotency-key': key });

/** One of Anna's that the rules leave to a clerk. */
export async function waiting(
  on: TestProcedures,
  zone = 'H-1',
  others: readonly object[] = [],
  said: Parameters<TestProcedures['released']>[1] = {
    address: { zone: 'anderswo' },
    familyName: 'Beispiel',
  },
): Promise<string> {
  const draft = await drafted(on.anna, { zone });
  const evidenceType = 'residents.parking-permit.v1';
  const release = await on.released(evidenceType, said);
  const { body } = await handIn(on.anna, draft, [{ evidenceType, release }, ...others]);
  const id = body['id'] as string;
  const state = async () => (await on.petra('GET', `/v1/submissions/${id}`)).body['state'];
  await eventually('it is with the clerks', state, (each) => each === 'IN_REVIEW');
  return id;
}
