import { get, type IncomingMessage } from 'node:http';
import pg from 'pg';
import { register } from 'prom-client';
import {
  OPERATOR,
  testOperator,
  type TestOperator,
} from '../../../apps/operator/src/testing/test-operator.ts';
import { SessionStore } from '../../../apps/portal/src/sessions/index.ts';
import { type Answer, lonePortal } from '../../../apps/portal/src/testing/lone-portal.ts';
import { eventually } from '#libs/test-kit';

type Options = Parameters<typeof testOperator>[0];

/** Somebody at the console, in a browser of their own. */
export interface Visitor {
  readonly cookie: string;
  open(path: string): Promise<Answer>;
  send(path: string, fields?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** What a console that is left open is told. */
export interface Told {
  readonly events: readonly { readonly event: string; readonly data: string }[];
  readonly isOver: boolean;
  leave(): void;
}

/** The console over a whole operator service, real Kafka and real PostgreSQL; who signed in has a session. */
export class ConsoleStand {
  readonly operator: TestOperator;
  readonly portal: Awaited<ReturnType<typeof lonePortal>>;
  /** To the database of the sessions. */
  readonly pool: pg.Pool;

  private constructor(operator: TestOperator, portal: Awaited<ReturnType<typeof lonePortal>>) {
    this.operator = operator;
    this.portal = portal;
    this.pool = new pg.Pool({ connectionString: portal.database.appUrl, max: 1 });
  }

  /** @param operatorUrl at which the console asks, instead of that of the service */
  static async start(options?: Options, operatorUrl?: string): Promise<ConsoleStand> {
    // A process has one registry of metrics, and each service wants it to itself.
    register.clear();
    const operator = await testOperator(options);
    register.clear();
    const none: readonly string[] = [];
    const people = { procedures: none, residents: none, vehicles: none, business: none };
    const portal = await lonePortal('operators', undefined, {
      services: { operator: [OPERATOR], gateway: [operator.url], ...people },
      serviceCallUrls: { operator: [operatorUrl ?? operator.url], gateway: [operator.url], ...people },
    });
    return new ConsoleStand(operator, portal);
  }

  async stop(): Promise<void> {
    await this.pool.end();
    await this.portal.stop();
    await this.operator.stop();
  }

  get sessions(): SessionStore {
    return this.portal.app.get(SessionStore);
  }

  /** @param person `sub` of the login @param token instead of one that was got for a fresh login */
  async signedIn(person: string, token?: string): Promise<Visitor> {
    const held = token ?? (await this.operator.surroundings.token(person, 'operator', 'operator-console'));
    const { cookie, session } = await this.sessions.begin({
      person: { subject: person, level: 'high' },
      tokens: { [OPERATOR]: { token: held, until: Date.now() + 240_000 } },
    });
    const header = `einmal-operators=${cookie}`;
    return {
      cookie,
      open: (path) => this.portal.ask('GET', path, {}, header),
      send: (path, fields = {}) =>
        this.portal.ask('POST', path, { formKey: session.formKey, ...fields }, header),
    };
  }

  /** Leaves a console open. */
  async watch({ cookie }: Visitor, path = '/de/ops/events'): Promise<Told> {
    const events: { event: string; data: string }[] = [];
    const told = { events, isOver: false, leave: () => undefined as void };
    const { port } = this.portal;
    const headers = { host: `127.0.0.1:${port}`, cookie: `einmal-operators=${cookie}` };
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = get({ host: '127.0.0.1', port, path, headers }, resolve);
      asked.on('error', reject);
      told.leave = () => void asked.destroy();
    });
    if (response.headers['content-type'] !== 'text/event-stream') throw new Error('No events came.');
    let rest = '';
    response.setEncoding('utf8').on('data', (text: string) => {
      const parts = (rest + text).split('\n\n');
      rest = parts.pop() ?? '';
      for (const part of parts) {
        const [event = '', data = ''] = part.split('\n').map((line) => line.slice(line.indexOf(':') + 2));
        events.push({ event, data });
      }
    });
    // Who leaves is no fault.
    response.on('error', () => undefined).on('end', () => (told.isOver = true));
    return told;
  }

  /** The figures that were told last, once they are as awaited. */
  async told(told: Told, what: string, is: (data: string) => boolean): Promise<string> {
    const read = (): Promise<string> =>
      Promise.resolve(told.events.findLast(({ event }) => event === 'figures')?.data ?? '');
    return eventually(what, read, (data) => data !== '' && is(data));
  }
}
