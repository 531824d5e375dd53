import { randomUUID } from 'node:crypto';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { applyWithPapers } from './portal/apply-with-papers.ts';
import { offeredBy, PortalVisitor, type VisitedPage } from './portal-visitor.ts';

const apps = ['identity', 'gateway', 'procedures', 'vehicles', 'portal', 'portal-staff'] as const;
const answers = {
  plate: 'H-EM 101E',
  use: 'SOMEBODY_ELSES',
  proofOfUse: 'Das Fahrzeug gehört einer Nachbarin.',
  familyName: 'Lindemann',
  givenNames: 'Anna Maria',
  street: 'Beispielweg 1',
  postcode: '30159',
  place: 'Hannover',
  isTrue: 'true',
};

describe('the portal of staff', () => {
  let stack: IsolatedStack;

  beforeAll(async () => {
    stack = await IsolatedStack.start(apps);
    await Promise.all(apps.map((app) => stack.startApp(app)));
  }, 300_000);
  afterAll(() => stack?.stop());

  const at = (path: string): string => stack.endpoints.apps['portal-staff'] + path;

  /** At the demonstration's login a person is a button. */
  async function signIn(login: string, site = at(''), goesOn = '/de'): Promise<[PortalVisitor, VisitedPage]> {
    const visitor = new PortalVisitor();
    const page = await visitor.open(`${site}/de/login/start?to=${encodeURIComponent(goesOn)}`);
    const action = /<form method="post" action="(\/interaction\/[^"]+)"/.exec(page.html)?.[1] ?? '';
    return [visitor, await visitor.open(new URL(action, page.url).href, { login })];
  }

  const send = (visitor: PortalVisitor, page: VisitedPage, path: string, fields: object = {}) =>
    visitor.open(at(path), { formKey: offeredBy(page).get('formKey') ?? '', ...fields });

  it('offers the desks of a person and no other', async () => {
    const [clerk, desks] = await signIn('petra');
    expect(desks.html).toContain('href="/de/clerk"');
    expect(desks.html).not.toContain('href="/de/vehicles"');
    expect(await clerk.open(at('/de/vehicles'))).toMatchObject({
      status: 403,
      html: expect.stringContaining('Das gehört nicht zu Ihren Aufgaben') as string,
    });
    const [officer, cases] = await signIn('viola', at(''), '/de/vehicles');
    expect([cases.status, new URL(cases.url).pathname]).toEqual([200, '/de/vehicles/0']);
    expect((await officer.open(at('/de'))).html).not.toContain('href="/de/clerk"');
    expect((await officer.open(at('/de/clerk'))).status).toBe(403);
  });

  it('knows no session of a citizen', async () => {
    const { portal } = stack.endpoints.apps;
    const [citizen, page] = await signIn('anna', portal, '/de');
    expect(page.html).toContain('Abmelden');
    const [, value = ''] = citizen.cookieOf(portal).split('=');
    expect(value).not.toBe('');
    const answer = await fetch(at('/de/clerk'), {
      redirect: 'manual',
      headers: { cookie: `einmal-citizens=${value}; einmal-staff=${value}` },
    });
    expect(answer.headers.get('location')).toBe('/de/login?to=%2Fde%2Fclerk&ended=yes');
  });

  describe('with an application that a person has to decide', () => {
    let here: string;
    let clerk: PortalVisitor;

    beforeAll(async () => {
      here = `/de/clerk/cases/${await applyWithPapers(stack.endpoints, answers)}`;
      [clerk] = await signIn('petra', at(''), here);
    });

    it('lists it without anything of its content, and shows statements apart from evidence', async () => {
      const { html: inbox } = await clerk.open(at('/de/clerk'));
      expect(inbox).toContain(here);
      expect(inbox).not.toContain('Lindemann');
      const { html } = await clerk.open(at(here));
      const [evidence = '', statements = ''] = html.split('Angaben der Person, nicht bestätigt');
      expect(statements).toContain('Lindemann');
      expect(evidence).not.toContain('Lindemann');
      expect(evidence).toContain('Die Person legt den Nachweis auf Papier vor.');
      expect(html).not.toMatch(/SOMEBODY_ELSES|BRING_PAPER|parking-permit\.v1|null|undefined/);
    });

    it('is no page for a clerk of another authority', async () => {
      const [, page] = await signIn('greta', at(''), here);
      expect([page.status, page.html.includes('Lindemann')]).toEqual([404, false]);
      const [, unknown] = await signIn('petra', at(''), `/de/clerk/cases/${randomUUID()}`);
      expect(unknown.status).toBe(404);
    });

    it('gives it to one of two clerks, and tells the other', async () => {
      const [other, page] = await signIn('pavel', at(''), here);
      const taken = await send(clerk, await clerk.open(at(here)), `${here}/take`);
      expect([taken.status, new URL(taken.url).pathname]).toEqual([200, here]);
      expect(taken.html).toContain('Übernommen von Ihnen');
      expect(await send(other, page, `${here}/take`)).toMatchObject({
        status: 409,
        html: expect.stringContaining('Eine andere Person hat das schon übernommen') as string,
      });
      const refused = await send(other, page, `${here}/decision`, {
        version: '1',
        outcome: 'REFUSED',
        text: 'Text des Zweiten',
      });
      expect([refused.status, refused.html.includes('Text des Zweiten')]).toEqual([409, true]);
    });

    it('tells every mistake beside its field and keeps what was typed', async () => {
      const form = await clerk.open(at(`${here}/decision`));
      const answer = await send(clerk, form, `${here}/decision`, { version: '1', text: 'Nur ein Grund' });
      expect(answer.status).toBe(400);
      expect(answer.html).toContain('<title>Fehler: Entscheiden');
      expect(answer.html).toContain('href="#outcome"');
      expect(answer.html).toContain('id="outcome-error"');
      expect(answer.html).toContain('Nur ein Grund');
    });

    it('sends nothing about what changed meanwhile, keeps the text, and shows it again', async () => {
      const old = await clerk.open(at(`${here}/decision`));
      const version = offeredBy(old).get('version') ?? '';
      const question = await clerk.open(at(`${here}/question`));
      const asked = offeredBy(question).get('version') ?? '';
      const after = await send(clerk, question, `${here}/question`, {
        version: asked,
        text: 'Wem gehört es?',
      });
      expect(after.html).toContain('Wem gehört es?');
      // Clicked twice, it was asked once, and nobody is told that it was not.
      const twice = await send(clerk, question, `${here}/question`, {
        version: asked,
        text: 'Wem gehört es?',
      });
      expect([twice.status, new URL(twice.url).pathname]).toEqual([200, here]);
      expect(twice.html.split('Wem gehört es?').length - 1).toBe(1);
      const fields = { version, outcome: 'GRANTED', text: 'Die Unterlagen liegen vor.' };
      const changed = await send(clerk, old, `${here}/decision`, fields);
      expect(changed.status).toBe(409);
      expect(changed.html).toContain('Der Antrag hat sich inzwischen geändert');
      expect(changed.html).toContain('Die Unterlagen liegen vor.');
      expect((await clerk.open(at(here))).html).not.toContain('Bewilligt');
      const again = await clerk.open(at(`${here}/decision`));
      expect(again.html).toContain('Die Unterlagen liegen vor.');
      expect(offeredBy(again).get('version')).not.toBe(version);
    });

    it('waits for a paper, or for a reason to decide without it', async () => {
      const form = await clerk.open(at(`${here}/decision`));
      const fields = {
        version: offeredBy(form).get('version') ?? '',
        outcome: 'REFUSED',
        text: 'Es fehlt etwas.',
      };
      const blank = await send(clerk, form, `${here}/decision`, { ...fields, withoutPaper: ' ' });
      expect([blank.status, blank.html]).toEqual([400, expect.stringContaining('id="withoutPaper-error"')]);
      const refused = await send(clerk, form, `${here}/decision`, fields);
      expect([refused.status, refused.html]).toEqual([409, expect.stringContaining('Ein Papier fehlt noch')]);
    });

    it('notes a paper that is there, once, and who applied sees it', async () => {
      const { html: before } = await clerk.open(at(here));
      const noting = `${here}/papers/vehicles.parking-permit.v1`;
      expect(before).toContain(`href="${noting}"`);
      expect(before).toContain('Papier fehlt noch');
      const form = await clerk.open(at(noting));
      const version = offeredBy(form).get('version') ?? '';
      const wrong = await send(clerk, form, noting, { version, paper: '', seenOn: '1.1.2999' });
      expect(wrong.status).toBe(400);
      for (const field of ['paper', 'seenOn']) expect(wrong.html).toContain(`id="${field}-error"`);
      const fields = { version, paper: 'Fahrzeugschein im Original', seenOn: '30.11.2026' };
      for (const _ of [1, 2]) {
        const { html } = await send(clerk, form, noting, fields);
        expect(html.split('Fahrzeugschein im Original').length - 1).toBe(1);
        expect(html).toContain('gesehen am 30. November 2026');
      }
      expect((await clerk.open(at(`${here}/papers/9`))).status).toBe(404);
    });

    it('decides once, however often the page is sent', async () => {
      const form = await clerk.open(at(`${here}/decision`));
      const version = offeredBy(form).get('version') ?? '';
      const fields = { version, outcome: 'GRANTED', text: 'Die Unterlagen liegen vor.' };
      for (const _ of [1, 2]) {
        const answer = await send(clerk, form, `${here}/decision`, fields);
        expect([answer.status, new URL(answer.url).pathname]).toEqual([200, here]);
        expect(answer.html).toContain('Bewilligt');
      }
      const other = await send(clerk, form, `${here}/decision`, { ...fields, outcome: 'REFUSED' });
      expect(other.status).toBe(409);
      expect(other.html).toContain('Das ist schon entschieden');
      const { html } = await clerk.open(at(here));
      expect(html).not.toContain('Abgelehnt');
      expect(html).not.toContain('Übernehmen');
    });
  });
});
