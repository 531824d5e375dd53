import type { ManagedProcess } from '#libs/local-services';
import { sendJson } from '../deploy/local/http-json.ts';
import { IsolatedStack } from '../deploy/local/isolated-stack.ts';
import { authorityOf } from '../deploy/local/sample-split.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import { today } from '../deploy/sample/days.ts';
import { sample } from '../deploy/sample/sample.ts';
import { offeredBy, PortalVisitor, type VisitedPage } from './portal-visitor.ts';

const apps = ['identity', 'residents', 'vehicles', 'business', 'gateway', 'portal', 'portal-staff'] as const;
const people = { seed: 1, residents: 5, vehicles: 2, referenceDate: '2026-01-01' };

/** The portal before real services that know the persons of the demonstration, and who signs in there. */
export class PortalGuests {
  readonly stack: IsolatedStack;
  private gateway: ManagedProcess;

  private constructor(stack: IsolatedStack, gateway: ManagedProcess) {
    this.stack = stack;
    this.gateway = gateway;
  }

  static async start(): Promise<PortalGuests> {
    const stack = await IsolatedStack.start(apps);
    const started = await Promise.all(apps.map(async (app) => [app, await stack.startApp(app)] as const));
    for (const { register, record } of sample({ ...people, lockedSince: today() })) {
      const token = await tokenOf(stack.endpoints, `officer-${register}`, authorityOf(register, record));
      const url = `${stack.endpoints.apps[register]}/v1/${register}`;
      await sendJson({ method: 'POST', url, token, body: record });
    }
    return new PortalGuests(stack, new Map<string, ManagedProcess>(started).get('gateway')!);
  }

  at(path: string): string {
    return this.stack.endpoints.apps.portal + path;
  }

  async signedIn(login: string): Promise<PortalVisitor> {
    const visitor = new PortalVisitor();
    const issuer = await visitor.open(this.at('/de/login/start?to=/de/logout&level=high'));
    const { url } = await visitor.open(issuer.url, { login });
    if (url !== this.at('/de/logout')) throw new Error(`The login of ${login} led elsewhere.`);
    return visitor;
  }

  /** As a page of the portal sends it; goes on to where that leads. */
  async send(
    visitor: PortalVisitor,
    path: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<VisitedPage> {
    const formKey = offeredBy(await visitor.open(this.at('/de/logout'))).get('formKey') ?? '';
    return visitor.open(this.at(path), { formKey, ...fields });
  }

  async withoutGateway<T>(work: () => Promise<T>): Promise<T> {
    await this.gateway.kill9();
    try {
      return await work();
    } finally {
      this.gateway = await this.stack.startApp('gateway');
    }
  }
}

/** A page but for what belongs to one request alone: ids, the time, the key of the session. */
export const alike = ({ html }: VisitedPage): string =>
  html
    .replaceAll('%2F', '/')
    .replaceAll(/(formKey" value="|data-session-lasts=")[^"]+/g, '$1#')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w-]{32}/g, '#')
    .replaceAll(/\d{2}:\d{2}(:[\d.]+Z)?/g, 'time');

export const words = ({ html }: VisitedPage): string =>
  html.slice(html.indexOf('<main'), html.indexOf('</main')).replaceAll(/<[^>]*>/g, ' ');

/** What a citizen is not shown: the exchange's own names and empty values. */
export const ownNames =
  /\bnull\b|undefined|\[object|residents\.|resident-parking-permit|strassenverkehr-|own-data|CHOICE|DISCLOSED/;
