import { type ChildProcess, spawn } from 'node:child_process';
import { eventually } from '#libs/test-kit';
import type { Endpoints } from '../deploy/local/endpoints.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { LossyPort } from './lossy-port.ts';
import { offeredBy, PortalVisitor, type VisitedPage } from './portal-visitor.ts';

export interface PortalStand {
  /** With the portal, its packages and settings. */
  readonly folder: string;
  readonly endpoints: Endpoints;
}

const [RESIDENTS, VEHICLES] = ['residents.parking-permit.v1', 'vehicles.parking-permit.v1'] as const;
const plates: Readonly<Record<string, string>> = { anna: 'H-EM 101E', bernd: 'H-EM 202' };
/** As often as the client sends a request at most (`usualPatience`). */
const ATTEMPTS = 5;

/** The address stays, so that tokens are for it; the connections go to another port. */
const throughPort = (from: string, to: number): string =>
  `data:text/javascript,${encodeURIComponent(
    `import net from 'node:net'; const { connect } = net;
     net.connect = (to, ...rest) => connect(String(to.port) === '${from}' ? { ...to, port: ${to} } : to, ...rest);`,
  )}`;
const receiptOf = ({ html }: VisitedPage): string => /\/applications\/([\w-]+)/.exec(html)?.[1] ?? html;

/** The portal of examples/portal, at a running stack of which answers may be lost. */
export function describeExamplePortal(stand: () => PortalStand): void {
  describe('the example of a portal', () => {
    let portal: ChildProcess | undefined;
    let url: string;
    let office: LossyPort;

    beforeAll(async () => {
      const { port } = new URL(stand().endpoints.apps.procedures);
      office = await LossyPort.before(Number(port));
      const through = ['--no-warnings', '--import', throughPort(port, office.port)];
      portal = spawn(process.execPath, [...through, 'portal.ts', 'settings.json', '0'], {
        cwd: stand().folder,
      });
      let printed = '';
      for (const stream of [portal.stdout!, portal.stderr!])
        stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
      await eventually(
        'the portal listens',
        () => printed,
        (shown) => shown.includes('http://'),
      );
      url = /http:\S+/.exec(printed)![0];
    });
    afterAll(async () => {
      portal?.kill();
      await office?.close();
    });

    /** What procedures answers to somebody. */
    const asked = async (login: string, path: string): Promise<Record<string, unknown>> => {
      const authorization = `Bearer ${await tokenOf(stand().endpoints, login, undefined, 'procedures')}`;
      const response = await fetch(stand().endpoints.apps.procedures + path, { headers: { authorization } });
      return (await response.json()) as Record<string, unknown>;
    };
    const applications = async (login: string): Promise<readonly string[]> =>
      ((await asked(login, '/v1/me/submissions'))['submissions'] as { id: string }[]).map(({ id }) => id);

    /** Somebody who logged in, and how they fill a page and send it. */
    const visited = async (login: string) => {
      const visitor = new PortalVisitor();
      const notices = await visitor.open((await visitor.open(url)).url, { login });
      const { idnr, birthDate } = stand().endpoints.citizens[login]!;
      const chosen = Object.fromEntries(offeredBy(notices));
      const plate = plates[login]!;
      const filled = () => visitor.open(`${url}/fields`, { idnr, birthDate, plate, ...chosen });
      const page = async () => offeredBy(await filled()).get('shown')!;
      const uses = { [RESIDENTS]: 'use', [VEHICLES]: 'use' };
      const typed = { 'field.use': 'OWN', 'field.isTrue': 'true' };
      const send = (shown: string, sent: Readonly<Record<string, string>> = typed) =>
        visitor.open(`${url}/application`, { shown, 'field.plate': plate, ...uses, ...sent });
      return { visitor, chosen, filled, page, typed, send };
    };

    it('carries an application: login, notices, a filled form, what the citizen decides on it', async () => {
      const { visitor, chosen, filled, typed, send } = await visited('anna');
      expect(Object.keys(chosen)).toEqual([RESIDENTS, VEHICLES]);
      const pages = [await filled(), await filled()];
      expect(pages[0]!.html).toContain('Beispielweg');
      const [shown = '', other = ''] = pages.map((page) => offeredBy(page).get('shown'));
      expect(shown).not.toBe(other);
      const incomplete = await send(shown, { 'field.use': 'OWN' });
      expect(incomplete.html).toMatch(/name="field.plate" value="H-EM 101E".*Bitte ausfüllen/s);
      const before = await applications('anna');
      const paper = { ...typed, [VEHICLES]: 'BRING_PAPER' };
      const receipts = (await Promise.all([send(shown, paper), send(shown, paper)])).map(receiptOf);
      expect(receipts[0]).toBe(receipts[1]);
      const [id = ''] = receipts;
      expect((await applications('anna')).filter((each) => !before.includes(each))).toEqual([id]);
      // Nothing had been used when something was missing: it could still be brought on paper.
      const { sources } = await asked('anna', `/v1/me/submissions/${id}`);
      expect(sources).toContainEqual(expect.objectContaining({ way: 'BRING_PAPER' }));
      expect(await asked('anna', '/v1/drafts')).toEqual({ drafts: [] });
      const state = () => visitor.open(`${url}/applications/${id}`);
      // A clerk has what Anna applies for once more.
      const isLookedAt = (page: { html: string }) => /IN_REVIEW|GRANTED/.test(page.html);
      expect(isLookedAt(await eventually('the application is looked at', state, isLookedAt))).toBe(true);
    });

    it('is answered as the first time where the answer to the application was lost', async () => {
      const { page, send } = await visited('anna');
      const [before, shown] = [await applications('anna'), await page()];
      const lost = await office.losing(ATTEMPTS, /^POST \/v1\/drafts\/[\w-]+\/submission /, () =>
        send(shown),
      );
      expect([lost.status, lost.html]).toEqual([500, 'Something went wrong.']);
      const handedIn = (await applications('anna')).filter((each) => !before.includes(each));
      expect(handedIn).toHaveLength(1);
      expect(receiptOf(await send(shown))).toBe(handedIn[0]);
      expect((await applications('anna')).filter((each) => !before.includes(each))).toEqual(handedIn);
    });

    it('saves what is typed then where the answer to the saving was lost', async () => {
      const { page, typed, send } = await visited('anna');
      const shown = await page();
      const saving = /^PUT \/v1\/drafts\/[\w-]+ /;
      const lost = await office.losing(ATTEMPTS, saving, () =>
        send(shown, { ...typed, 'field.use': 'SOMEBODY_ELSES' }),
      );
      expect(lost.status).toBe(500);
      const once = await office.losing(1, saving, () => send(shown));
      const { statements } = await asked('anna', `/v1/me/submissions/${receiptOf(once)}`);
      expect(statements).toContainEqual({ field: 'use', value: 'OWN' });
    });

    it('shares nothing between two visitors who send at once', async () => {
      const [anna, bernd] = [await visited('anna'), await visited('bernd')];
      const [ofAnna, ofBernd] = [await anna.page(), await bernd.page()];
      const receipts = (await Promise.all([anna.send(ofAnna), bernd.send(ofBernd)])).map(receiptOf);
      const [ofHers, ofHis] = [await applications('anna'), await applications('bernd')];
      expect([ofHers.includes(receipts[0]!), ofHis.includes(receipts[0]!)]).toEqual([true, false]);
      expect([ofHers.includes(receipts[1]!), ofHis.includes(receipts[1]!)]).toEqual([false, true]);
      const foreign = await bernd.send(ofAnna);
      expect(foreign.html).toContain('name="birthDate"');
      expect(foreign.html).not.toContain('/applications/');
    });
  });
}
