import { randomUUID } from 'node:crypto';
import { demoCompanies } from '../../deploy/sample/demo-companies.ts';
import { mila } from '../demo-family.ts';
import { below, drafts } from './draft.ts';
import { type Act, led, type Place, type Row, send, sendFirst } from './page-row.ts';

const drafted =
  (kind: keyof typeof drafts, step: string): Place =>
  async (_, who) =>
    `${below((await drafts[kind](who)).path)}/${step}`;
const aboutChild: Act = async (page) => {
  await page.locator('#for').check();
  await page.locator('details:has(#childIdnr) summary').click();
  await page.locator('#childIdnr').fill(mila.idnr);
  await page.locator('#childBirthDate').fill(mila.birthDate.split('-').toReversed().join('.'));
  await send(page);
};
const aboutCompany: Act = async (page) => {
  await page.locator('#for-1').check();
  const { registerNumber } = demoCompanies.alone.register;
  await page.locator('#euid').fill(`DEP2305.${registerNumber.replace(' ', '')}`);
  await send(page);
};
/** The address to which the issuer leads back names no language; of somebody unknown the browser's counts. */
const failToSignIn: Act = async (page) => {
  const { pathname, origin } = new URL(page.url());
  await page.setExtraHTTPHeaders({ 'accept-language': pathname.slice(1, 3) });
  await page.goto(`${origin}/callback?code=x&state=y`);
};
/** As a page that was made for another session. */
const forge: Act = async (page) => {
  await page.evaluate(`document.querySelector('main input[name=formKey]').value = 'of another session'`);
  await page.locator('main form button').first().click();
};

/** Every page in every state, and how to get there. */
export const citizenRows: readonly Row[] = [
  ['guest', 'start', ''],
  ['guest', 'signed out', '?signedOut=yes', (page) => page.getByRole('status').waitFor()],
  ['guest', 'service parking', '/services/resident-parking-permit'],
  ['guest', 'service trade', '/services/trade-notice'],
  ['guest', 'login', '/login?to=%2Fde%2Fapplications'],
  ['guest', 'login ended', '/login?to=%2Fde%2Fapplications&ended=yes'],
  ['guest', 'login failed', '/login', failToSignIn],
  ['guest', 'login higher', '/login?to=%2Fde%2Fdata&level=high'],
  ['guest', 'simple', '/simple'],
  ['guest', 'accessibility', '/accessibility'],
  ['guest', 'not found', '/nothing'],
  ['anna', 'start signed in', ''],
  ['anna', 'begin', '/services/resident-parking-permit/begin'],
  ['anna', 'acting', ({ seen }) => `${seen}/acting`],
  [
    'anna',
    'acting faults',
    ({ forChild }) => `${forChild}/acting`,
    async (page) => {
      await page.locator('#childIdnr').fill('12345678901');
      await send(page);
    },
  ],
  ['anna', 'fields', ({ seen }) => `${seen}/fields/vehicle`],
  ['anna', 'source', ({ seen }) => `${seen}/sources/1`],
  ['anna', 'preview of a child', ({ forChild }) => `${forChild}/preview`],
  ['anna', 'source of a choice that is over', ({ seen }) => `${seen}/preview`, led],
  [
    'anna',
    'fields faults',
    ({ seen }) => `${seen}/fields/vehicle`,
    async (page) => {
      await page.locator('#plate').fill('H 1');
      await send(page);
    },
  ],
  ['anna', 'company', ({ company }) => `${company}/fields/trade`],
  ['anna', 'company faults', ({ company }) => `${company}/fields/trade`, send],
  ['anna', 'statement', ({ whole }) => `${whole}/fields/statement`],
  ['anna', 'remove', ({ whole }) => `${whole}/remove`],
  ['anna', 'received', ({ waiting }) => `${waiting!.replace('/done', '')}/done`],
  ['anna', 'paper seen', ({ paperSeen }) => paperSeen!.replace('/done', '')],
  ['anna', 'check with a paper', drafted('paper', 'check')],
  ['anna', 'granted', ({ granted }) => granted!],
  ['anna', 'refused', ({ refused }) => refused!],
  ['anna', 'asked', ({ asked }) => asked!.replace('/done', '')],
  ['anna', 'answer', ({ asked }) => `${asked!.replace('/done', '')}/answer`],
  ['anna', 'answer faults', ({ asked }) => `${asked!.replace('/done', '')}/answer`, send],
  ['anna', 'applications', '/applications'],
  ['anna', 'applications later', ({ waiting }) => `/applications?after=${waiting!.split('/')[2]}`],
  ['anna', 'application unknown', () => `/applications/${randomUUID()}`],
  ['anna', 'permissions', '/permissions'],
  ['anna', 'ending', ({ permission }) => `${permission}/end`],
  ['anna', 'ended', ({ given }) => `${given}/end`],
  ['anna', 'anew', ({ given }) => `${given}/anew`],
  ['anna', 'confirm', ({ permission }) => `${permission}/confirm`],
  ['anna', 'confirm faults', ({ permission }) => `${permission}/confirm`, send],
  ['anna', 'receipt', ({ receipt }) => receipt!],
  ['anna', 'receipt of an ended one', ({ endedReceipt }) => endedReceipt!],
  ['anna', 'requests', '/requests'],
  ['anna', 'request', ({ request }) => `${request}/1`],
  ['anna', 'request faults', ({ request }) => `${request}/1`, send],
  ['anna', 'request about a vehicle', ({ request }) => `${request}/2`],
  [
    'anna',
    'request about a vehicle faults',
    ({ request }) => `${request}/2`,
    async (page) => {
      await page.locator('#way').check();
      await send(page);
    },
  ],
  ['anna', 'trail', '/trail'],
  ['anna', 'trail unfolded', '/trail', (page) => page.locator('.folded-list summary').first().click()],
  ['anna', 'trail later', ({ entry }) => `/trail?after=${entry!.split('/')[2]}`],
  ['anna', 'represented', '/trail/represented'],
  ['anna', 'represented faults', '/trail/represented', send],
  ['anna', 'represented child', '/trail/represented', aboutChild],
  ['anna', 'represented company', '/trail/represented', aboutCompany],
  ['anna', 'trail filtered to nothing', '/trail?register=business'],
  ['anna', 'entry', ({ entry }) => entry!],
  ['anna', 'entry content', ({ entry }) => entry!, sendFirst],
  ['anna', 'entry refused', ({ refusedEntry }) => refusedEntry!],
  ['anna', 'report', ({ entry }) => `${entry}/report`],
  ['anna', 'report faults', ({ entry }) => `${entry}/report`, send],
  ['anna', 'reported', ({ reported }) => `${reported}/report`],
  ['anna', 'data', '/data'],
  ['anna', 'data faults', '/data', send],
  [
    'anna',
    'data shown',
    '/data',
    async (page) => {
      await page.locator('input[name=register]').first().check();
      await send(page);
    },
  ],
  ['anna', 'preview', drafted('seen', 'preview')],
  ['anna', 'preview one used', drafted('declined', 'preview')],
  ['anna', 'another way', drafted('declined', 'sources/2/other')],
  ['anna', 'another way faults', drafted('declined', 'sources/2/other'), send],
  ['anna', 'entering data', drafted('entered', 'fields/holder')],
  ['anna', 'entering data faults', drafted('entered', 'fields/holder'), send],
  ['anna', 'check', drafted('whole', 'check')],
  ['anna', 'acting of what was used', drafted('whole', 'acting')],
  [
    'anna',
    'request preview',
    async ({ request }, anna) => {
      await anna.send(`/de${request}/1`, { way: 'FETCH' });
      return `${request}/1/preview`;
    },
  ],
  ['anna', 'logout', '/logout'],
  ['anna', 'forged', '/logout', forge],
  ['door', 'door', ''],
  ['door', 'door not found', '/nothing'],
  ['bernd', 'trail empty', '/trail'],
  ['bernd', 'applications empty', '/applications'],
  ['bernd', 'permissions empty', '/permissions'],
  ['bernd', 'requests empty', '/requests'],
  ['clara', 'without a number', '/trail'],
];
