import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Browser, Page } from 'playwright-core';
import { register } from 'prom-client';
import { GATEWAY } from '../../apps/gateway/src/testing/test-gateway.ts';
import { residence, vehicle } from '../../apps/gateway/src/testing/demo-gateway.ts';
import { webhookGateway } from '../../apps/gateway/src/webhooks/testing/webhook-gateway.ts';
import { SessionStore } from '../../apps/portal/src/sessions/index.ts';
import { lonePortal } from '../../apps/portal/src/testing/lone-portal.ts';
import type { Behaviour } from '../../libs/webhooks/src/testing/index.ts';
import { freePort } from '#libs/local-services';
import { openBrowser, type Visitor, visitor } from '../../test/web/browser.ts';
import { Film } from '../../test/web/film.ts';
import { wrongWith } from '../../test/web/whole-look.ts';

const PARKING = 'strassenverkehr-hannover';
const languages = ['de', 'en'] as const;

/** What an address does with a test event, and what its page says then. */
const pings: Readonly<Record<string, readonly [does: Behaviour | 'nothing', de: RegExp, en: RegExp]>> = {
  takes: [
    (response) => void response.writeHead(204).end(),
    /ist angekommen.*Antwort 204 nach \d+ ms/s,
    /has arrived.*Answer 204 after \d+ ms/s,
  ],
  refuses: [
    (response) => void response.writeHead(500).end(),
    /wurde nicht angenommen.*von 200 bis 299/s,
    /was not taken.*from 200 to 299/s,
  ],
  leaves: [
    (response) => void response.writeHead(410).end(),
    /nichts mehr bekommen/,
    /wants nothing any more/,
  ],
  leads: [
    (response) => void response.writeHead(302, { location: '/x' }).end(),
    /Weiterleitungen/,
    /Redirects are not followed/,
  ],
  slow: [
    async (response) => {
      await delay(1_200); // sleeps: as a slow address does
      response.writeHead(204).end();
    },
    /ist angekommen.*nach [1-9]\d{3,} ms/s,
    /has arrived.*after [1-9]\d{3,} ms/s,
  ],
  silent: [() => undefined, /kam nicht rechtzeitig.*Keine Antwort/s, /did not come in time.*No answer/s],
  'hangs-up': [(response) => void response.destroy(), /Verbindung riss ab/, /connection was lost/],
  nobody: ['nothing', /Dort nimmt niemand Verbindungen an/, /Nobody takes connections there/],
};

const outcomes = {
  de: [
    'beantwortet',
    'keine Angaben',
    'abgelehnt',
    'Register antwortet nicht',
    'seit der Vorschau geändert',
    'noch offen',
  ],
  en: [
    'answered',
    'no data',
    'refused',
    'register does not answer',
    'changed since the preview',
    'still open',
  ],
};

const on = webhookGateway();
const film = new Film('developer-states');
let portal: Awaited<ReturnType<typeof lonePortal>>;
let browser: Browser;
let who: Visitor;
let page: Page;

beforeAll(async () => {
  const nowhere = `http://127.0.0.1:${await freePort()}/none`;
  const callbacks = languages.flatMap((language) =>
    Object.entries(pings).map(([name, [does]]) => ({
      ...{ id: `hannover-${name}-${language}`, authority: PARKING },
      url: does === 'nothing' ? nowhere : on.url(name),
    })),
  );
  await on.register(callbacks);
  for (const { id } of callbacks)
    await on.gateway.inner.call(on.gateway.parking, 'POST', `/v1/callbacks/${id}/secrets`, {});
  register.clear();
  const none: readonly string[] = [];
  const others = { procedures: none, residents: none, vehicles: none, business: none };
  portal = await lonePortal('operators', undefined, {
    services: { operator: ['http://operator.test'], gateway: [GATEWAY], ...others },
    serviceCallUrls: { operator: [nowhere], gateway: [on.gateway.inner.url], ...others },
  });
  browser = await openBrowser();
  who = await visitor(browser, { isReduced: true });
  page = who.page;
}, 300_000);
// All looks together may take longer than a token is good for.
beforeEach(async () => {
  const { cookie } = await portal.app.get(SessionStore).begin({
    person: { subject: 'p_dora', level: 'high' },
    tokens: { [GATEWAY]: { token: await on.gateway.inner.developer(PARKING), until: Date.now() + 240_000 } },
  });
  await who.context.addCookies([{ name: 'einmal-operators', value: cookie, url: at(''), httpOnly: true }]);
});
afterAll(async () => {
  await browser?.close();
  await portal?.stop();
});

/** What no role of an app may write. */
async function asAdministrator(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: on.gateway.inner.database.adminUrl });
  await client.connect();
  await client.query(text);
  await client.end();
}

const at = (path: string): string => `http://127.0.0.1:${portal.port}${path}`;

async function press(id: string): Promise<void> {
  await page
    .locator('form', { has: page.locator(`input[value="${id}"]`) })
    .getByRole('button')
    .click();
  await page.locator('#pinged').waitFor({ timeout: 60_000 });
}

describe('the pages of developers', () => {
  it.each(Object.keys(pings))(
    'say what came of a test event to an address that %s',
    async (name) => {
      on.receiver.behaviour = (response, received) => {
        const does = pings[received.path.slice(1)]?.[0];
        return typeof does === 'function' ? does(response, received) : void response.destroy();
      };
      for (const language of languages) {
        await page.goto(at(`/${language}/dev/callbacks`));
        await press(`hannover-${name}-${language}`);
        const said = (await page.textContent('main')) ?? '';
        expect(said).toMatch(pings[name]![language === 'de' ? 1 : 2]);
        expect([name, await wrongWith(page, `ping ${name} ${language}`, film)]).toEqual([name, []]);
      }
      on.receiver.release();
    },
    120_000,
  );

  it('say of a second test event that it comes too soon', async () => {
    for (const language of languages) {
      await page.goto(at(`/${language}/dev/callbacks`));
      await press(`hannover-takes-${language}`);
      await press(`hannover-takes-${language}`);
      const [said] = await page.locator('#pinged').allTextContents();
      expect(said).toContain(language === 'de' ? 'Warten Sie zehn Sekunden' : 'Wait for ten seconds');
      expect(await wrongWith(page, `ping too soon ${language}`, film)).toEqual([]);
    }
  }, 120_000);

  it('show each way in which a request is answered', async () => {
    const token = await on.gateway.inner.machine('parking-hannover', PARKING);
    const ask = (question: object) => on.gateway.inner.call(token, 'POST', '/v1/lookups', question);
    for (let count = 0; count < 5; count += 1)
      expect((await ask({ ...vehicle, fields: ['plate'] })).status).toBe(200);
    await ask({ ...residence, fields: ['familyName'], consentId: 'p9TkYQ2mVt0XlcnZ6bKq4dGh1sRwJu8e' });
    await asAdministrator(`
      set session_replication_role = replica;
      delete from outcome where decision_id = (select max(decision_id::text)::uuid from outcome);
      update outcome o set status = n.status
      from (select decision_id, (array['NO_EVIDENCE', 'REGISTER_UNAVAILABLE', 'CHANGED', 'EVIDENCE'])[row_number() over ()] as status
        from outcome) n
      where n.decision_id = o.decision_id`);
    for (const language of languages) {
      await page.goto(at(`/${language}/dev/asked`));
      const said = (await page.textContent('main')) ?? '';
      expect(outcomes[language].filter((outcome) => !said.includes(outcome))).toEqual([]);
      expect(await wrongWith(page, `asked ${language}`, film)).toEqual([]);
    }
  }, 120_000);
});
