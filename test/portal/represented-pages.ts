import { sendJson } from '../../deploy/local/http-json.ts';
import { question } from '../../deploy/local/parking-choice.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import { demoCitizens } from '../../deploy/sample/demo-citizens.ts';
import { demoCompanies } from '../../deploy/sample/demo-companies.ts';
import { testIdnr } from '../../deploy/sample/test-idnr.ts';
import { mila } from '../demo-family.ts';
import { alike, ownNames, type PortalGuests, words } from '../portal-guests.ts';
import type { PortalVisitor } from '../portal-visitor.ts';

interface Stand {
  readonly guests: PortalGuests;
  readonly anna: PortalVisitor;
  readonly bernd: PortalVisitor;
}

const path = '/de/trail/represented';
const euidOf = (company: keyof typeof demoCompanies): string =>
  `DEP2305.${demoCompanies[company].register.registerNumber.replace(' ', '')}`;
const child = { for: 'PARENT', childIdnr: mila.idnr, childBirthDate: mila.birthDate };

/** What Anna sees of her daughter and of her companies, on a stack that somebody else has started. */
export function describeRepresentedPages(stand: () => Stand): void {
  describe('the trail of somebody whom one acts for', () => {
    const asked = (fields: Readonly<Record<string, string>>, who: 'anna' | 'bernd' = 'anna') =>
      stand().guests.send(stand()[who], path, fields);

    beforeAll(async () => {
      const { endpoints } = stand().guests.stack;
      const token = await tokenOf(endpoints, 'officer-business', 'registergericht-hannover');
      const url = `${endpoints.apps.business}/v1/companies`;
      for (const body of Object.values(demoCompanies)) await sendJson({ method: 'POST', url, token, body });
    });

    it('shows a parent what was asked about the child, and leads to the own permission', async () => {
      const { guests, anna } = stand();
      const { idnr, birthDate } = demoCitizens.anna;
      const subject = { idnr: mila.idnr, birthDate: mila.birthDate };
      const actingFor = { as: 'PARENT', by: { idnr, birthDate }, for: subject };
      const session = guests.stack.as('anna');
      const { sha256: noticeSha256 } = await session.get<{ sha256: string }>(
        `/v1/consents/notice?${new URLSearchParams(question).toString()}`,
      );
      const wish = { ...question, kind: 'CHOICE', noticeSha256, actingFor };
      const { id: consentId } = await session.post<{ id: string }>('/v1/consents', wish);
      const { evidenceType, ...whom } = question;
      const items = [{ evidenceType, subject, consentId }];
      await session.post('/v1/previews', { ...whom, actingFor, items });
      const page = await asked(child);
      expect([page.status, page.url]).toEqual([200, guests.at(path)]);
      expect(words(page)).toMatch(/Straßenverkehrsbehörde.*Nur Ihnen gezeigt.*Zweck: Bewohnerparkausweis/s);
      expect(words(page)).not.toMatch(ownNames);
      expect(page.html).toContain(`href="/de/receipts/${consentId}"`);
      expect(words(await anna.open(guests.at(`/de/receipts/${consentId}`)))).toContain('für Ihr Kind');
    });

    it('says the same of a child of somebody else and of one that nobody knows', async () => {
      const foreign = await asked(child, 'bernd');
      expect([foreign.status, words(foreign).includes('Gründe nennt es nicht')]).toEqual([400, true]);
      const unknownIdnr = testIdnr(77, 77);
      const unknown = await asked({ ...child, childIdnr: unknownIdnr }, 'bernd');
      expect(alike(unknown).replaceAll(unknownIdnr, mila.idnr)).toBe(alike(foreign));
    });

    it.each([
      ['nobody', {}, 'for'],
      ['a number that there is not', { ...child, childIdnr: '12' }, 'childIdnr'],
      ['a day that there is not', { ...child, childBirthDate: 'bald' }, 'childBirthDate'],
      ['no company', { for: 'OFFICER', euid: ' ' }, 'euid'],
      ['what is no identifier', { for: 'OFFICER', euid: '###' }, 'euid'],
    ] as const)('tells beside the field what is wrong with %s', async (_, fields, field) => {
      const page = await asked(fields);
      expect(page.status).toBe(400);
      expect(page.html).toContain('<title>Fehler: ');
      expect(page.html).toContain(`href="#${field}"`);
    });

    it('is shown to who represents a company alone, and to nobody else', async () => {
      const own = { for: 'OFFICER', euid: euidOf('alone') };
      expect((await asked(own)).status).toBe(200);
      expect(words(await asked(own, 'bernd'))).toContain('Gründe nennt es nicht');
      expect(words(await asked({ for: 'OFFICER', euid: euidOf('jointly') }))).toContain(
        'nur zusammen mit einer zweiten Person',
      );
    });

    it('stands beside what the commercial register keeps about the company', async () => {
      const { guests, anna } = stand();
      const asks = (euid: string) => guests.send(anna, '/de/data', { register: 'business', euid });
      expect(words(await asks(euidOf('alone')))).toContain(demoCompanies.alone.legalName);
      for (const wrong of ['', '###']) {
        const page = await asks(wrong);
        expect([wrong, page.status, page.html.includes('href="#euid"')]).toEqual([wrong, 400, true]);
      }
    });
  });
}
