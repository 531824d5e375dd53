import type { PortalConfig, ServiceName } from '../portal.config.ts';
import type { OpenSession } from '../sessions/index.ts';

/** What is done with a new session before the login leads on. */
export type AfterLogin = (open: OpenSession) => Promise<void>;
export const AFTER_LOGIN = Symbol('AFTER_LOGIN');

/** What staff may do, by service: of these a person gets what their roles allow, and no token for the others. */
const staffScopes: Readonly<Partial<Record<ServiceName, string>>> = {
  procedures: 'procedures:clerk',
  residents: 'residents:officer',
  vehicles: 'vehicles:officer',
  business: 'business:officer',
};
const operatorScopes: Readonly<Partial<Record<ServiceName, string>>> = {
  operator: 'operator',
  gateway: 'development',
};
const citizenScopes: Readonly<Partial<Record<ServiceName, string>>> = {
  gateway: 'citizen',
  procedures: 'citizen',
};

/** Where who works at the console may have a role. */
export const consoleServices = Object.keys(operatorScopes) as readonly ServiceName[];

const scopesOf = { citizens: citizenScopes, staff: staffScopes, operators: operatorScopes };

/** What a login at this portal is for: one for everything that its visitors do here, at every office of a register. */
export function askedAt({ visitors, services }: Pick<PortalConfig, 'visitors' | 'services'>): {
  readonly services: readonly string[];
  readonly scope: string;
} {
  const scopes = scopesOf[visitors];
  return {
    services: Object.keys(scopes).flatMap((name) => services[name as ServiceName]),
    scope: [...new Set(Object.values(scopes))].join(' '),
  };
}
