import { sentenceOf } from './entry-words.ts';
import { outcomeOf } from './outcome-words.ts';
import { aboutsOf } from './report.rules.ts';
import { addressOf, byMonthAndOffice, type Entry, filterOf, queryOf, storiesOf } from './trail.rules.ts';

const title = { de: 'Adresse', en: 'Address' };
const anEntry = (given: Partial<Entry> = {}): Entry => ({
  lookupId: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  at: '2026-11-27T10:00:00Z',
  authority: { id: 'strassenverkehr-hannover', name: 'Stadt Hannover' },
  purpose: { id: 'resident-parking-permit', title },
  evidenceType: { id: 'residents.address.v1', title },
  fields: [],
  outcome: 'DISCLOSED',
  stage: 'LOOKUP',
  recipient: 'AUTHORITY',
  startedBy: 'AUTHORITY',
  ...given,
});
const release = anEntry({ lookupId: 'r', stage: 'RELEASE', previewId: 'p', startedBy: 'PERSON' });
const preview = anEntry({ lookupId: 'v', stage: 'PREVIEW', previewId: 'p', recipient: 'PERSON' });

it('tells for whom something was looked at, where that is known', () => {
  const told = (entry: Entry) => sentenceOf(entry, 'de').replace(/aus dem \S+/, 'aus R');
  const looked = 'Sie haben sich angesehen, was aus R an eine Behörde gehen würde.';
  expect(told(preview)).toBe(`${looked} Diese Behörde ist: Stadt Hannover.`);
  const { authority: _unnamed, ...nameless } = preview;
  expect(told(nameless)).toBe(looked);
});

describe('stories', () => {
  it('hold a preview that was released with its release', () => {
    expect(storiesOf([release, anEntry(), preview], [])).toEqual({
      stories: [{ entry: release, preview }, { entry: anEntry() }],
      awaited: [],
    });
  });

  it('await a preview that comes on the next page, and do not tell it again there', () => {
    const first = storiesOf([release], []);
    expect(first).toEqual({ stories: [{ entry: release }], awaited: ['p'] });
    expect(storiesOf([preview, anEntry()], first.awaited)).toEqual({
      stories: [{ entry: anEntry() }],
      awaited: [],
    });
  });

  it('tell a preview by itself that nobody released', () => {
    expect(storiesOf([preview], []).stories).toEqual([{ entry: preview }]);
  });

  it('stand by month of Berlin and by office', () => {
    const atMidnight = anEntry({ lookupId: 'm', at: '2026-10-31T23:30:00Z' });
    const own = anEntry({ lookupId: 'o', stage: 'OWN_DATA' });
    const { authority: _nobody, ...mine } = own;
    const shown = byMonthAndOffice(storiesOf([anEntry(), mine, atMidnight, release], []).stories);
    expect(shown.map(({ offices }) => offices.map(({ name, stories }) => [name, stories.length]))).toEqual([
      [
        ['Stadt Hannover', 3],
        [undefined, 1],
      ],
    ]);
  });
});

describe('a selection', () => {
  it('is read from the address and written to it', () => {
    const id = '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f';
    const filter = {
      register: 'residents',
      authority: 'strassenverkehr-hannover',
      period: '30',
      after: id,
      awaited: [id],
    };
    expect(filterOf(addressOf('/de/trail', filter))).toEqual(filter);
    expect(queryOf(filter, Date.parse('2026-11-30T00:00:00Z'))).toEqual({
      register: 'residents',
      authority: 'strassenverkehr-hannover',
      since: '2026-10-31T00:00:00.000Z',
      after: id,
    });
  });

  it('counts nothing that somebody made up', () => {
    const made = filterOf('/de/trail?register=x&authority=%3Cb%3E&period=9&after=1&awaited=a.b');
    expect(made).toEqual({ register: '', authority: '', period: '', awaited: [] });
    expect(addressOf('/de/trail', made)).toBe('/de/trail');
  });
});

describe('an outcome', () => {
  it.each<[Partial<Entry>, string]>([
    [
      { outcome: 'REFUSED', refusal: 'consent-withdrawn', basis: { kind: 'CHOICE', legalBasis: 'x' } },
      'Abgelehnt: Sie hatten Ihre Wahl zurückgenommen.',
    ],
    [
      { outcome: 'REFUSED', refusal: 'consent-withdrawn', basis: { kind: 'CONSENT', legalBasis: 'x' } },
      'Abgelehnt: Sie hatten Ihre Einwilligung widerrufen.',
    ],
    [
      { outcome: 'REFUSED', refusal: 'grant-missing' },
      'Abgelehnt: Die Behörde darf das nicht abrufen. Es wurde nichts übermittelt.',
    ],
    [
      { outcome: 'NOTHING_DISCLOSED', evidenceType: { id: 'vehicles.x.v1', title } },
      'Aus dem Zentralen Fahrzeugregister kamen keine Angaben. Gründe teilt das Register nicht mit.',
    ],
    [
      { outcome: 'REGISTER_SILENT', evidenceType: { id: 'vehicles.x.v1', title } },
      'Aus dem Zentralen Fahrzeugregister kam keine Antwort. Es wurde nichts übermittelt.',
    ],
  ])('is told in words: %j', (given, whole) => {
    expect(outcomeOf(anEntry(given), 'de').whole).toBe(whole);
  });
});

it.each<[string, Partial<Entry>, readonly string[]]>([
  ['an authority asked', {}, ['VALUE', 'RETRIEVAL']],
  ['nothing was told', { outcome: 'NOTHING_DISCLOSED' }, ['RETRIEVAL']],
  ['it was shown to the person alone', { stage: 'PREVIEW', recipient: 'PERSON' }, ['VALUE']],
  ['it was what the person had looked at', { stage: 'CONTENT', recipient: 'PERSON' }, []],
])('is reported to whom it concerns where %s', (_, given, abouts) => {
  expect(aboutsOf(anEntry(given))).toEqual(abouts);
});
