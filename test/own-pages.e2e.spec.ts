import { choose } from '../deploy/local/parking-choice.ts';
import { describeAskedPages } from './portal/asked-pages.ts';
import { describeDoubts } from './portal/doubts.ts';
import { describeRepresentedPages } from './portal/represented-pages.ts';
import { alike, ownNames, PortalGuests, words } from './portal-guests.ts';
import { PortalVisitor } from './portal-visitor.ts';
import { ReleaseWay } from './release-way.ts';

describe('the pages of one’s own', () => {
  let guests: PortalGuests;
  let way: ReleaseWay;
  let anna: PortalVisitor;
  let bernd: PortalVisitor;
  const at = (path: string): string => guests.at(path);
  const send: PortalGuests['send'] = (...sent) => guests.send(...sent);
  const chosen = (): Promise<string> => choose(guests.stack.endpoints);
  const stateOf = async (id: string): Promise<string> =>
    (await guests.stack.as('anna').get<{ state: string }>(`/v1/consents/${id}`)).state;
  const firstEntry = async (): Promise<string> =>
    /href="(\/de\/trail\/[0-9a-f-]{36})"/.exec((await anna.open(at('/de/trail'))).html)![1]!;

  beforeAll(async () => {
    guests = await PortalGuests.start();
    way = await ReleaseWay.of(guests.stack.endpoints);
    [anna, bernd] = [await guests.signedIn('anna'), await guests.signedIn('bernd')];
  });
  afterAll(() => guests?.stack.stop());

  describe('a permission', () => {
    it('is listed in words, ended on a page, and ended once however often that is sent', async () => {
      const id = await chosen();
      const list = await anna.open(at('/de/permissions'));
      expect(words(list)).toContain('Bewohnerparkausweis');
      expect(words(list)).not.toMatch(ownNames);
      const path = `/de/permissions/${id}/end`;
      expect(words(await anna.open(at(path)))).toContain('Wahl zurücknehmen');
      const ended = await send(anna, path);
      expect([ended.status, ended.url]).toEqual([200, at(path)]);
      expect(words(ended)).toMatch(
        /Ihre Wahl gilt seit .* nicht mehr\. Frühere Abrufe macht das nicht rückgängig/,
      );
      expect(alike(await send(anna, path))).toBe(alike(ended));
      expect(await stateOf(id)).toBe('WITHDRAWN');
    });

    it('rests and goes on', async () => {
      const id = await chosen();
      await send(anna, `/de/permissions/${id}/pause`);
      expect(words(await anna.open(at('/de/permissions')))).toContain('Wieder erlauben');
      await send(anna, `/de/permissions/${id}/resume`);
      expect(words(await anna.open(at('/de/permissions')))).not.toContain('Wieder erlauben');
    });

    it('of somebody else is the page of no page, and stays as it is', async () => {
      const id = await chosen();
      for (const below of ['permissions/#/end', 'permissions/#/anew', 'receipts/#']) {
        const foreign = await bernd.open(at(`/de/${below.replace('#', id)}`));
        const unknown = await bernd.open(at(`/de/${below.replace('#', 'A'.repeat(32))}`));
        expect([below, foreign.status, unknown.status]).toEqual([below, 404, 404]);
        expect(alike(foreign)).toBe(alike(unknown));
      }
      for (const deed of ['end', 'pause']) await send(bernd, `/de/permissions/${id}/${deed}`);
      expect(await stateOf(id)).toBe('ACTIVE');
    });

    it('has a receipt with the text that was shown', async () => {
      const id = await chosen();
      const receipt = await anna.open(at(`/en/receipts/${id}`));
      expect(words(receipt)).toContain('Sie wählen, dass die Behörde diese Angaben für Sie abruft.');
      expect(words(receipt)).toContain('You chose retrieval.');
      expect(words(receipt)).not.toMatch(ownNames);
    });

    it('is not said to have ended where the gateway does not say so', async () => {
      const id = await chosen();
      const path = `/de/permissions/${id}/end`;
      const unsure = await guests.withoutGateway(() => send(anna, path));
      expect([unsure.status, words(unsure).includes('Ihre Freigabe gilt noch')]).toEqual([503, true]);
      expect(words(unsure)).not.toMatch(/gilt seit .* nicht mehr/);
      expect(await stateOf(id)).toBe('ACTIVE');
      expect(words(await send(anna, path))).toMatch(/gilt seit .* nicht mehr/);
    });
  });

  describe('the trail', () => {
    it('tells one story of what was seen, released and taken, and no values', async () => {
      const shown = await way.shown('anna', await chosen());
      await way.use(shown);
      await way.take(shown);
      const list = await anna.open(at('/de/trail'));
      expect(words(list)).toContain('Sie hatten die Angaben vorher gesehen und freigegeben.');
      expect(words(list)).toContain('Landeshauptstadt Hannover, Straßenverkehrsbehörde');
      expect(words(list)).not.toMatch(ownNames);
      const entry = await anna.open(at(await firstEntry()));
      expect(words(entry)).toContain('Sie haben Angaben aus dem Melderegister freigegeben');
      expect(words(entry)).not.toMatch(ownNames);
      const { evidence } = shown as unknown as { evidence: { familyName: string } };
      expect(words(entry)).not.toContain(evidence.familyName);
      const content = await send(anna, await firstEntry());
      expect(words(content)).toContain(evidence.familyName);
      expect(words(content)).toContain('Melderegister, gilt seit');
    });

    it('names what was refused, in words of the person’s own doing', async () => {
      const consentId = await chosen();
      const shown = await way.shown('anna', consentId);
      await way.use(shown);
      await send(anna, `/de/permissions/${consentId}/end`);
      await way.take(shown);
      expect(words(await anna.open(at(await firstEntry())))).toContain(
        'Abgelehnt: Sie hatten Ihre Wahl zurückgenommen.',
      );
    });

    it('shows nothing of another’s entry, and is exported as a file', async () => {
      const path = await firstEntry();
      const foreign = await bernd.open(at(path));
      const unknown = await bernd.open(at('/de/trail/00000000-0000-7000-8000-000000000000'));
      expect([foreign.status, unknown.status]).toEqual([404, 404]);
      expect(alike(foreign)).toBe(alike(unknown));
      const file = await anna.open(at('/de/trail/export'));
      expect(JSON.parse(file.html)).toMatchObject({ disclosures: expect.any(Array) });
    });

    it('is selected by its address, and what nobody offers selects nothing', async () => {
      expect(words(await anna.open(at('/de/trail?register=business')))).toContain('keine Einträge');
      const made = await anna.open(at('/de/trail?register=%3Cb%3E&authority=%27&period=1&after=x'));
      expect([made.status, words(made).includes('Bewohnerparkausweis')]).toEqual([200, true]);
    });

    it('takes a report once, tells mistakes beside their fields and keeps what was typed', async () => {
      const path = `${await firstEntry()}/report`;
      const hidden = `Das war\u202e falsch.`;
      const empty = await send(anna, path, { text: '' });
      expect(empty.status).toBe(400);
      expect(empty.html).toContain('<title>Fehler: ');
      for (const field of ['about', 'text']) expect(empty.html).toContain(`href="#${field}"`);
      const marked = await send(anna, path, { about: 'RETRIEVAL', text: hidden });
      expect([marked.status, marked.html.includes(hidden)]).toEqual([400, true]);
      const seen = await send(anna, path, { about: 'RETRIEVAL', text: 'Das war falsch.' });
      expect(words(seen)).toMatch(/Ihr Zeichen: [0-9A-F]{4}-[0-9A-F]{4}/);
      expect(alike(await send(anna, path, { about: 'RETRIEVAL', text: 'Anders.' }))).toBe(alike(seen));
    });
  });

  describeDoubts(() => ({ guests, way, anna }));

  it('say the same of a vehicle that nobody has and of one that is somebody else’s', async () => {
    const asked = async (plate: string): Promise<string> => {
      const page = await send(anna, '/de/data', { register: 'vehicles', plate });
      expect(page.status).toBe(200);
      return alike(page).replaceAll(plate, 'plate');
    };
    expect(await asked('H-EM 202')).toBe(await asked('H-ZZ 999'));
    const own = await send(anna, '/de/data', { register: 'residents' });
    expect(words(own)).toContain('Melderegister, gilt seit');
    expect(words(own)).not.toMatch(ownNames);
  });

  describeAskedPages(() => ({ guests, way, anna, bernd }));
  describeRepresentedPages(() => ({ guests, anna, bernd }));

  it('tell somebody without a number the way that is left, and no reason', async () => {
    const clara = await guests.signedIn('clara');
    for (const path of ['/de/trail', '/de/permissions', '/de/requests']) {
      const { html } = await clara.open(at(path));
      expect([path, html.includes('auf anderem Weg weiter')]).toEqual([path, true]);
      expect(html).not.toMatch(/gesperrt|Sperre|locked/i);
    }
    const asked = await send(clara, '/de/data', { register: 'residents' });
    expect([asked.status, words(asked)]).toEqual([
      403,
      expect.stringContaining('auf anderem Weg weiter') as string,
    ]);
    expect(words(asked)).not.toContain('Kennzeichen ein');
  });

  it.each(['/de/simple', '/en/simple', '/de/accessibility', '/en/accessibility'])(
    'stand beside pages that everybody may read: %s',
    async (path) => {
      const { portal, 'portal-staff': staff } = guests.stack.endpoints.apps;
      for (const site of [portal, staff])
        expect((await new PortalVisitor().open(site + path)).status).toBe(200);
    },
  );
});
