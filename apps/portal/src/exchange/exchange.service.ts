import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ResponseBodyError } from 'openid-client';
import {
  type AllRoutes,
  business,
  type Business,
  Einmal,
  gateway,
  type Gateway,
  operator,
  type Operator,
  procedures,
  type Procedures,
  residents,
  type Residents,
  type ServiceClient,
  type ServiceRoutes,
  TokenRefused,
  vehicles,
  type Vehicles,
} from '#libs/client';
import { consoleServices } from '../login/desks.ts';
import { Issuer } from '../login/issuer.client.ts';
import { PortalConfig, type ServiceName } from '../portal.config.ts';
import { type HeldToken, type OpenSession, type Session, SessionStore } from '../sessions/index.ts';

export const EINMAL = Symbol('EINMAL');

/** The login holds, and allows nothing at the service that was called. */
export const isWithoutRole = (error: unknown): boolean =>
  error instanceof TokenRefused && error.error === 'invalid_scope';

/** Calls the services for the person of a session, with the typed client and nothing that others could not do. */
@Injectable()
export class Exchange implements OnApplicationShutdown {
  /** Of one request, by service: its calls share one token, however many run at once. */
  private readonly asked = new WeakMap<OpenSession, Map<string, Promise<HeldToken>>>();

  constructor(
    @Inject(EINMAL) private readonly client: Einmal,
    private readonly config: PortalConfig,
    private readonly sessions: SessionStore,
    private readonly issuer: Issuer,
  ) {}

  gateway(open?: OpenSession): ServiceClient<Gateway.Routes> {
    return this.of(gateway, 'gateway', open);
  }

  procedures(open?: OpenSession): ServiceClient<Procedures.Routes> {
    return this.of(procedures, 'procedures', open);
  }

  residents(open: OpenSession, office = 0): ServiceClient<Residents.Routes> {
    return this.of(residents, 'residents', open, office);
  }

  vehicles(open: OpenSession, office = 0): ServiceClient<Vehicles.Routes> {
    return this.of(vehicles, 'vehicles', open, office);
  }

  business(open: OpenSession, office = 0): ServiceClient<Business.Routes> {
    return this.of(business, 'business', open, office);
  }

  operator(open: OpenSession): ServiceClient<Operator.Routes> {
    return this.of(operator, 'operator', open);
  }

  /** Whether the person has a role at a service; where they have none, the issuer gives no token for it. */
  async hasRoleAt(open: OpenSession, name: ServiceName, office = 0): Promise<boolean> {
    try {
      await this.token(open, this.config.services[name][office]!);
      return true;
    } catch (error) {
      if (isWithoutRole(error)) return false;
      throw error;
    }
  }

  /** The menu of the console goes by roles. A service that cannot be asked is left out until its page is opened. */
  async askForRoles(open: OpenSession): Promise<void> {
    const names = this.config.visitors === 'operators' ? consoleServices : [];
    await Promise.allSettled(names.map((name) => this.hasRoleAt(open, name)));
  }

  /** Whether one of those that keep a register has this number. */
  hasOffice(name: ServiceName, office: number): boolean {
    return this.config.services[name][office] !== undefined;
  }

  /** What names the person in one request: it is asked for each time, and kept nowhere. */
  async selfOf({ session }: OpenSession): Promise<Gateway.ActingPerson> {
    const idnr = (await this.issuer.numberOf(session).catch(refused)) ?? '';
    return { idnr, birthDate: session.person?.birthDate ?? '' };
  }

  onApplicationShutdown(): Promise<void> {
    return this.client.close();
  }

  /** @param open whose token goes with it; without, only what is open to everybody can be called */
  private of<R extends AllRoutes<R>>(
    routes: ServiceRoutes<R>,
    name: ServiceName,
    open?: OpenSession,
    office = 0,
  ): ServiceClient<R> {
    const resource = this.config.services[name][office]!;
    const url = (this.config.serviceCallUrls ?? this.config.services)[name][office]!;
    if (open === undefined) return this.client.open(routes, url);
    return this.client.session(routes, { url, token: () => this.token(open, resource) });
  }

  /** The one that the session holds, or a new one, which it holds then. */
  private async token(open: OpenSession, resource: string): Promise<string> {
    const asked = this.asked.get(open) ?? new Map<string, Promise<HeldToken>>();
    this.asked.set(open, asked);
    const earlier = asked.get(resource);
    // What lasts longer than a request outlives its token.
    if (earlier !== undefined && (await earlier).until > Date.now()) return (await earlier).token;
    const fresh = this.heldOrNew(open, resource);
    asked.set(resource, fresh);
    fresh.catch(() => asked.delete(resource));
    return (await fresh).token;
  }

  private async heldOrNew(open: OpenSession, resource: string): Promise<HeldToken> {
    const held = open.session.tokens[resource];
    if (held !== undefined && held.until > Date.now()) return held;
    const fresh = await this.issuer.tokenFor(open.session.refreshToken ?? '', resource).catch(refused);
    const hold = (now: Session): Session => ({ ...now, tokens: { ...now.tokens, [resource]: fresh } });
    await this.sessions.change(open.cookie, hold);
    // The menu of this very page shows it, too.
    open.session = hold(open.session);
    return fresh;
  }
}

function refused(error: unknown): never {
  throw error instanceof ResponseBodyError ? new TokenRefused(error.status, error.error) : error;
}
