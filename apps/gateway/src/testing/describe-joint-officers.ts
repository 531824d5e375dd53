import type { RepresentationVerdict } from '#libs/contracts';
import { whileHeld } from '#libs/test-kit';
import { ANNA, type DemoGateway } from './demo-gateway.ts';
import type { Answer } from './test-gateway.ts';

/** Of the test range. */
const SECOND = '02471038561';
const FIRST_ENTRY = 'e'.repeat(43);

export interface JointStand {
  readonly gateway: DemoGateway;
  /** As the first officer, whose `actingFor` it is. */
  readonly choose: () => Promise<Answer>;
  readonly officer: { readonly by: object; readonly company: { readonly euid: string } };
  readonly say: (verdict: RepresentationVerdict) => void;
}

const codeOf = ({ status, body }: Answer) => [status, body.code];
const without = ({ status, body: { traceId: _, ...body } }: Answer) => ({ status, body });

/** What holds of the second of two officers who represent a company together. */
export function describeJointOfficers(stand: () => JointStand): void {
  const inner = () => stand().gateway.inner;
  const asked = () => inner().registers.business.representations;
  const second = () => ({ ...stand().officer, by: { idnr: SECOND, birthDate: '1979-01-02' } });
  const joint: RepresentationVerdict = { answer: 'JOINTLY', open: true, entry: FIRST_ENTRY, beside: true };
  let other: string;
  beforeAll(async () => {
    other = await inner().citizen(SECOND);
  });
  beforeEach(() => stand().say(joint));

  const at = (id: unknown, what: string, body?: object, token = other) =>
    inner().call(token, 'POST', `/v1/consents/${String(id)}/${what}`, body);
  const see = (id: unknown, actingFor: object = second(), token = other) =>
    at(id, 'confirmation/notice', { actingFor }, token);
  const confirm = ({ body }: Answer, change: object = {}, token = other) => {
    const { id, authority, purpose, evidenceType, fields, noticeSha256 } = body as Record<string, unknown>;
    const named = { authority, purpose, evidenceType, fields, noticeSha256 };
    return at(id, 'confirmation', { actingFor: second(), ...named, ...change }, token);
  };
  const stateOf = async (id: unknown) => {
    const { body } = await inner().call(stand().gateway.anna, 'GET', `/v1/consents/${String(id)}`);
    return [body['state'], body['awaitsSecond'] ?? false];
  };
  const eventsOf = ({ body }: Answer) =>
    (body['receipt'] as { readonly events: readonly Record<string, unknown>[] }).events.map(
      ({ event_type: type, event_state: state, entity_id: by }) => [type, state, by],
    );
  const rowsOf = async (id: unknown, where: string) =>
    (await inner().pool.query<object>(`select * from ${where} = $1`, [id])).rows;
  const first = () => inner().citizenSub(ANNA);
  const secondSub = () => inner().citizenSub(SECOND);

  it('is shown what they would confirm, with the text, and everybody of the choice sees who looked', async () => {
    const given = await stand().choose();
    const { id, authority, purpose, evidenceType, fields } = given.body as Record<string, unknown>;
    const { status, body } = await see(id);
    expect(status).toBe(200);
    expect(body).toMatchObject({ authority, purpose, evidenceType, fields, awaitsSecond: true });
    const { receipt } = body as unknown as { receipt: { pii_processing: object } };
    expect(receipt.pii_processing).toMatchObject({ privacy_notice: { sha256: body['noticeSha256'] } });
    const confirmed = await confirm(given);
    expect(eventsOf(confirmed)).toEqual([
      ['GIVEN', 'PAUSED', first()],
      ['SEEN', 'PAUSED', secondSub()],
      ['CONFIRMED', 'ACTIVE', secondSub()],
    ]);
    await at(id, 'withdrawal');
    expect(codeOf(await see(id))).toEqual([409, 'consent-closed']);
  });

  it('confirms what they name, member by member, in whichever order of fields', async () => {
    const given = await stand().choose();
    const { id, fields } = given.body as unknown as { id: string; fields: readonly string[] };
    const others = {
      authority: 'strassenverkehr-hannover',
      purpose: 'procurement',
      evidenceType: 'business.register-excerpt.v1',
      fields: fields.slice(1),
      noticeSha256: '0'.repeat(64),
    };
    for (const [member, value] of Object.entries(others)) {
      const { status, body } = await confirm(given, { [member]: value });
      expect([status, body['errors']]).toMatchObject([
        409,
        [{ pointer: `/${member}`, code: 'confirmation-mismatch' }],
      ]);
    }
    expect(await stateOf(id)).toEqual(['PAUSED', true]);
    expect((await confirm(given, { fields: [...fields].reverse() })).status).toBe(200);
  });

  it('is told apart from the first one by the register, which is given that one’s entry', async () => {
    const given = await stand().choose();
    const { id } = given.body;
    await see(id);
    await confirm(given);
    expect(asked().slice(-2)).toMatchObject([{ beside: FIRST_ENTRY }, { beside: FIRST_ENTRY }]);
    expect(await rowsOf(id, 'consent where id')).toMatchObject([{ acted_entry: null }]);
    await confirm(given);
    expect(asked().at(-1)).not.toHaveProperty('beside');
  });

  it.each<[string, RepresentationVerdict]>([
    ['click on the entry of the first one', { answer: 'DOUBT', open: false }],
    ['click beside one who has left', { ...joint, beside: false }],
    ['represent the company alone', { answer: 'ALONE', open: true }],
  ])('does not %s, and the choice rests', async (_, verdict) => {
    const given = await stand().choose();
    stand().say(verdict);
    for (const answer of [await see(given.body['id']), await confirm(given)])
      expect(codeOf(answer)).toEqual([403, 'representation-refused']);
    expect(await stateOf(given.body['id'])).toEqual(['PAUSED', true]);
    expect(await rowsOf(given.body['id'], 'consent_event where consent_id')).toMatchObject([
      { type: 'GIVEN' },
    ]);
  });

  it('is not let by a register that does not say which entries they are', async () => {
    const given = await stand().choose();
    for (const incomplete of [
      { answer: 'JOINTLY', open: true, entry: FIRST_ENTRY },
      { answer: 'JOINTLY', open: true, beside: true },
    ] as const) {
      stand().say(incomplete);
      expect(codeOf(await confirm(given))).toEqual([503, 'register-unavailable']);
    }
  });

  it('is no stranger, who learns of no choice: of one that is they hear what they hear of none', async () => {
    const given = await stand().choose();
    stand().say({ answer: 'NO', open: false });
    const answers: unknown[] = [];
    for (const id of [given.body['id'], 'A'.repeat(32)]) {
      asked().length = 0;
      const said = [await see(id), await confirm({ ...given, body: { ...given.body, id } })];
      answers.push([said.map(without), asked().length]);
    }
    expect(answers[0]).toMatchObject([[{ body: { code: 'representation-refused' } }, { status: 403 }], 2]);
    expect(answers[1]).toEqual(answers[0]);
    stand().say(joint);
    const { anna } = stand().gateway;
    const own = { ...second(), by: stand().officer.by };
    const elsewhere = { ...second(), company: { euid: 'DEP2305.HRB990202' } };
    for (const answer of [
      await see('A'.repeat(32)),
      await see(given.body['id'], elsewhere),
      await see(given.body['id'], own, anna),
      await confirm(given, { actingFor: elsewhere }),
      await confirm(given, { actingFor: own }, anna),
    ])
      expect(codeOf(answer)).toEqual([404, 'consent-unknown']);
  });

  describe('does not wake what the first one let rest', () => {
    const pause = (id: unknown) => at(id, 'pause', undefined, stand().gateway.anna);

    it('before the confirmation, which says so, nor after it', async () => {
      const before = await stand().choose();
      const { id } = before.body;
      expect((await pause(id)).body).toEqual({ id, state: 'PAUSED', changed: [id] });
      expect((await pause(id)).body).toEqual({ id, state: 'PAUSED', changed: [] });
      const confirmed = await confirm(before);
      expect(confirmed.body).toMatchObject({ state: 'PAUSED', acting: { with: secondSub() } });
      expect(confirmed.body).not.toHaveProperty('awaitsSecond');
      expect(eventsOf(confirmed).map(([type, state]) => [type, state])).toEqual([
        ['GIVEN', 'PAUSED'],
        ['PAUSED', 'PAUSED'],
        ['CONFIRMED', 'PAUSED'],
      ]);
      const later = await stand().choose();
      expect((await confirm(later)).body['state']).toBe('ACTIVE');
      expect((await pause(later.body['id'])).body['changed']).toEqual([later.body['id']]);
      expect((await confirm(later)).body['state']).toBe('PAUSED');
    });

    it.each(['the pause', 'the confirmation'])(
      'at the same time, whichever is first: %s',
      async (earlier) => {
        const given = await stand().choose();
        const { id } = given.body;
        const both = [() => pause(id), () => confirm(given)];
        if (earlier === 'the confirmation') both.reverse();
        const lock = { text: 'select from consent where id = $1 for update', values: [id] };
        const running: Promise<Answer>[] = [];
        await whileHeld(inner().database.adminUrl, lock, async ({ waitedFor, letGo }) => {
          for (const start of both) {
            running.push(start());
            await waitedFor(running.length);
          }
          await letGo();
        });
        expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200]);
        expect(await stateOf(id)).toEqual(['PAUSED', false]);
      },
    );
  });
}
