import { type Audience, demoClients } from '../local/demo-clients.ts';
import { audienceClaim, levelClaim, loginTimeClaim, userClaim } from './mappers.ts';
import type { ClientScope, Mapper } from './representation.ts';

/** Attributes of a user that become claims; only administration may write them. */
export const attributes = { person: 'person', authority: 'authority', withoutIdnr: 'no_idnr' } as const;

const scope = (name: string, isTold: boolean, protocolMappers: readonly Mapper[] = []): ClientScope => ({
  name,
  protocol: 'openid-connect',
  attributes: { 'include.in.token.scope': `${isTold}`, 'display.on.consent.screen': 'false' },
  protocolMappers,
});

/** Whom the tokens of a portal name, and of a desk. */
export const citizenClaims = 'einmal-citizen';
export const staffClaims = 'einmal-staff';
/** A token for one service, by the scope that stands for it: Keycloak has no stable resource parameter (RFC 8707). */
export const audienceScope = (service: Audience): string => `at-${service}`;

const servicesOf = ({ audience, besides = {} }: (typeof demoClients)[number]): readonly Audience[] => [
  audience,
  ...(Object.keys(besides) as Audience[]),
];
const services = [...new Set(demoClients.flatMap(servicesOf))];

/** Scopes of our services, as their routes ask for them. */
export const serviceScopes: readonly string[] = [
  ...new Set(
    demoClients.flatMap(({ scopes, besides = {} }) => [...scopes, ...Object.values(besides).flat()]),
  ),
];

export const clientScopes = (urlOf: (service: Audience) => string): readonly ClientScope[] => [
  ...serviceScopes.map((name) => scope(name, true)),
  ...services.map((service) => scope(audienceScope(service), false, [audienceClaim(urlOf(service))])),
  scope(citizenClaims, false, [
    userClaim('sub', attributes.person),
    userClaim('no_idnr', attributes.withoutIdnr, 'boolean'),
    levelClaim,
  ]),
  scope(staffClaims, false, [
    userClaim('sub', attributes.person),
    userClaim('authority', attributes.authority),
    levelClaim,
    loginTimeClaim,
  ]),
];
