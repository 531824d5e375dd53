import type { Gateway } from '#libs/client';
import { formsFolder, loadForms } from '#libs/forms';
import type { Application } from '../../sessions/index.ts';
import { askedAgain, besidesForm, requestOf, withAnswer } from './evidence.rules.ts';
import type { Applying } from './steps.rules.ts';

const form = loadForms(formsFolder).get('resident-parking-permit')!;
const [HOME, VEHICLE] = ['residents.parking-permit.v1', 'vehicles.parking-permit.v1'] as const;
const both = new Set<string>([HOME, VEHICLE]);
const chosen = (made: string, consentId?: string) => ({
  way: 'FETCH' as const,
  noticeSha256: 'a'.repeat(64),
  made,
  ...(consentId && { consentId }),
});
const begun = (given: Partial<Application> = {}): Application => ({
  choices: { [HOME]: chosen('h'), [VEHICLE]: chosen('v') },
  decided: {},
  asked: [],
  changed: [],
  ...given,
});
const answer = (place: string, problem?: object): Gateway.Prefill => ({
  form: form.id,
  version: form.version,
  authority: form.authority,
  purpose: form.purpose,
  fields: [
    { field: 'place', status: 'PREFILLED', value: place, evidenceType: HOME },
    { field: 'make', status: 'PREFILLED', value: place, evidenceType: VEHICLE },
  ],
  sources: [HOME, VEHICLE].map((evidenceType) => ({
    evidenceType,
    status: problem ? 'PROBLEM' : 'EVIDENCE',
    id: `preview-${evidenceType}`,
    consentId: `consent-${evidenceType}`,
    ...(problem && { problem: { ...problem } }),
  })),
});
const askedOf = ({ choices }: Application, ...types: string[]) => ({ choices, types: new Set(types) });
const told = ({ filled }: Application) => filled?.sources.map(({ evidenceType }) => evidenceType) ?? [];

it('knows what is released without being a field of the form', () => {
  const title = { de: 'T', en: 't' };
  const fields = ['familyName', 'address.ags', 'address.street'].map((path) => ({ path, title })) as never;
  expect(besidesForm(form, { evidenceType: HOME, fields })).toEqual([{ path: 'address.ags', title }]);
});

describe('an answer of the registers', () => {
  it('is taken whole where nothing changed meanwhile, with the choice that it was given on', () => {
    const now = withAnswer(begun(), answer('Hannover'), { ...begun(), types: both });
    expect(told(now)).toEqual([HOME, VEHICLE]);
    expect(now.choices[HOME]).toEqual(chosen('h', `consent-${HOME}`));
  });

  it.each<[string, Partial<Application>]>([
    ['was chosen anew, in the same words', { choices: { [HOME]: chosen('other'), [VEHICLE]: chosen('v') } }],
    ['is brought on paper now', { choices: { [HOME]: { way: 'OTHER' }, [VEHICLE]: chosen('v') } }],
    ['is for somebody else now', { choices: { [VEHICLE]: chosen('v') } }],
    ['was decided meanwhile', { decided: { [HOME]: { evidenceType: HOME, releases: ['r'] } } }],
  ])('is not taken for a source that %s', (_, meanwhile) => {
    const now = withAnswer(begun(meanwhile), answer('Hannover'), { ...begun(), types: both });
    expect(told(now)).toEqual([VEHICLE]);
    expect(now.filled?.fields.map(({ field }) => field)).toEqual(['make']);
    expect(now.choices[HOME]).toEqual(begun(meanwhile).choices[HOME]);
  });

  it('marks what changed, and leaves the marks of sources that were not asked again', () => {
    const first = withAnswer(begun(), answer('Hannover'), { ...begun(), types: both });
    const second = withAnswer(first, answer('Celle'), askedOf(first, HOME));
    expect(second.changed).toEqual(['place']);
    const third = withAnswer(second, answer('Peine'), askedOf(second, VEHICLE));
    expect(third.changed).toEqual(['place', 'make']);
    const fourth = withAnswer(third, answer('Celle'), askedOf(third, HOME));
    expect(fourth.changed).toEqual(['make']);
  });

  it.each([
    ['consent-withdrawn', { way: 'ASK_AGAIN', isOver: true }],
    ['consent-paused', { way: 'ASK_AGAIN', isOver: true }],
    ['consent-exhausted', { way: 'ASK_AGAIN', isOver: true }],
    ['notice-mismatch', { way: 'ASK_AGAIN' }],
  ])('that says %s asks the person again', (code, choice) => {
    const now = withAnswer(begun(), answer('x', { code }), askedOf(begun(), HOME));
    expect([now.choices[HOME], told(now)]).toEqual([choice, []]);
  });
});

it('fetches again on the choice that there is, and gives none anew', () => {
  const application = begun({ choices: { [HOME]: chosen('h', 'consent'), [VEHICLE]: chosen('v') } });
  const applying: Applying = { id: 'd', form, answers: { plate: 'H-EM 101E' }, application };
  const { sources } = requestOf(applying, form.sources, { idnr: 'i', birthDate: '2000-01-01' });
  expect(sources).toEqual([
    { evidenceType: HOME, consentId: 'consent' },
    { evidenceType: VEHICLE, noticeSha256: 'a'.repeat(64) },
  ]);
});

it('drops all of a source whose choice is over, and nothing of another', () => {
  const used = (evidenceType: string) => ({ evidenceType, releases: ['r'] });
  const first = withAnswer(begun(), answer('Hannover'), { ...begun(), types: both });
  const now = askedAgain(
    { ...first, decided: { [HOME]: used(HOME), [VEHICLE]: used(VEHICLE) } },
    new Set([HOME]),
  );
  expect([Object.keys(now.decided), told(now)]).toEqual([[VEHICLE], [VEHICLE]]);
  expect(now.choices[HOME]).toEqual({ way: 'ASK_AGAIN', isOver: true });
});
