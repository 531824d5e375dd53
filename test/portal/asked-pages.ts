import { randomUUID } from 'node:crypto';
import { question } from '../../deploy/local/parking-choice.ts';
import type { RequestState } from '../../deploy/request-session/cast.ts';
import { alike, ownNames, type PortalGuests, words } from '../portal-guests.ts';
import { offeredBy, type PortalVisitor, type VisitedPage } from '../portal-visitor.ts';
import type { ReleaseWay } from '../release-way.ts';

interface Stand {
  readonly guests: PortalGuests;
  readonly way: ReleaseWay;
  readonly anna: PortalVisitor;
  readonly bernd: PortalVisitor;
}

const office = 'parking-hannover';
const vehicle = 'vehicles.parking-permit.v1';

/** What an authority asks Anna for, on a stack that somebody else has started. */
export function describeAskedPages(stand: () => Stand): void {
  describe('what an authority asks for', () => {
    const at = (path: string): string => stand().guests.at(path);
    const asks = async (...types: readonly string[]): Promise<string> => {
      const { stack } = stand().guests;
      const body = {
        purpose: question.purpose,
        person: { idnr: stack.endpoints.citizens['anna']!.idnr },
        items: types.map((evidenceType) => ({ evidenceType })),
        caseReference: 'BPA-1',
      };
      return (await stack.as(office).post<RequestState>('/v1/requests', body)).id;
    };
    const stateOf = (id: string): Promise<RequestState> =>
      stand().guests.stack.as(office).get(`/v1/requests/${id}`);
    const itemsOf = async (id: string) => (await stateOf(id)).items.map(({ state }) => state);
    /** As the page offers it, but for what the person says. */
    const answered = async (path: string, said: Readonly<Record<string, string>>): Promise<VisitedPage> => {
      const { guests, anna } = stand();
      const offered = Object.fromEntries(offeredBy(await anna.open(at(path))));
      const { notice = '', once = '', preview = '' } = offered;
      return guests.send(anna, path, { notice, once, preview, ...said });
    };

    it('is declined without a look and without a reason', async () => {
      const { guests, anna } = stand();
      const id = await asks(question.evidenceType);
      expect(words(await anna.open(at('/de/requests')))).toContain('BPA-1');
      const { evidenceType } = question;
      const list = await guests.send(anna, `/de/requests/${id}/decline`, { evidenceType });
      expect(words(list)).toContain('Abgelehnt');
      expect(await itemsOf(id)).toEqual(['DECLINED']);
    });

    it('is read word for word, seen, given and taken, and is one story in the trail', async () => {
      const { way, anna } = stand();
      const id = await asks(question.evidenceType);
      const path = `/de/requests/${id}/1`;
      const page = await anna.open(at(path));
      expect(words(page)).toContain('Sie wählen, dass die Behörde diese Angaben für Sie abruft.');
      expect(words(page)).not.toMatch(ownNames);
      expect(page.html.match(/type="radio"[^>]*>/g)).toHaveLength(2);
      expect(page.html).not.toContain('checked');
      const unsaid = await answered(path, {});
      expect([unsaid.status, unsaid.html.includes('<title>Fehler: ')]).toEqual([400, true]);
      const preview = await answered(path, { way: 'FETCH' });
      expect(preview.url).toBe(at(`${path}/preview`));
      expect(words(preview)).toMatch(/Lindemann.*Diese Angaben verwenden.*Nicht verwenden/s);
      expect(words(preview)).not.toMatch(ownNames);
      expect(await itemsOf(id)).toEqual(['OPEN']);
      const unseen = await answered(`${path}/preview`, { decision: 'use', preview: randomUUID() });
      expect([unseen.status, words(unseen)]).toEqual([
        409,
        expect.stringContaining('Es ist nicht mehr, was Sie gesehen haben') as string,
      ]);
      expect(await itemsOf(id)).toEqual(['OPEN']);
      const list = await answered(`${path}/preview`, { decision: 'use' });
      expect(list.url).toBe(at('/de/requests'));
      expect(words(list)).toContain('Die Behörde kann diese Angaben jetzt abholen');
      const [given] = (await stateOf(id)).items;
      expect(given?.state).toBe('USED');
      const releaseId = await way.taker.open(given!.release!);
      expect((await way.take({ releaseId, tryKey: randomUUID() })).status).toBe(200);
      expect(words(await anna.open(at('/de/trail')))).toContain(
        'Sie hatten die Angaben vorher gesehen und freigegeben.',
      );
    });

    it('is seen and not given, and nothing of it is shown any more', async () => {
      const { guests, anna } = stand();
      const id = await asks(question.evidenceType);
      const path = `/de/requests/${id}/1`;
      await answered(path, { way: 'FETCH' });
      const list = await guests.send(anna, `${path}/preview`, { decision: 'decline' });
      expect(list.url).toBe(at('/de/requests'));
      expect(await itemsOf(id)).toEqual(['DECLINED']);
      expect((await anna.open(at(`${path}/preview`))).url).toBe(at('/de/requests'));
    });

    it('is not fetched for another text than the one that was read', async () => {
      const path = `/de/requests/${await asks(question.evidenceType)}/1`;
      const other = await answered(path, { way: 'FETCH', notice: '0'.repeat(64) });
      expect([other.url, words(other).includes('Dieser Text hat sich geändert')]).toEqual([at(path), true]);
      expect((await stand().anna.open(at(`${path}/preview`))).url).toBe(at(path));
    });

    it('names a vehicle by its plate, and tells nothing of one that is not theirs', async () => {
      const path = `/de/requests/${await asks(vehicle)}/1`;
      for (const typed of ['', '###']) {
        const wrong = await answered(path, { way: 'FETCH', typed });
        expect([typed, wrong.status, wrong.html.includes('href="#typed"')]).toEqual([typed, 400, true]);
      }
      const seen = async (typed: string): Promise<string> =>
        alike(await answered(path, { way: 'FETCH', typed }));
      const foreign = await seen('H-EM 202');
      expect(foreign).toContain('kamen keine Angaben');
      expect(await seen('H-ZZ 999')).toBe(foreign);
      expect(words(await answered(path, { way: 'FETCH', typed: 'H-EM 101E' }))).toContain('H-EM 101E');
    });

    it('is nobody else’s to answer', async () => {
      const { bernd } = stand();
      const path = `/de/requests/${await asks(question.evidenceType)}/1`;
      for (const below of ['', '/preview']) {
        const unknown = await bernd.open(at(`/de/requests/${randomUUID()}/1${below}`));
        const foreign = await bernd.open(at(path + below));
        expect([below, foreign.status]).toEqual([below, 404]);
        expect(alike(foreign)).toBe(alike(unknown));
      }
    });
  });
}
