import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { registerNames, type RegisterName } from '#libs/contracts';
import { type KafkaAccounts, LocalFailure } from '#libs/local-services';
import { appNames, type AppName } from '../description/app-names.ts';
import type { SecretName } from '../description/sources.ts';
import { demoClients, procedureAuthorities, proceduresClient } from './demo-clients.ts';
import { type KafkaPrincipal, kafkaPrincipals } from './event-topics.ts';
import type { LocalHome } from './local-home.ts';

/** Made once per `.local`, kept there with mode 600, never printed. */
export interface Secrets {
  readonly databasePasswords: Readonly<Record<AppName, { readonly migrator: string; readonly app: string }>>;
  /** Of the broker that we start. */
  readonly kafkaAccounts: KafkaAccounts;
  readonly kafkaPasswords: Readonly<Record<KafkaPrincipal, string>>;
  /** Ed25519; the registers pin its public half. */
  readonly permitSigningJwk: JWK;
  readonly citizenPseudonymKey: string;
  readonly subjectPseudonymKey: string;
  readonly eventPseudonymKeys: Readonly<Record<RegisterName, string>>;
  /** ES256; the issuer's. */
  readonly tokenSigningJwk: JWK;
  /** Ed25519; signs the reports of replays. */
  readonly reportSigningJwk: JWK;
  /** Encrypts the secrets of callbacks in the gateway's database. */
  readonly webhookSecretKey: string;
  readonly cookieKeys: readonly string[];
  /** Wraps the keys of drafts and submissions. */
  readonly contentKey: string;
  /** P-256, by authority: opens what is released to it. */
  readonly authorityJwks: Readonly<Record<string, JWK>>;
  /** ES256, by client id. */
  readonly clientJwks: Readonly<Record<string, JWK>>;
}

const file = 'secrets.json';

function randomKey(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

async function signingJwk(alg: 'EdDSA' | 'ES256', kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' };
}

async function encryptionJwk(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true });
  return { ...(await exportJWK(privateKey)), kid, use: 'enc' };
}

async function record<K extends string, V>(
  keys: readonly K[],
  make: (key: K) => V | Promise<V>,
): Promise<Record<K, V>> {
  const entries = await Promise.all(keys.map(async (key) => [key, await make(key)] as const));
  return Object.fromEntries(entries) as Record<K, V>;
}

async function generate(): Promise<Secrets> {
  const clientIds = demoClients.map(({ clientId }) => clientId);
  return {
    databasePasswords: await record(appNames, () => ({ migrator: randomKey(24), app: randomKey(24) })),
    kafkaAccounts: { broker: randomKey(24), admin: randomKey(24) },
    kafkaPasswords: await record(kafkaPrincipals, () => randomKey(24)),
    permitSigningJwk: await signingJwk('EdDSA', `permit-${randomKey(6)}`),
    citizenPseudonymKey: randomKey(),
    subjectPseudonymKey: randomKey(),
    eventPseudonymKeys: await record(registerNames, () => randomKey()),
    tokenSigningJwk: await signingJwk('ES256', `token-${randomKey(6)}`),
    reportSigningJwk: await signingJwk('EdDSA', `report-${randomKey(6)}`),
    webhookSecretKey: randomKey(),
    cookieKeys: [randomKey()],
    contentKey: randomKey(),
    authorityJwks: await record(procedureAuthorities, (name) => encryptionJwk(`${name}-${randomKey(6)}`)),
    clientJwks: await record(clientIds, (clientId) => signingJwk('ES256', `${clientId}-${randomKey(6)}`)),
  };
}

const authorityClients = ({ authorityJwks, clientJwks }: Secrets): object =>
  Object.fromEntries(
    procedureAuthorities.map((authority) => {
      const clientId = proceduresClient(authority);
      return [
        authority,
        { clientId, clientJwk: clientJwks[clientId], encryptionJwk: authorityJwks[authority] },
      ];
    }),
  );

/** A secret as the settings of an app hold it. */
export function secretText(secrets: Secrets, name: SecretName): string {
  const [kind = '', of = ''] = name.split('/');
  const texts: Readonly<Record<string, string | JWK | undefined>> = {
    'permit-signing-jwk': secrets.permitSigningJwk,
    'report-signing-jwk': secrets.reportSigningJwk,
    'citizen-pseudonym-key': secrets.citizenPseudonymKey,
    'subject-pseudonym-key': secrets.subjectPseudonymKey,
    'webhook-secret-key': secrets.webhookSecretKey,
    'cookie-keys': secrets.cookieKeys.join(','),
    'content-keys': `1:${secrets.contentKey}`,
    'authority-clients': JSON.stringify(authorityClients(secrets)),
    'event-pseudonym-keys': JSON.stringify(secrets.eventPseudonymKeys),
    'event-pseudonym-key': secrets.eventPseudonymKeys[of as RegisterName],
    'client-jwk': secrets.clientJwks[of],
  };
  const value = texts[kind];
  if (value === undefined) throw new Error(`There is no secret ${name}.`);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The public half of a signing key. */
export function publicHalf({ d: _private, ...rest }: JWK): JWK {
  return rest;
}

/** Reads the secrets of this home, making them on first use, and those that a newer version needs in addition. */
export async function readSecrets(home: LocalHome): Promise<Secrets> {
  const known = home.readJson<Secrets>(file);
  if (known !== undefined && !isUsable(known)) {
    throw new LocalFailure(
      `${home.path(file)} is incomplete: remove the folder ${home.folder}, then start again.`,
    );
  }
  if (known !== undefined && isComplete(known)) return known;
  const made = await generate();
  const secrets = {
    ...made,
    ...known,
    databasePasswords: { ...made.databasePasswords, ...known?.databasePasswords },
    eventPseudonymKeys: { ...made.eventPseudonymKeys, ...known?.eventPseudonymKeys },
    kafkaPasswords: { ...made.kafkaPasswords, ...known?.kafkaPasswords },
    clientJwks: { ...made.clientJwks, ...known?.clientJwks },
    authorityJwks: { ...made.authorityJwks, ...known?.authorityJwks },
  };
  home.writeJson(file, secrets);
  return secrets;
}

/** What no version did without: pseudonyms and passwords in the databases depend on these. */
function isUsable(known: Partial<Secrets>): boolean {
  const { databasePasswords, eventPseudonymKeys, citizenPseudonymKey, permitSigningJwk, tokenSigningJwk } =
    known;
  return Boolean(
    databasePasswords && eventPseudonymKeys && citizenPseudonymKey && permitSigningJwk && tokenSigningJwk,
  );
}

function isComplete(known: Secrets): boolean {
  return (
    appNames.every((app) => known.databasePasswords[app]) &&
    kafkaPrincipals.every((principal) => known.kafkaPasswords?.[principal]) &&
    registerNames.every((register) => known.eventPseudonymKeys[register]) &&
    demoClients.every(({ clientId }) => known.clientJwks?.[clientId]) &&
    procedureAuthorities.every((name) => known.authorityJwks?.[name]) &&
    Boolean(known.contentKey && known.kafkaAccounts && known.reportSigningJwk && known.webhookSecretKey)
  );
}
