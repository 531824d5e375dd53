import { registerNames } from '#libs/contracts';
import { NestedList, NestedObject } from '#libs/service-kit';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  ValidateBy,
  ValidateIf,
  type ValidationArguments,
} from 'class-validator';

export const serviceNames = ['gateway', ...registerNames, 'operator', 'procedures'] as const;
export type ServiceName = (typeof serviceNames)[number];

export const realms = ['citizens', 'staff'] as const;
export type Realm = (typeof realms)[number];

/** Ids of clients and authorities. */
export const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LOOPBACK_REDIRECT = /^(https?:\/\/(?:127\.0\.0\.1|\[::1\]|localhost))(?::\d{1,5})?(\/[^#\s]*)$/;

/** A loopback address without its port, which each request chooses (RFC 8252 §7.3); nothing for any other address. */
export function withoutPort(address: string): string | undefined {
  const [, origin, path] = LOOPBACK_REDIRECT.exec(address) ?? [];
  return origin && path && origin + path;
}

/** A public JWK (RFC 7517). Private members are not listed, so a file that holds one is refused. */
export class PublicKey {
  @IsIn(['EC', 'OKP', 'RSA']) readonly kty!: string;
  @Matches(/^\S{1,128}$/) readonly kid!: string;
  @IsIn(['ES256', 'EdDSA', 'PS256']) readonly alg!: string;
  @IsOptional() @IsIn(['sig']) readonly use?: string;
  @IsOptional() @IsArray() readonly key_ops?: string[];
  @IsOptional() @IsIn(['P-256', 'Ed25519']) readonly crv?: string;
  @IsOptional() @IsString() readonly x?: string;
  @IsOptional() @IsString() readonly y?: string;
  @IsOptional() @IsString() readonly n?: string;
  @IsOptional() @IsString() readonly e?: string;
}

export const tokenBindings = ['certificate', 'dpop'] as const;
export type ClientTokenBinding = (typeof tokenBindings)[number];

export class PublicKeySet {
  @ArrayNotEmpty() @NestedList(() => PublicKey, 100) readonly keys!: PublicKey[];
}

export class ServiceAccess {
  /** Resolved to the service's base URL in SERVICE_URLS. */
  @IsIn(serviceNames) readonly service!: ServiceName;
  @ArrayNotEmpty() @Matches(/^[a-z:]+$/, { each: true }) readonly scopes!: string[];
}

/** What a client may be told of who has logged in there, by the userinfo endpoint and by nothing else. */
const tellable = { citizens: ['name', 'birthdate', 'idnr'], staff: ['name', 'authority'] } as const;
export type Told = (typeof tellable)[Realm][number];

const TellableAtClient = (): PropertyDecorator =>
  ValidateBy({
    name: 'tellableAtClient',
    validator: {
      validate: (told, of) => {
        const { grant, users = 'citizens' } = (of as ValidationArguments).object as ClientEntry;
        const known: readonly unknown[] = grant === 'authorization_code' ? tellable[users] : [];
        return Array.isArray(told) && told.every((each) => known.includes(each));
      },
      defaultMessage: () =>
        'names what is told to no such client: name, birthdate, idnr where citizens log in; name, authority where staff do',
    },
  });

export class ClientEntry {
  @Matches(NAME) readonly clientId!: string;
  /** Shown on the login page. */
  @IsString() readonly name!: string;
  /** `authorization_code` clients are first party: what they ask for within `access` is granted without a consent page. */
  @IsIn(['client_credentials', 'authorization_code'])
  readonly grant!: 'client_credentials' | 'authorization_code';
  /** Whose logins an `authorization_code` client takes; default `citizens`. A desk takes those of `staff`, and no citizen's. */
  @IsOptional() @IsIn(realms) readonly users?: Realm;
  /**
   * Whether an `authorization_code` client keeps sessions: it gets a refresh token (RFC 6749 §6) beside the first access
   * token, good for SESSION_LIFETIME_S after the login.
   */
  @IsOptional() @IsBoolean() readonly keepsSessions?: boolean;
  /** What the userinfo endpoint tells the client (OpenID Connect Core §5.3); without it, it tells nothing. */
  @IsOptional() @ArrayNotEmpty() @ArrayUnique() @TellableAtClient() readonly told?: readonly Told[];
  /** Authority a machine client acts for; becomes the claim `authority` of its tokens. */
  @ValidateIf((client: ClientEntry) => client.grant === 'client_credentials')
  @Matches(NAME)
  readonly authority?: string;
  /** Others that it may act for: a token request names one of them in `authority`, and the token names that one alone. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20_000)
  @Matches(NAME, { each: true })
  readonly authorities?: string[];
  /** Loopback addresses, with TLS or without; the port of a request may differ (RFC 8252 §7.3). */
  @ValidateIf((client: ClientEntry) => client.grant === 'authorization_code')
  @ArrayNotEmpty()
  @Matches(LOOPBACK_REDIRECT, { each: true })
  readonly redirectUris?: string[];
  /**
   * What the client's access tokens are bound to: the certificate on the connection of the token request (RFC 8705), or the
   * key of its proof (RFC 9449). Whoever shows none gets no token. Without this, a proof binds the token, and nothing has to.
   */
  @IsOptional() @IsIn(tokenBindings) readonly tokenBinding?: ClientTokenBinding;
  /** Where people begin anew whose login failed: the start page of an `authorization_code` client. */
  @IsOptional() @Matches(LOOPBACK_REDIRECT) readonly homeUri?: string;
  /** Keys that verify the client's assertions (`private_key_jwt`, RFC 7523). */
  @NestedObject(() => PublicKeySet) readonly jwks!: PublicKeySet;
  @ArrayNotEmpty()
  @ArrayUnique((access: ServiceAccess) => access.service)
  @NestedList(() => ServiceAccess, serviceNames.length)
  readonly access!: ServiceAccess[];
}

/** CLIENTS_FILE; an example is apps/identity/data/clients.example.json. */
export class ClientsFile {
  @ArrayNotEmpty()
  @ArrayUnique((client: ClientEntry) => client.clientId)
  @NestedList(() => ClientEntry, 10_000)
  readonly clients!: ClientEntry[];
}
