import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendJson } from '../../deploy/local/http-json.ts';
import { root } from '../../deploy/local/repository.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import { Applicant, textOf } from './applicant.ts';
import type { PortalStand } from './portal-stand.ts';

/** What happened to an application between the page and the button on it. */
export function describeSentOtherwise(stand: () => PortalStand): void {
  describe('an application', () => {
    const withPapers = async (): Promise<Applicant> => {
      const bernd = await Applicant.begin(stand().portal, 'bernd');
      await bernd.send({ plate: 'H-EM 202', use: 'OWN' });
      for (const place of [1, 2]) {
        await bernd.open(`sources/${place}`);
        await bernd.send({ way: 'OTHER' });
        await bernd.send({ way: 'BRING_PAPER' });
      }
      await bernd.send({ isTrue: 'true' });
      return bernd;
    };
    const isSent = ({ page }: Applicant): boolean => page.url.endsWith('/done');

    it('is looked at again where another window changed it after it was looked at', async () => {
      const bernd = await withPapers();
      const check = bernd.page;
      await bernd.open('fields/vehicle');
      await bernd.send({ plate: 'H-EM 303', use: 'OWN' });
      bernd.page = check;
      const sent = await bernd.send({});
      expect([sent.status, textOf(sent)]).toEqual([
        409,
        expect.stringContaining('Etwas hat sich geändert') as string,
      ]);
      expect(textOf(sent)).toContain('H-EM 303');
    });

    it('goes over to a new form, is shown again, and is sent then', async () => {
      const bernd = await withPapers();
      const anna = await Applicant.begin(stand().portal);
      await anna.send({ plate: 'H-EM 101E', use: 'OWN' });
      await anna.choose(1);
      const forms = mkdtempSync(join(tmpdir(), 'einmal-forms-'));
      cpSync(join(root, 'forms'), forms, { recursive: true });
      const form = join(forms, 'resident-parking-permit.yaml');
      writeFileSync(form, readFileSync(form, 'utf8').replace(/^version: \d+$/m, 'version: 99'));
      await stand().kill('procedures');
      await stand().startAgain('procedures', { FORMS_FOLDER: forms });
      try {
        const shown = await bernd.send({});
        expect([shown.status, textOf(shown)]).toEqual([
          409,
          expect.stringContaining('Das Formular wurde geändert') as string,
        ]);
        expect(textOf(shown)).toContain('H-EM 202');
        await bernd.send({});
        expect(isSent(bernd)).toBe(true);
        // The gateway has another version of the form now: that is a refusal, and no fault of the portal.
        const refused = await anna.choose(2);
        expect([refused.status, textOf(refused)]).toEqual([
          409,
          expect.stringContaining('Das ging so nicht mehr') as string,
        ]);
      } finally {
        await stand().kill('procedures');
        await stand().startAgain('procedures');
      }
    });

    it('is answered about once, and nothing that was typed is said to be sent that was not', async () => {
      const bernd = await withPapers();
      await bernd.send({});
      expect(isSent(bernd)).toBe(true);
      const id = /applications\/([^/]+)\/done/.exec(bernd.page.url)![1]!;
      const token = await tokenOf(stand().stack.endpoints, 'petra', undefined, 'procedures');
      const clerk = <T>(method: 'GET' | 'POST', below: string, body?: object): Promise<T> =>
        sendJson<T>({
          method,
          url: `${stand().stack.endpoints.apps.procedures}/v1/submissions/${id}${below}`,
          token,
          ...(body && { body }),
        });
      const version = async (): Promise<number> => (await clerk<{ version: number }>('GET', '')).version;
      const ask = async (text: string): Promise<unknown> =>
        clerk('POST', '/question', { expectedVersion: await version(), text });
      await clerk('POST', '/take');
      await ask('Wem gehört es?');
      const address = `${bernd.draft.replace(/[^/]+$/, id)}/answer`;
      const question = await bernd.guest.open(address);
      const answer = async (text: string) => {
        bernd.page = question;
        return bernd.send({ answer: text });
      };
      expect(textOf(await answer('Mir.'))).toContain('Mir.');
      const other = await answer('Meiner Mutter.');
      expect([other.status, textOf(other)]).toEqual([
        409,
        expect.stringContaining('Ihre Antwort wurde nicht gesendet') as string,
      ]);
      expect(textOf(other)).toContain('Meiner Mutter.');
      expect((await answer('Mir.')).status).toBe(200);
      await ask('Seit wann?');
      await clerk('POST', '/decision', {
        expectedVersion: await version(),
        outcome: 'REFUSED',
        reason: 'Die Unterlagen fehlen.',
        withoutPaper: 'Sie kamen nach der Rückfrage nicht.',
      });
      const late = await answer('Seit Mai.');
      expect([late.status, textOf(late)]).toEqual([409, expect.stringContaining('Seit Mai.') as string]);
      await stand().endSessions();
      bernd.page = question;
      await bernd.send({ answer: 'Seit Juni.' });
      const back = await bernd.signIn('bernd', new URL(address).pathname);
      expect(textOf(back)).toContain('Seit Juni.');
    });
  });
}
