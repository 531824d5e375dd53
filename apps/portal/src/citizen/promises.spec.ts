import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Gateway, Procedures } from '#libs/client';
import { formsFolder, loadForms } from '#libs/forms';
import { simpleView } from '../about/simple.page.tsx';
import { permissionsView } from '../permissions/permissions.page.tsx';
import { aVisit } from '../web/visit.builder.ts';
import { applicationsView } from './applying/applications.page.tsx';
import { checkView } from './applying/check.page.tsx';
import { fieldsView } from './applying/fields.page.tsx';
import { typedPages } from './applying/steps.rules.ts';
import type { Open } from './applying/applications.service.ts';
import { previewView } from './applying/preview.page.tsx';
import { receivedView } from './applying/received.page.tsx';
import { serviceView, startView } from './start.page.tsx';

const shown = ({ main }: { readonly main: unknown }): string => renderToString(main as VNode);
const visit = aVisit();
const HOME = 'residents.parking-permit.v1';
const form = loadForms(formsFolder).get('resident-parking-permit')!;
const submission: Procedures.MySubmission = {
  id: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  form: 'withdrawn-form',
  formVersion: 1,
  authority: 'a',
  state: 'IN_REVIEW',
  receivedAt: '2026-11-27T10:00:00Z',
  statements: [],
  sources: [
    { evidenceType: HOME, way: 'BRING_PAPER', paper: { state: 'OPEN' } },
  ] as unknown as Procedures.MySubmission['sources'],
  messages: [],
};

it('says that nothing runs only where all can be seen', () => {
  const ended: Gateway.Consent = {
    id: 'c',
    state: 'WITHDRAWN',
    kind: 'CHOICE',
    authority: 'a',
    purpose: 'p',
    evidenceType: HOME,
    fields: [],
    validFrom: '2026-11-27T10:00:00Z',
    validUntil: '2026-12-27T10:00:00Z',
    noticeSha256: 'x',
    acting: { as: 'ONESELF', by: 'x', for: 'x' },
  };
  const list = (next?: string) =>
    shown(
      permissionsView(visit, { consents: [ended], ...(next && { next }) }, { asked: 0, isLater: false }),
    ).includes('Zurzeit läuft keine Freigabe');
  expect([list(), list('c')]).toEqual([true, false]);
});

it('names what is offered no more by no id', () => {
  const lists = { forms: [], drafts: [], submissions: { submissions: [submission] }, isLater: false };
  const pages = [
    shown(applicationsView(visit, lists)),
    shown(receivedView(visit, { submission, form: undefined, isNew: false })),
  ];
  expect(pages.join()).not.toMatch(/withdrawn-form|parking-permit|<li><\/li>/);
  expect(pages[1]).toMatch(/<li[^>]*>Melderegister<\/li>/);
});

it('names the papers before anybody begins, and where they are announced on the last look', () => {
  const whole = { ...form, purpose: 'p', evidenceTypes: [], definition: form };
  const service = shown(serviceView(visit, whole as unknown as Procedures.WholeForm));
  for (const { paper } of form.sources) expect(service).toContain(`>${paper!.de}</li>`);
  const decided = { [HOME]: { evidenceType: HOME, way: 'BRING_PAPER' as const } };
  const open = { id: 'd', form, answers: {}, application: { choices: {}, decided, asked: [], changed: [] } };
  const last = shown(checkView(visit, { ...open, draft: { version: 1 } } as unknown as Open));
  const [announced, other] = form.sources.map(({ paper }) => last.includes(`>${paper!.de}</li>`));
  expect([announced, other]).toEqual([true, false]);
});

it.each([
  ['de', 'Füllen Sie mindestens ein Feld aus', '(freiwillig)', '(Fahrzeugschein)'],
  ['en', 'Fill in at least one field', '(optional)', '(Zulassungsbescheinigung'],
] as const)('says what is needed of what a person enters, and the paper for it: %s', (...told) => {
  const [language, one, optional, paper] = told;
  const enter = (evidenceType: string) => ({ [evidenceType]: { evidenceType, way: 'ENTER_IT' as const } });
  const page = (evidenceType: string) => {
    const application = { choices: {}, decided: enter(evidenceType), asked: [], changed: [] };
    const open = { id: 'd', form, answers: {}, application, draft: { version: 1 } } as unknown as Open;
    const given = typedPages(open).find(({ fields }) => fields[0]?.source?.evidenceType === evidenceType)!;
    const visited = { ...visit, language };
    return [fieldsView(visited, { open, page: given }), checkView(visited, open)].map(shown).join('<hr>');
  };
  const holder = page('vehicles.parking-permit.v1');
  const [fields = '', last = ''] = holder.split('<hr>');
  expect(fields).toContain(`>${one}</legend>`);
  expect(fields).not.toContain(optional);
  expect(/<div class="kern-hint"[^>]*>([^<]*)/.exec(fields)?.[1]).toContain(paper);
  expect(last).toContain(paper);
  const home = page(HOME);
  expect(home).not.toContain(one);
  expect(home.split(optional)).toHaveLength(3);
});

it.each(['GRANTED', 'REFUSED'] as const)('waits for no paper once it is decided: %s', (outcome) => {
  const paper = form.sources[0]!.paper!.de;
  const decision = { outcome, isAutomatic: false, decidedAt: '2026-11-28T10:00:00Z' };
  const page = (over: object) =>
    shown(receivedView(visit, { submission: { ...submission, ...over }, form, isNew: false }));
  expect(page({})).toMatch(new RegExp(`Bringen oder schicken Sie noch.*>${paper}</li>`));
  const decided = page({ state: 'DECIDED', decision });
  expect(decided).toMatch(
    new RegExp(`Diese Papiere waren bei der Entscheidung nicht vermerkt.*>${paper}</li>`),
  );
  expect(decided).not.toContain('schicken Sie noch');
  expect(decided.includes('müssen Sie sie nicht mehr bringen')).toBe(outcome === 'GRANTED');
});

it.each([
  [false, undefined, []],
  [false, 'last', ['/de/applications?after=last']],
  [true, 'last', ['/de/applications', '/de/applications?after=last']],
  [true, undefined, ['/de/applications']],
] as const)('leads through many applications, and back to the beginning: %s, %s', (isLater, next, ways) => {
  const submissions = { submissions: [submission], ...(next && { next }) };
  const html = shown(applicationsView(visit, { forms: [], drafts: [], submissions, isLater }));
  const pager = /<nav class="pager".*?<\/nav>/s.exec(html)?.[0] ?? '';
  expect([...pager.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual(ways);
});

it('sends nobody who takes back a choice to a page that cannot', () => {
  expect(shown(startView(visit, []))).toContain('Ihre Wahl nehmen Sie unter „Meine Freigaben“ zurück');
  expect(shown(simpleView(visit))).not.toContain('darf die Behörde nichts mehr abrufen');
});

describe('of what a register told', () => {
  const open = (source: Partial<Gateway.PrefilledSource>, isUsed = false): Open => ({
    id: 'd',
    form,
    answers: { plate: 'H-EM 101E', use: 'OWN' },
    draft: { version: 1 } as Procedures.Draft,
    application: {
      acting: { as: 'MYSELF' },
      choices: {
        [HOME]: {
          way: 'FETCH',
          besides: [{ path: 'ags', title: { de: 'Gemeindeschlüssel', en: 'municipality' } }],
        },
      },
      decided: isUsed ? { [HOME]: { evidenceType: HOME, releases: ['r'] } } : {},
      asked: [],
      changed: [],
      filled: {
        form: form.id,
        version: form.version,
        authority: 'a',
        purpose: 'p',
        fields: [],
        sources: [
          {
            evidenceType: HOME,
            status: 'EVIDENCE',
            evidence: { ags: '03241001' },
            id: 'lookup',
            asOf: '2026-11-27T10:00:00Z',
            ...source,
          },
        ],
      },
    },
  });
  const expiresAt = '9999-01-01T00:00:00Z';

  it('a mistake is reported at its entry', () => {
    expect(shown(previewView(visit, open({ expiresAt })))).toContain('href="/de/trail/lookup/report"');
    expect(shown(checkView(visit, open({ expiresAt }, true)))).toContain('href="/de/trail/lookup/report"');
  });

  it('is all shown that the office gets, also what the form has no field for', () => {
    for (const page of [previewView(visit, open({ expiresAt })), checkView(visit, open({ expiresAt }, true))])
      expect(shown(page)).toMatch(/Gemeindeschlüssel<.*03241001/s);
  });

  it.each([
    ['representation-refused', 'bestätigt nicht, dass Sie hier für jemand anderen handeln dürfen'],
    ['representation-joint', 'nur zusammen mit einer zweiten Person'],
    ['grant-missing', 'Die Behörde darf diese Angaben nicht abrufen'],
  ])('the reason for nothing fits: %s', (code, reason) => {
    const problem = { code, status: 403 };
    const html = shown(previewView(visit, open({ status: 'PROBLEM', problem })));
    expect(html).toContain(reason);
    expect(html).not.toContain('muss Ihre Wahl bestätigen');
  });
});
