import { type Answers, formsFolder, loadForms } from '#libs/forms';
import type { Application } from '../../sessions/index.ts';
import { type Applying, nextStep, problemsOf, stepsOf, typedGroups, typedPages } from './steps.rules.ts';

const forms = loadForms(formsFolder);
const [HOME, VEHICLE] = ['residents.parking-permit.v1', 'vehicles.parking-permit.v1'] as const;
const begun: Application = { choices: {}, decided: {}, asked: [], changed: [] };
const applying = (
  application: Partial<Application>,
  answers: Answers = {},
  form = 'resident-parking-permit',
) =>
  ({ id: 'draft', form: forms.get(form)!, answers, application: { ...begun, ...application } }) as Applying;
const paths = (of: Applying) => stepsOf(of).map(({ path }) => path);

const whose = { acting: { as: 'MYSELF' as const } };
const named = { plate: 'H-EM 101E', use: 'OWN' };
const fetch = { way: 'FETCH' as const, noticeSha256: 'a'.repeat(64) };
const used = (evidenceType: string) => ({ evidenceType, releases: ['a.b.c.d.e'] });

it('asks who, what names the vehicle, each source, and the rest', () => {
  expect(paths(applying({}))).toEqual([
    'acting',
    'fields/vehicle',
    'sources/1',
    'sources/2',
    'fields/statement',
    'check',
  ]);
});

it.each<[string, Partial<Application>, Answers, string]>([
  ['nothing', {}, {}, 'acting'],
  ['for whom', whose, {}, 'fields/vehicle'],
  ['a plate that is none', whose, { ...named, plate: 'X' }, 'fields/vehicle'],
  ['the vehicle', whose, named, 'sources/1'],
  ['one choice', { ...whose, choices: { [HOME]: fetch } }, named, 'sources/2'],
  ['a text that is another one', { ...whose, choices: { [HOME]: { way: 'ASK_AGAIN' } } }, named, 'sources/1'],
  ['that it comes otherwise', { ...whose, choices: { [HOME]: { way: 'OTHER' } } }, named, 'sources/1/other'],
  ['both choices', { ...whose, choices: { [HOME]: fetch, [VEHICLE]: fetch } }, named, 'preview'],
  [
    'one use',
    { ...whose, choices: { [HOME]: fetch, [VEHICLE]: fetch }, decided: { [HOME]: used(HOME) } },
    named,
    'preview',
  ],
  [
    'both uses',
    {
      ...whose,
      choices: { [HOME]: fetch, [VEHICLE]: fetch },
      decided: { [HOME]: used(HOME), [VEHICLE]: used(VEHICLE) },
    },
    named,
    'fields/statement',
  ],
  [
    'everything',
    {
      ...whose,
      asked: ['email', 'isTrue'],
      decided: { [HOME]: used(HOME), [VEHICLE]: { evidenceType: VEHICLE, way: 'BRING_PAPER' } },
    },
    { ...named, isTrue: 'true' },
    'check',
  ],
])('goes on from %s', (_, application, answers, step) => {
  expect(nextStep(applying(application, answers))).toBe(step);
});

it('has typed what a source would have told where somebody wants to enter it, and asks what has to be there', () => {
  const decided = { [HOME]: { evidenceType: HOME, way: 'ENTER_IT' as const }, [VEHICLE]: used(VEHICLE) };
  const own = applying({ ...whose, decided }, named);
  expect(typedPages(own).map(({ id }) => id)).toEqual(['vehicle', 'home', 'statement']);
  const missing = problemsOf(own).map(({ field }) => field);
  expect(missing).toEqual(['familyName', 'givenNames', 'street', 'postcode', 'place', 'isTrue']);
  expect(nextStep(own)).toBe('fields/home');
});

it('asks no company about somebody who applies for themself', () => {
  const self = applying(whose, { legalKind: 'PERSON' }, 'trade-notice');
  expect(paths(self)).not.toContain('sources/2');
  const company = applying(whose, { legalKind: 'REGISTERED' }, 'trade-notice');
  expect(paths(company)).toContain('sources/2');
});

it('shows a page with nothing that must be said until something is, and does not come back to it', () => {
  const decided = { [HOME]: used(HOME), [VEHICLE]: { evidenceType: VEHICLE, way: 'ENTER_IT' as const } };
  const before = applying({ ...whose, decided }, named);
  expect(nextStep(before)).toBe('fields/holder');
  const asked = typedPages(before)
    .find(({ id }) => id === 'holder')!
    .fields.map(({ id }) => id);
  const after = (answers: Answers) => nextStep(applying({ ...whose, decided, asked }, answers));
  expect(after(named)).toBe('fields/holder');
  expect(after({ ...named, holderFamilyName: 'Lindemann' })).toBe('fields/statement');
});

describe('what is entered in place of a source', () => {
  const VEHICLE_OF_REREGISTRATION = 'vehicles.reregistration.v1';
  const entered = (types: readonly string[], form?: string, answers: Answers = named) =>
    applying(
      {
        ...whose,
        decided: Object.fromEntries(
          types.map((evidenceType) => [evidenceType, { evidenceType, way: 'ENTER_IT' as const }]),
        ),
      },
      answers,
      form,
    );
  const groupsOf = (of: Applying) =>
    typedPages(of).flatMap((page) =>
      typedGroups(page, of).flatMap(({ source, needsOne, otherPages }) =>
        source === undefined
          ? []
          : [[page.id, source.evidenceType, needsOne, otherPages.map(({ id }) => id)] as const],
      ),
    );

  it('needs one value where none has to be there by itself, on whichever page', () => {
    expect(groupsOf(entered([HOME, VEHICLE]))).toEqual([
      ['home', HOME, false, []],
      ['holder', VEHICLE, true, []],
    ]);
    expect(groupsOf(entered([VEHICLE_OF_REREGISTRATION], 'vehicle-reregistration'))).toEqual([
      ['vehicle', VEHICLE_OF_REREGISTRATION, true, ['former']],
      ['former', VEHICLE_OF_REREGISTRATION, true, ['vehicle']],
    ]);
    expect(groupsOf(entered([], 'trade-notice', {}))).toEqual([]);
  });

  const sources = [...forms.values()].flatMap((form) =>
    form.sources.map((source) => [source.evidenceType, form.id, source] as const),
  );
  it.each(sources)(
    'is marked as needed exactly where the form misses it: %s',
    (evidenceType, form, { shownWhen }) => {
      const answers = Object.fromEntries(
        shownWhen.map((each) => [each.field, 'is' in each ? each.is[0]! : '']),
      );
      const of = entered([evidenceType], form, answers);
      const isMissed = problemsOf(of).some(({ code }) => code === 'NOTHING_ENTERED');
      expect(groupsOf(of).some(([, , needsOne]) => needsOne)).toBe(isMissed);
    },
  );
});
