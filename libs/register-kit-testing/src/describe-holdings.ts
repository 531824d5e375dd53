import { ANSWERED_TYP, type ChangeEvent, FIRST_HOLDING, type Holding, ofSource } from '#libs/contracts';
import type { RegisterRecord } from '#libs/register-kit';
import { PermitCaller } from './permit-caller.ts';
import type { RegisterUnderTest } from './register-under-test.ts';

/** What a register tells the gateway's directory is what its events say; who is no gateway is told nothing. */
export function describeHoldings<T extends RegisterRecord>(opened: () => RegisterUnderTest<T>): void {
  const caller = () => new PermitCaller(opened());

  async function announced(recordId: string): Promise<ChangeEvent> {
    const sql = `select payload from outbox where payload::jsonb #>> '{data,recordId}' = $1 order by id desc limit 1`;
    const [row] = await opened().rows<{ payload: string }>(sql, [recordId]);
    return JSON.parse(row?.payload ?? 'null') as ChangeEvent;
  }

  it('of its records, as their events announced them', async () => {
    const record = await caller().registered();
    const { source, subject, time, data } = await announced(record.id);
    const { statusCode, body } = await caller().holdings();
    const authority = ofSource(source)?.authority;
    const told: Holding = {
      recordId: record.id,
      subject,
      authority: authority ?? '',
      version: data.version,
      since: data.effectiveOn,
      recordedAt: time,
      closed: false,
    };
    expect(statusCode).toBe(200);
    const found = body.holdings.filter(({ recordId }) => recordId === record.id);
    expect(found).toEqual(authority === undefined ? [] : [told]);
  });

  it('page by page, and nothing after the last record', async () => {
    await caller().registered();
    const { holdings } = (await caller().holdings()).body;
    const last = holdings.at(-1)?.recordId ?? FIRST_HOLDING;
    const before = holdings.at(-2)?.recordId ?? FIRST_HOLDING;
    expect((await caller().holdings(before)).body.holdings).toEqual(holdings.slice(-1));
    expect((await caller().holdings(last)).body.holdings).toEqual([]);
  });

  it('to nobody who brings another question', async () => {
    expect(await caller().holdings(FIRST_HOLDING, ANSWERED_TYP)).toMatchObject({ statusCode: 403 });
    expect(await caller().holdings('everything')).toMatchObject({ statusCode: 403 });
  });
}
