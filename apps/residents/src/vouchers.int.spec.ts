import { v7 } from 'uuid';
import { eventSubject, heldKey, PERMIT_TYP, pseudonym } from '#libs/contracts';
import { PermitCaller, RegisterUnderTest } from '#libs/register-kit-testing';
import { migrations } from './migrations/index.ts';
import { aPostalAddress, aResident } from './resident.builder.ts';
import type { Resident } from './resident.entity.ts';
import { moveTo } from './resident.rules.ts';
import { residents } from './residents.register.ts';

let register: RegisterUnderTest<Resident>;

beforeAll(async () => {
  register = await RegisterUnderTest.open({
    register: residents,
    migrations,
    example: aResident,
    kept: [],
    change: (n) => moveTo(aPostalAddress({ houseNumber: `${100 + n}` }), '2026-01-01'),
  });
});
afterAll(() => register.close());

const caller = () => new PermitCaller(register);

/** A record and its event's name, which the service fills in by itself. */
async function registered(): Promise<Resident> {
  const resident = await caller().registered();
  const key = heldKey(Buffer.from(register.config.eventPseudonymKey, 'base64url'));
  const subject = eventSubject(key, 'residents', resident.concerns[0]!);
  await register.rows('update residents set event_subject = $2 where id = $1', [resident.id, subject]);
  return resident;
}
const change = (id: string, set: string) => register.rows(`update residents set ${set} where id = $1`, [id]);
const vouches = async ({ concerns }: Resident) => (await caller().vouch(concerns[0]!)).body.vouched;

describe('a residents register', () => {
  it('vouches for who lives here without lock or seal', async () => {
    expect(await vouches(await registered())).toBe(true);
  });

  it.each([
    ['a lock', `information_locked_until = '2999-01-01'`],
    ['no feedback of the former authority yet', `feedback_from = 'meldebehoerde-goettingen'`],
    ['sealed names', 'former_names_sealed = true'],
    ['a closed record', `closed_on = '2026-02-01', moved_to = 'meldebehoerde-goettingen'`],
  ])('does not for who has %s', async (_, set) => {
    const resident = await registered();
    await register.rows('alter table residents drop constraint if exists residents_locks_agree');
    await change(resident.id, set);
    expect(await vouches(resident)).toBe(false);
  });

  it('does for who has a record that has no name of its events yet', async () => {
    const resident = await registered();
    await change(resident.id, 'event_subject = null');
    expect(await vouches(resident)).toBe(true);
  });

  it('does not for strangers, nor for who asks with another token', async () => {
    const key = heldKey(Buffer.from(register.config.citizenPseudonymKey, 'base64url'));
    const stranger = pseudonym(key, 'citizen', 'stranger');
    expect((await caller().vouch(stranger)).body).toEqual({ vouched: false });
    expect(await caller().vouch(stranger, PERMIT_TYP)).toMatchObject({ body: { code: 'permit-refused' } });
  });

  it('shows what it told before a move only where the register of today vouches, and without related persons', async () => {
    const resident = await registered();
    const fields = ['familyName', 'spouse.familyName'];
    const permit = caller().permitFor(resident, { fields });
    const [answer] = await caller().ask(permit);
    await change(resident.id, `closed_on = '2026-02-01', moved_to = 'meldebehoerde-goettingen'`);
    const { evidenceType, authority, purpose, decisionId: recalls } = permit;
    const recall = () => ({
      ...{ decisionId: v7(), recalls, citizen: resident.concerns[0]! },
      ...{ fields, evidenceType, authority, purpose },
    });
    const unvouched = recall();
    expect((await caller().recall(unvouched)).answer).toMatchObject({ status: 'NO_EVIDENCE' });
    expect(await caller().logged(unvouched)).toMatchObject({ outcome: 'UNKNOWN' });
    const { answer: shown } = await caller().recall({ ...recall(), vouched: true });
    expect(shown).toMatchObject({
      status: 'EVIDENCE',
      evidence: { familyName: resident.familyName, spouse: { familyName: null } },
    });
    expect(answer).toMatchObject({ status: 'EVIDENCE' });
    await register.rows(`update residents set information_locked_until = '2999-01-01' where id = $1`, [
      resident.id,
    ]);
    const locked = await caller().recall({ ...recall(), vouched: true });
    expect(locked.answer).toMatchObject({ status: 'NO_EVIDENCE' });
  });
});
