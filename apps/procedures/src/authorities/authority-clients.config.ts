import { IsOptional, IsUrl } from 'class-validator';
import type { JWK } from 'jose';
import { ContentUnusable, membersOf, ReadJson, Setting } from '#libs/service-kit';

/** As whom this app asks the gateway for an authority, and what opens what is released to it. */
export interface AuthorityClient {
  readonly clientId: string;
  /** Private; signs the client's assertions. */
  readonly clientJwk: JWK;
  /** Private, P-256. */
  readonly encryptionJwk: JWK;
}
export type AuthorityClients = ReadonlyMap<string, AuthorityClient>;

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** AUTHORITY_CLIENTS, GATEWAY_URL, GATEWAY_AUDIENCE, TOKEN_URL, TOKEN_CALL_URL, CALLBACKS. */
export class AuthorityClientsConfig {
  @Setting(
    'The authorities whose cases are kept here, as JSON by id: `clientId` and `clientJwk` of a client of theirs with the scope `lookup`, and `encryptionJwk` (P-256) for what is released to them.',
    { secret: true },
  )
  @ReadJson(readClients)
  readonly authorityClients!: AuthorityClients;

  @Setting('Internal door of the gateway (its INTERNAL_URL), at which releases are taken.')
  @IsUrl(plainUrl)
  readonly gatewayUrl!: string;

  @Setting('PUBLIC_URL of the gateway, which is the audience of the tokens for it.')
  @IsUrl(plainUrl)
  readonly gatewayAudience!: string;

  @Setting(
    'Where the issuer gives tokens, as it calls that itself, which proofs of possession name; `<ISSUER_URL>/token` unless given.',
  )
  @IsOptional()
  @IsUrl(plainUrl)
  readonly tokenUrl?: string;

  @Setting('The address at which TOKEN_URL is reached, where that is another one; TOKEN_URL unless given.')
  @IsOptional()
  @IsUrl(plainUrl)
  readonly tokenCallUrl?: string;

  @Setting(
    "Where an authority's own system is told of submissions and decisions, as JSON: HTTPS addresses by the authority's id.",
  )
  @IsOptional()
  @ReadJson(readCallbacks)
  readonly callbacks?: ReadonlyMap<string, string>;
}

function readClients(content: unknown): AuthorityClients {
  return new Map(
    entriesOf(content).map(([authority, entry]) => {
      const { clientId, clientJwk, encryptionJwk } = membersOf(authority, entry, [
        'clientId',
        'clientJwk',
        'encryptionJwk',
      ]);
      if (typeof clientId !== 'string' || !ID.test(clientId))
        throw new ContentUnusable(
          `${authority}.clientId is no client id; write the one that the issuer knows`,
        );
      return [authority, { clientId, clientJwk: jwkOf(clientJwk), encryptionJwk: p256Of(encryptionJwk) }];
    }),
  );

  function jwkOf(jwk: unknown): JWK {
    if (typeof jwk !== 'object' || jwk === null || !('kty' in jwk) || !('d' in jwk))
      throw new ContentUnusable('a clientJwk is no private JWK; write one with kty and d');
    return jwk as JWK;
  }

  function p256Of(jwk: unknown): JWK {
    const key = jwkOf(jwk);
    if (key.kty !== 'EC' || key.crv !== 'P-256' || typeof key.kid !== 'string')
      throw new ContentUnusable(
        'an encryptionJwk is no P-256 key with kid; make one with docs/connect/release.mjs',
      );
    return key;
  }
}

const entriesOf = (content: unknown): [string, unknown][] => {
  if (typeof content !== 'object' || content === null || Array.isArray(content))
    throw new ContentUnusable('is no object; write the ids of authorities as its members');
  const entries = Object.entries(content);
  if (entries.some(([authority]) => !ID.test(authority)))
    throw new ContentUnusable('has a member that is no id of an authority; write them as identity has them');
  return entries;
};

function readCallbacks(content: unknown): ReadonlyMap<string, string> {
  return new Map(
    entriesOf(content).map(([authority, url]) => {
      if (typeof url !== 'string' || !URL.canParse(url))
        throw new ContentUnusable(`${authority} has no address; write a URL`);
      return [authority, url];
    }),
  );
}
