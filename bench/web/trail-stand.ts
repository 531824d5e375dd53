import type { ManagedProcess } from '#libs/local-services';
import { sendJson } from '../../deploy/local/http-json.ts';
import { asker, choose, citizen, question } from '../../deploy/local/parking-choice.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import { Guest } from '../../test/portal/guest.ts';
import { PortalStand } from '../../test/portal/portal-stand.ts';
import { applyBenchPolicy } from '../lookup/policy.ts';
import type { Visit } from './first-visits.ts';
import { asking, type Contender } from './loads.ts';

const ROWS = 20;

/** Both portals with their services, and a person about whom an authority asked twenty times. */
export class TrailStand {
  readonly rows = ROWS;
  readonly pids: Readonly<Record<string, number>>;
  readonly contenders: { readonly page: Contender; readonly calls: Contender };
  readonly visits: readonly Visit[];
  private readonly stand: PortalStand;

  private constructor(stand: PortalStand, cookie: string, token: string) {
    this.stand = stand;
    const { portal } = stand;
    const { gateway } = stand.stack.endpoints.apps;
    const pidOf = (app: 'portal' | 'gateway' | 'procedures'): number => stand.processOf(app).pid;
    const postgres: ManagedProcess = stand.stack.postgres;
    this.pids = { portal: pidOf('portal'), gateway: pidOf('gateway'), postgres: postgres.pid };
    this.contenders = {
      page: asking(`${portal}/de/trail`, { cookie }, 'Bewohnerparkausweis'),
      calls: asking(
        `${gateway}/v1/me/disclosures?limit=${ROWS}`,
        { authorization: `Bearer ${token}` },
        'disclosures',
      ),
    };
    const [name = '', value = ''] = cookie.split('=', 2);
    const session = { name, value, url: portal };
    this.visits = [
      { name: 'start page', url: `${portal}/de` },
      { name: 'service', url: `${portal}/de/services/resident-parking-permit` },
      { name: 'data trail', url: `${portal}/de/trail`, session },
    ];
  }

  static async start(): Promise<TrailStand> {
    const stand = await PortalStand.start();
    const { endpoints } = stand.stack;
    // On consent an authority may ask without a preview.
    await applyBenchPolicy(stand.stack, asker);
    const consentId = await choose(endpoints, citizen);
    const { idnr, birthDate } = endpoints.citizens[citizen]!;
    const token = await tokenOf(endpoints, asker);
    const { evidenceType, purpose } = question;
    const body = { evidenceType, purpose, subject: { idnr, birthDate }, consentId };
    for (let row = 0; row < ROWS; row++)
      await sendJson({ method: 'POST', url: `${endpoints.apps.gateway}/v1/lookups`, token, body });
    const anna = new Guest();
    await anna.signIn(stand.portal, citizen, '/de/trail');
    const cookie = [...anna.cookies].find(([name]) => name === 'einmal-citizens')!.join('=');
    return new TrailStand(stand, cookie, await tokenOf(endpoints, citizen));
  }

  stop(): Promise<void> {
    return this.stand.stack.stop();
  }
}
