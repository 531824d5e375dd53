import pg from 'pg';
import { searchOf, searchText, type SearchedPerson, termEnd } from '#libs/identifiers';
import type { DisclosureAnswer } from '#libs/contracts';
import { aPermit, type RunningRegister } from '#libs/register-kit-testing';
import { dayAfter } from '#libs/test-kit';
import { aRegistration } from './registration.builder.ts';
import { aHome, aPostalAddress } from './resident.builder.ts';
import { startResidents } from './testing/start-residents.ts';

let register: RunningRegister;
let owner: pg.Pool;

beforeAll(async () => {
  register = await startResidents();
  owner = new pg.Pool({ connectionString: register.database.migratorUrl, max: 2 });
});
afterAll(async () => {
  await owner.end();
  await register.stop();
});

const hannover = '03241001';
const act = { ground: 'BMG §17(1)', effectiveOn: '2026-02-01' };
/** For the two years of the law, of which one day is over. */
const since = dayAfter(new Date().toISOString().slice(0, 10), -1);
const information = { kind: 'INFORMATION', since, until: termEnd(since, 2) };

/** Each story has a street of its own. */
let streets = 0;
const aStreet = (): string => `Musterweg ${'abcdefghijklmnopqrstuvwxyz'.charAt((streets += 1))}`;

const registered = async (overrides: object): Promise<string> =>
  (await register.post('/v1/residents', aRegistration(overrides))).body.id;
const acted = async (id: string, name: string, expectedVersion: number, body: object): Promise<void> => {
  const { status } = await register.post(`/v1/residents/${id}/acts/${name}`, {
    ...act,
    expectedVersion,
    ...body,
  });
  expect(status).toBe(200);
};

interface Found {
  readonly answer: DisclosureAnswer;
  readonly outcome: string | undefined;
}

/** What the gateway is told, and what the register keeps to itself. */
async function search(person: Partial<SearchedPerson>): Promise<Found> {
  const asked = searchOf({ familyName: 'Muster', givenNames: 'Erika', municipality: hannover, ...person });
  const permit = aPermit({
    subjectKind: 'person',
    subject: asked ? searchText(asked) : '',
    fields: ['birthPlace'],
  });
  const { body } = await register.disclose([permit]);
  const [answer] = body['answers'] as readonly DisclosureAnswer[];
  const { rows } = await owner.query<{ outcome: string }>(
    'select outcome from disclosure_log where decision_id = $1',
    [permit.decisionId],
  );
  const { decisionId: _, ...told } = answer!;
  return { answer: told as DisclosureAnswer, outcome: rows[0]?.outcome };
}

const nobody = { status: 'NO_EVIDENCE', concerns: [] };
const evidence = (birthPlace: string) => ({
  answer: { status: 'EVIDENCE', evidence: { birthPlace }, concerns: [expect.any(String)] },
  outcome: 'EVIDENCE',
});

describe('a search by person', () => {
  it('finds who lives at the address, and says whom that concerns', async () => {
    const street = aStreet();
    await registered({ birthPlace: 'Celle', addresses: [aHome({ street })] });
    expect(await search({ address: { street, houseNumber: '12' } })).toMatchObject(evidence('Celle'));
  });

  it('finds by place and birth date', async () => {
    await registered({
      birthPlace: 'Peine',
      birthDate: '1971-03-04',
      addresses: [aHome({ street: aStreet() })],
    });
    expect(await search({ birthDate: '1971-03-04' })).toMatchObject(evidence('Peine'));
  });

  it('finds in any spelling, by any of the given names, whatever of the house number is named', async () => {
    const home = aHome({ street: 'Große Lange-Straße', houseNumber: '17', houseNumberLetter: 'a' });
    await registered({ birthPlace: 'Celle', familyName: 'Müller-Lüdenscheidt', addresses: [home] });
    const asked = { familyName: 'Mueller Luedenscheidt', givenNames: 'MARIE' };
    const street = 'Grosse Lange Str.';
    for (const address of [
      { street, houseNumber: '17' },
      { street, houseNumberLetter: 'A' },
    ]) {
      expect(await search({ ...asked, address })).toMatchObject(evidence('Celle'));
    }
  });

  it('finds by the last address that the office knows, after the person moved once and again', async () => {
    const street = aStreet();
    const id = await registered({ birthPlace: 'Celle', addresses: [aHome({ street })] });
    const last = { address: { street, houseNumber: '12' } };
    for (const version of [1, 2]) {
      const address = aPostalAddress({
        ags: '09162000',
        postcode: '80331',
        place: 'München',
        street: aStreet(),
      });
      await acted(id, 'move', version, { address });
      expect(await search(last)).toMatchObject(evidence('Celle'));
    }
  });

  it('finds by the name of before and of now once the name was changed', async () => {
    const street = aStreet();
    const id = await registered({ birthPlace: 'Celle', addresses: [aHome({ street })] });
    await acted(id, 'change-name', 1, { familyName: 'Beispiel' });
    for (const familyName of ['Muster', 'Beispiel']) {
      expect(await search({ familyName, address: { street, houseNumber: '12' } })).toMatchObject(
        evidence('Celle'),
      );
    }
  });

  it('does not find by a sealed name (BGB §1758, SBGG §13)', async () => {
    const street = aStreet();
    const names = { familyName: 'Beispiel', birthName: 'Muster', formerFamilyNames: ['Muster'] };
    const locks = [{ kind: 'CIVIL_STATUS', since: '2026-01-01' }];
    await registered({ ...names, locks, addresses: [aHome({ street })] });
    const address = { street, houseNumber: '12' };
    expect(await search({ address })).toEqual({ answer: nobody, outcome: 'UNKNOWN' });
    expect(await search({ familyName: 'Beispiel', address })).toMatchObject({ outcome: 'EVIDENCE' });
  });

  it('takes all that is given: one wrong part finds nobody', async () => {
    const street = aStreet();
    await registered({ birthDate: '1980-05-17', addresses: [aHome({ street })] });
    const right = { address: { street, houseNumber: '12' }, birthDate: '1980-05-17' };
    expect(await search(right)).toMatchObject({ outcome: 'EVIDENCE' });
    for (const wrong of [
      { familyName: 'Must' },
      { givenNames: 'Erika Anna' },
      { municipality: '03159016' },
      { birthDate: '1980-05-00' },
      { address: { street, houseNumber: '13' } },
      { address: { street: aStreet(), houseNumber: '12' } },
    ]) {
      expect(await search({ ...right, ...wrong })).toEqual({ answer: nobody, outcome: 'UNKNOWN' });
    }
  });

  it('tells nothing of two who fit, until the birth date tells them apart', async () => {
    const addresses = [aHome({ street: aStreet() })];
    const address = { street: addresses[0]!.street, houseNumber: '12' };
    await registered({ birthPlace: 'Celle', birthDate: '1950-01-01', addresses });
    await registered({ birthPlace: 'Peine', birthDate: '1980-01-01', addresses });
    expect(await search({ address })).toEqual({ answer: nobody, outcome: 'AMBIGUOUS' });
    expect(await search({ address, birthDate: '1980-01-01' })).toMatchObject(evidence('Peine'));
  });

  it('answers for a locked person as for nobody', async () => {
    const street = aStreet();
    await registered({ locks: [information], addresses: [aHome({ street })] });
    const found = await search({ address: { street, houseNumber: '12' } });
    expect(found).toEqual({ answer: nobody, outcome: 'LOCKED' });
  });

  it('judges whether one fits before it looks at locks: a lock gives nobody away, nor the other', async () => {
    const addresses = [aHome({ street: aStreet() })];
    await registered({ birthDate: '1950-01-01', locks: [information], addresses });
    await registered({ birthDate: '1980-01-01', addresses });
    const address = { street: addresses[0]!.street, houseNumber: '12' };
    expect(await search({ address })).toEqual({ answer: nobody, outcome: 'AMBIGUOUS' });
  });

  it('finds who came by an import, once', async () => {
    const street = aStreet();
    const line = `${JSON.stringify(aRegistration({ birthPlace: 'Celle', addresses: [aHome({ street })] }))}\n`;
    await register.import(line);
    await register.import(line);
    expect(await search({ address: { street, houseNumber: '12' } })).toMatchObject(evidence('Celle'));
  });

  it('fails alone where its text is none', async () => {
    const subjects = ['', ' ', 'x', '; {} \\ "', 'born;03241001;NOBODY;0000-00-00 '];
    const permits = subjects.map((subject) =>
      aPermit({ subjectKind: 'person', subject, fields: ['gender'] }),
    );
    const { body } = await register.disclose(permits.slice(1));
    expect((body['answers'] as readonly DisclosureAnswer[]).map(({ status }) => status)).toEqual(
      permits.slice(1).map(() => 'NO_EVIDENCE'),
    );
  });
});
