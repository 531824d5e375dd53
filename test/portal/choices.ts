import { Applicant, places, RESIDENTS, textOf, VEHICLES } from './applicant.ts';
import type { PortalStand } from './portal-stand.ts';

interface Consent {
  readonly id: string;
  readonly state: string;
  readonly evidenceType: string;
}

/** What somebody chose, and took back or changed while an application was open. */
export function describeChoices(stand: () => PortalStand): void {
  describe('a choice', () => {
    const mine = () => stand().stack.as('anna');
    const running = async (type?: string): Promise<readonly Consent[]> => {
      const { consents } = await mine().get<{ consents: readonly Consent[] }>('/v1/consents?limit=100');
      return consents.filter(
        ({ state, evidenceType }) => state === 'ACTIVE' && (type ?? evidenceType) === evidenceType,
      );
    };
    const change = async (how: 'withdrawal' | 'pause', type?: string): Promise<void> => {
      for (const { id } of await running(type)) await mine().post(`/v1/consents/${id}/${how}`);
    };

    afterEach(() => change('withdrawal'));

    it.each(['withdrawal', 'pause'] as const)(
      'that had its %s elsewhere is asked again, and never given again by itself',
      async (how) => {
        const anna = await Applicant.fetched(stand().portal);
        const preview = anna.page;
        expect(textOf(preview)).toContain('Melderegister');
        await change(how, RESIDENTS);
        await anna.send({ source: `${places[VEHICLES]}`, decision: 'fetch' });
        expect(await running(RESIDENTS)).toEqual([]);
        anna.page = preview;
        await anna.send({ source: `${places[RESIDENTS]}`, decision: 'fetch' });
        expect(await running(RESIDENTS)).toEqual([]);
        expect([anna.page.url, textOf(anna.page)]).toEqual([
          `${anna.draft}/sources/1`,
          expect.stringContaining('Ihre Wahl gilt nicht mehr') as string,
        ]);
        await anna.send({ way: 'FETCH' });
        expect(anna.page.url).toBe(`${anna.draft}/preview`);
        expect(await running(RESIDENTS)).toHaveLength(1);
      },
    );

    it('that was taken back is not said to be used, and its application cannot be sent with it', async () => {
      const anna = await Applicant.fetched(stand().portal);
      for (const place of [1, 2]) await anna.decide(place, 'use');
      await anna.send({ isTrue: 'true' });
      const check = anna.page;
      expect(textOf(check).split('Die Behörde bekommt diese Angaben').length - 1).toBe(2);
      await change('withdrawal', RESIDENTS);
      const sent = await anna.send({});
      expect([sent.status, textOf(sent)]).toEqual([
        409,
        expect.stringContaining('Entscheiden Sie über jeden Nachweis') as string,
      ]);
      expect(textOf(await anna.open('check')).split('Die Behörde bekommt diese Angaben').length - 1).toBe(1);
      expect((await anna.guest.see(anna.draft)).url).toBe(`${anna.draft}/sources/1`);
    });

    it('that was taken back leaves no empty page of what registers say', async () => {
      const anna = await Applicant.fetched(stand().portal);
      await change('withdrawal');
      expect((await anna.guest.see(`${anna.draft}/preview`)).url).toBe(`${anna.draft}/sources/1`);
    });

    it('that was used is told where the application goes, and ends there if that is wanted', async () => {
      const anna = await Applicant.fetched(stand().portal);
      const source = await anna.open('sources/1');
      for (const place of [1, 2]) await anna.decide(place, 'use');
      anna.page = source;
      await anna.send({ way: 'FETCH' });
      expect(textOf(await anna.open('preview')).split('Wird verwendet').length - 1).toBe(2);
      for (const step of ['acting', 'fields/vehicle'])
        expect(textOf(await anna.open(step))).toContain('Die Behörde kann sie noch abholen');
      const removal = await anna.open('remove');
      expect(textOf(removal)).toContain('Die Behörde kann sie noch abholen');
      expect(textOf(removal)).not.toContain('An die Behörde wurde noch nichts geschickt');
      expect(await running()).toHaveLength(2);
      await anna.send({ choices: 'end' });
      expect(anna.page.url).toMatch(/\/de\/applications$/);
      expect(await running()).toEqual([]);
    });

    it('is made for what was shown: another preview than that of the page is looked at first', async () => {
      const anna = await Applicant.fetched(stand().portal);
      const preview = anna.page;
      await anna.send({ source: '1', decision: 'fetch' });
      anna.page = preview;
      const sent = await anna.send({ source: '1', decision: 'use' });
      expect([sent.status, textOf(sent)]).toEqual([
        409,
        expect.stringContaining('Es ist nicht mehr, was Sie gesehen haben') as string,
      ]);
      expect(textOf(sent)).not.toContain('Wird verwendet');
      await anna.decide(1, 'use');
      expect(textOf(await anna.open('preview'))).toContain('Wird verwendet');
    });

    it('for a child is refused in words that fit where the register does not confirm it', async () => {
      const { idnr, birthDate } = stand().stack.endpoints.citizens['bernd']!;
      const acting = { for: 'PARENT', childIdnr: idnr, childBirthDate: birthDate };
      const anna = await Applicant.begin(stand().portal, 'anna', acting);
      await anna.send({ plate: 'H-EM 101E', use: 'OWN' });
      for (const place of [1, 2]) await anna.choose(place);
      expect(textOf(anna.page)).toContain('bestätigt nicht, dass Sie hier für jemand anderen handeln dürfen');
      expect(textOf(anna.page)).not.toContain('Die Behörde darf diese Angaben nicht abrufen');
      const whom = await anna.open('acting');
      expect(whom.html).toContain(`value="${idnr}"`);
    });
  });
}
