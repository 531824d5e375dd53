import { declarationOf } from '#libs/contracts';
import { type Locale, type NoticeSubject, noticeText } from './notice.catalogue.ts';

const subject: NoticeSubject = {
  kind: 'CHOICE',
  authority: 'Parking office',
  purpose: { de: 'Bewohnerparken', en: 'Resident parking' },
  evidenceType: { de: 'Fahrzeug', en: 'Vehicle' },
  register: 'vehicles',
  subjectKinds: ['plate'],
  fields: [{ de: 'Kennzeichen', en: 'Plate' }],
  legalBasis: 'StVO §45(1b) no. 2a',
  maxDays: 30,
};

it.each<[Locale, string]>([
  ['de', 'aus dem Zentralen Fahrzeugregister mit'],
  ['en', 'from the central vehicle register with'],
])('names the register as the sentence wants it: %s', (locale, words) => {
  expect(noticeText(subject, locale).text).toContain(words);
});

it.each<[Locale, string]>([
  ['de', 'Rechtsgrundlage: StVO §\u00a045 Abs.\u00a01b Nr.\u00a02a.'],
  ['en', 'Legal basis: StVO §45(1b) no. 2a.'],
])('cites the law as its language does: %s', (locale, words) => {
  expect(noticeText(subject, locale).text).toContain(words);
});

it('is not how the register is named where its title stands alone', () => {
  expect(declarationOf('vehicles').title.de).toBe('Zentrales Fahrzeugregister');
});
