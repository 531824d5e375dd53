import pg from 'pg';
import type { ManagedProcess } from '#libs/local-services';
import { IsolatedStack } from '../../deploy/local/isolated-stack.ts';
import { authorityOf } from '../../deploy/local/sample-split.ts';
import { sendJson } from '../../deploy/local/http-json.ts';
import { tokenOf } from '../../deploy/local/token-of.ts';
import { today } from '../../deploy/sample/days.ts';
import { sample } from '../../deploy/sample/sample.ts';

const services = ['identity', 'residents', 'vehicles', 'gateway', 'procedures'] as const;
const portals = ['portal', 'portal-staff'] as const;
type Portal = (typeof portals)[number];
type Killable = Portal | 'procedures' | 'gateway' | 'residents';

const people = { seed: 1, residents: 5, vehicles: 2, referenceDate: '2026-01-01' };

/** Both portals on the services that they call, with the records of the demonstration's persons. */
export class PortalStand {
  readonly stack: IsolatedStack;
  private readonly running: Map<string, ManagedProcess>;

  private constructor(stack: IsolatedStack, running: Map<string, ManagedProcess>) {
    this.stack = stack;
    this.running = running;
  }

  /** @param further services beside those that all walks need */
  static async start(further: readonly 'business'[] = []): Promise<PortalStand> {
    const apps = [...services, ...further, ...portals];
    const stack = await IsolatedStack.start(apps);
    const started = await Promise.all(apps.map(async (app) => [app, await stack.startApp(app)] as const));
    for (const { register, record } of sample({ ...people, lockedSince: today() })) {
      const token = await tokenOf(stack.endpoints, `officer-${register}`, authorityOf(register, record));
      const url = `${stack.endpoints.apps[register]}/v1/${register}`;
      await sendJson({ method: 'POST', url, token, body: record });
    }
    return new PortalStand(stack, new Map(started));
  }

  get portal(): string {
    return this.stack.endpoints.apps.portal;
  }

  get staff(): string {
    return this.stack.endpoints.apps['portal-staff'];
  }

  processOf(app: string): ManagedProcess {
    return this.running.get(app)!;
  }

  async kill(app: Killable): Promise<void> {
    await this.processOf(app).kill9();
  }

  async startAgain(app: Killable, settings: Readonly<Record<string, string>> = {}): Promise<void> {
    this.running.set(app, await this.stack.startApp(app, settings));
  }

  /** In the database of a portal, as its owner. */
  async query<R extends object>(sql: string, app: Portal = 'portal'): Promise<readonly R[]> {
    const client = new pg.Client({ connectionString: this.stack.databases[app].migratorUrl });
    await client.connect();
    try {
      return (await client.query<R>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  /** Every session is as if nothing had been done for longer than it lasts. */
  async endSessions(): Promise<void> {
    await this.query(`update session set lasts_until = now() - interval '1 second'`);
  }
}
