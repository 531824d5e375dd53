import { randomUUID } from 'node:crypto';
import { type Row, send, sendFirst } from './page-row.ts';

/** The same of staff. */
export const staffRows: readonly Row[] = [
  ['colleague', 'staff start', ''],
  ['colleague', 'staff login', '/login?to=%2Fde%2Fclerk'],
  ['colleague', 'staff not found', '/nothing'],
  ['petra', 'desks', ''],
  ['petra', 'inbox', '/clerk'],
  ['petra', 'inbox decided', '/clerk?state=DECIDED'],
  ['petra', 'inbox nothing', '/clerk?state=RECEIVED'],
  ['petra', 'case waiting', ({ waitingDesk }) => waitingDesk!],
  ['petra', 'case taken', ({ takenDesk }) => takenDesk!],
  ['petra', 'case asked', ({ askedDesk }) => askedDesk!],
  ['petra', 'case refused', ({ refusedDesk }) => refusedDesk!],
  ['petra', 'decide', ({ takenDesk }) => `${takenDesk}/decision`],
  ['petra', 'decide faults', ({ takenDesk }) => `${takenDesk}/decision`, send],
  ['petra', 'paper', ({ takenDesk }) => `${takenDesk}/papers/vehicles.parking-permit.v1`],
  [
    'petra',
    'paper faults',
    ({ takenDesk }) => `${takenDesk}/papers/vehicles.parking-permit.v1`,
    async (page) => {
      await page.locator('#paper').fill('');
      await page.locator('#seenOn').fill('morgen');
      await send(page);
    },
  ],
  ['petra', 'case with a paper', ({ paperSeenDesk }) => paperSeenDesk!],
  ['petra', 'ask', ({ takenDesk }) => `${takenDesk}/question`],
  ['petra', 'ask faults', ({ takenDesk }) => `${takenDesk}/question`, send],
  ['petra', 'without role', '/vehicles'],
  ['viola', 'vehicle cases', '/vehicles/0'],
  ['viola', 'vehicle cases none', '/vehicles/0?state=CLOSED'],
  ['viola', 'vehicle case', ({ vehicleCase }) => vehicleCase!],
  [
    'viola',
    'vehicle case taken',
    async ({ vehicleCase }, viola) => {
      await viola.send(`/de${vehicleCase}`, {}, `/de${vehicleCase}/take`);
      return vehicleCase!;
    },
  ],
  ['viola', 'vehicle case closing', ({ vehicleCase }) => `${vehicleCase}/close`],
  ['viola', 'vehicle case closing faults', ({ vehicleCase }) => `${vehicleCase}/close`, send],
  ['viola', 'new address', ({ vehicleCase }) => vehicleCase!, sendFirst],
  [
    'viola',
    'vehicle case entered',
    async ({ vehicleCase }, viola) => {
      const { page, site } = viola;
      await page.goto(`${site}/de${vehicleCase}`);
      await sendFirst(page);
      await page.getByRole('button', { name: 'Anschrift eintragen' }).click();
      await page.getByText('Abgeschlossen').first().waitFor();
      return vehicleCase!;
    },
  ],
  ['hanna', 'residents cases', '/residents/0'],
  ['hanna', 'residents case', ({ residentsCase }) => residentsCase!],
  ['hanna', 'residents case closing', ({ residentsCase }) => `${residentsCase}/close`],
  ['hanna', 'residents case closing faults', ({ residentsCase }) => `${residentsCase}/close`, send],
  [
    'hanna',
    'residents case closed',
    async ({ residentsCase }, hanna) => {
      await hanna.send(`/de${residentsCase}`, {}, `/de${residentsCase}/take`);
      const found = { outcome: 'NOT_CONFIRMED', ground: 'BMG §6: the record was looked through' };
      await hanna.send(`/de${residentsCase}/close`, found);
      return residentsCase!;
    },
  ],
  ['hanna', 'case unknown', () => `/residents/0/cases/${randomUUID()}`],
];
