import type { Gateway } from '#libs/client';
import { commandsFor, exampleOf } from './request.rules.ts';

const grant: Gateway.Grant = {
  id: 'a-grant',
  purpose: 'a-purpose',
  purposeTitle: { de: 'Zweck', en: 'Purpose' },
  evidenceType: 'residents.address.v1',
  subjectKinds: ['idnr'],
  fields: ['address.street'],
  kind: 'STATUTE',
  legalBasis: 'BMG §34',
  validFrom: '2026-01-01',
  previewRequired: false,
  socialData: false,
  valid: true,
};
const given = { idnr: '01234567812', birthDate: '1985-04-12', plate: 'H-AB 123' };
const { purpose, evidenceType, fields } = grant;

describe('a first request', () => {
  it('looks up what a statute allows, and names the subject as the grant does', () => {
    const subject = { idnr: given.idnr, birthDate: given.birthDate };
    expect(exampleOf(grant, given)).toMatchObject({
      path: '/v1/lookups',
      body: { evidenceType, purpose, subject, fields },
    });
    const byPlate = exampleOf({ ...grant, subjectKinds: ['plate', 'vin'] }, given);
    expect(byPlate.body).toMatchObject({ subject: { plate: given.plate } });
  });

  it('asks the person where they see it first, by the number alone', () => {
    const asked = exampleOf({ ...grant, kind: 'CHOICE', previewRequired: true }, given);
    expect([asked.path, asked.body]).toEqual([
      '/v1/requests',
      { purpose, person: { idnr: given.idnr }, items: [{ evidenceType }] },
    ]);
  });

  it('leaves a gap for what only an installation knows', () => {
    expect(exampleOf({ ...grant, kind: 'CONSENT' }).body).toMatchObject({
      subject: { idnr: '…', birthDate: '…' },
      consentId: '…',
    });
  });

  it('is one argument for a shell, whatever is in it', () => {
    const hostile = exampleOf({ ...grant, purpose: `a' $(id) "b` }, given);
    expect(commandsFor('http://127.0.0.1:8080', hostile)).toContain(String.raw`"a'\'' $(id) \"b"`);
  });
});
