import { anAct, RegisterUnderTest } from '#libs/register-kit-testing';
import { migrations } from '../../apps/residents/src/migrations/index.ts';
import { lockValues } from '../../apps/residents/src/registration.rules.ts';
import { aHome, aPostalAddress, aResident } from '../../apps/residents/src/resident.builder.ts';
import type { Resident } from '../../apps/residents/src/resident.entity.ts';
import type { Lock } from '../../apps/residents/src/resident-parts.ts';
import { moveTo } from '../../apps/residents/src/resident.rules.ts';
import { residents } from '../../apps/residents/src/residents.register.ts';
import { plant, runRepair } from './testing/repair-run.ts';

const information: Lock = { kind: 'INFORMATION', since: '2026-01-01', until: '2028-01-01' };
const conditional: Lock = { kind: 'CONDITIONAL', since: '2026-01-01' };
const change = (n: number) => moveTo(aPostalAddress({ houseNumber: `${100 + n}` }), '2026-01-01');

describe('the repair of residents', () => {
  let stand: RegisterUnderTest<Resident>;
  const planted: Record<string, string> = {};

  const columns = async (name: string): Promise<object | undefined> =>
    (
      await stand.rows<object>(
        `select locks, information_locked_until::text as until, conditional_lock as conditional,
           former_names_sealed as sealed, version from residents where id = $1`,
        [planted[name]],
      )
    )[0];
  const everything = () => stand.rows<object>('select to_jsonb(r) from residents r order by id');

  beforeAll(async () => {
    const example = aResident;
    stand = await RegisterUnderTest.open({ register: residents, migrations, example, kept: [], change });
    const [constraint] = await stand.rows<{ text: string }>(
      `select pg_get_constraintdef(oid) as text from pg_constraint where conname = 'residents_locks_agree'`,
    );
    await stand.rows('alter table residents drop constraint residents_locks_agree');
    const wrong: Record<string, object> = {
      hidden: { locks: [[information]], informationLockedUntil: '2028-01-01' },
      open: { locks: [[[conditional]], information] },
      unreadable: { locks: ['INFORMATION'] },
      columnAlone: { informationLockedUntil: '2031-01-01' },
      sealedAlone: { formerNamesSealed: true },
      spelling: {
        familyName: 'Pl\uFFFDanted',
        addresses: [aHome({ street: 'Mühlenweg'.normalize('NFD') })],
        minorChildren: [[{ familyName: 'Planted', givenNames: 'Planted', lock: 'INFORMATION' }]],
      },
      spouse: { spouse: [{ familyName: 'Planted', givenNames: 'Planted' }] },
      sound: { ...lockValues([information, conditional]), familyName: 'Müller-Planted' },
    };
    for (const [name, changes] of Object.entries(wrong)) {
      planted[name] = await plant(stand.owner, 'residents', aResident(), changes);
    }
    await stand.rows(
      `alter table residents add constraint residents_locks_agree ${constraint?.text} not valid`,
    );
  });
  afterAll(() => stand.close());

  const lockFaults = () => [
    `${planted['hidden']} lock-hidden`,
    `${planted['open']} lock-disagrees`,
    `${planted['open']} lock-hidden`,
    `${planted['unreadable']} lock-disagrees`,
    `${planted['unreadable']} lock-hidden`,
    `${planted['columnAlone']} lock-disagrees`,
    `${planted['sealedAlone']} lock-disagrees`,
  ];
  const forOfficers = () => [
    `${planted['spelling']} list-misplaced`,
    `${planted['spelling']} text-damaged`,
    `${planted['spelling']} text-not-composed`,
    `${planted['spouse']} list-misplaced`,
  ];

  it('lists what is wrong in a dry run and changes nothing', async () => {
    const before = await everything();
    const { lines, found, tally } = await runRepair(stand.database.appUrl, 'residents', true);
    for (const line of lines) {
      expect(line).toMatch(/^residents +[0-9a-f-]{36} +[a-z-]+ +[a-z ,;:]+$/);
      expect(line).not.toMatch(/planted|2028|2031/i);
    }
    expect(found).toEqual([...lockFaults(), ...forOfficers()].toSorted());
    expect(tally).toEqual({ rows: 8, mended: 0, left: 11 });
    expect(await everything()).toEqual(before);
    expect(await stand.count('resident_repair')).toBe(0);
  });

  it('closes what is doubtful, and lets a record whose column alone was locked take acts again', async () => {
    const move = () => stand.records.change(planted['columnAlone'] ?? '', anAct(), change(1));
    await expect(move()).rejects.toMatchObject({ constraint: 'residents_locks_agree' });
    const { tally } = await runRepair(stand.database.appUrl, 'residents', false);
    expect(tally).toEqual({ rows: 8, mended: 7, left: 4 });
    const doubtful = { kind: 'INFORMATION', since: '2019-08-01' };
    const open = { until: null, conditional: false, sealed: false, version: 1 };
    expect(await columns('hidden')).toEqual({ ...open, locks: [information], until: '2028-01-01' });
    expect(await columns('open')).toEqual({
      ...open,
      locks: expect.arrayContaining([conditional, information]) as object,
      until: '2028-01-01',
      conditional: true,
    });
    const never = '9999-12-31';
    expect(await columns('unreadable')).toEqual({
      ...open,
      locks: [{ ...doubtful, until: never }],
      until: never,
    });
    expect(await columns('columnAlone')).toMatchObject({ locks: [{ ...doubtful, until: '2031-01-01' }] });
    expect(await columns('sealedAlone')).toMatchObject({ locks: [{ kind: 'CIVIL_STATUS' }], sealed: true });
    await expect(move()).resolves.toMatchObject({ version: 2 });
  });

  it('notes each repair with its ground, without a version that no event told of', async () => {
    const noted = await stand.rows<{ id: string }>(
      `select record_id as id from resident_repair where version = 1 and ground <> ''`,
    );
    const mended = ['hidden', 'open', 'unreadable', 'columnAlone', 'sealedAlone'];
    expect(new Set(noted.map(({ id }) => id))).toEqual(new Set(mended.map((name) => planted[name])));
    expect(noted).toHaveLength(mended.length);
  });

  it('finds nothing more to mend the second time', async () => {
    const { found, tally } = await runRepair(stand.database.appUrl, 'residents', false);
    expect(found).toEqual(forOfficers().toSorted());
    expect(tally).toEqual({ rows: 8, mended: 0, left: 4 });
  });
});
