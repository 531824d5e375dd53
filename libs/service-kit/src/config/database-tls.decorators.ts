import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { IsPemFile, IsSetTogetherWith } from './kafka-security.decorators.ts';
import { Setting } from './setting.ts';

interface Given {
  readonly databaseTls?: unknown;
  readonly databaseTlsCaFile?: unknown;
  readonly databaseTlsCertFile?: unknown;
  readonly databaseTlsKeyFile?: unknown;
}

/** What goes there crosses no network. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])?$/;
const libpq = {
  sslrootcert: 'databaseTlsCaFile',
  sslcert: 'databaseTlsCertFile',
  sslkey: 'databaseTlsKeyFile',
} as const;

/** An address says nothing of encryption: what DATABASE_TLS says could not be told from it. */
const saysSsl = (url: URL): boolean =>
  [...url.searchParams.keys()].some((name) => /^ssl|^uselibpq/i.test(name));

/**
 * Whoever connects by the address connects as DATABASE_TLS says, each time by the files as they are then: the server is
 * verified, and there is no way back to plain text.
 */
function encrypted(text: unknown, given: Given): unknown {
  if (given.databaseTls !== 'on' || typeof text !== 'string' || !URL.canParse(text)) return text;
  const url = new URL(text);
  // Left as it is, and refused.
  if (saysSsl(url)) return text;
  url.searchParams.set('sslmode', 'verify-full');
  for (const [name, property] of Object.entries(libpq)) {
    const file = given[property];
    if (typeof file === 'string') url.searchParams.set(name, file);
  }
  return url.href;
}

/** On the address of a database, beside the settings below. */
export const ConnectsByTls = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value, obj }: { value: unknown; obj: Given }) => encrypted(value, obj)),
    judge('saysNoSsl', 'says nothing of ssl: DATABASE_TLS does', (value, { databaseTls }) => {
      if (typeof value !== 'string' || !URL.canParse(value)) return true;
      const url = new URL(value);
      return databaseTls === 'on' ? url.searchParams.get('sslmode') === 'verify-full' : !saysSsl(url);
    }),
  );

/** @param address the property that it is about */
export const DatabaseTlsMode = (address: string): PropertyDecorator =>
  applyDecorators(
    Setting(
      '`on` or `off`; off unless stated while the database is on this machine, elsewhere it has to be stated. With `on` the server is verified, and nothing goes in plain text.',
    ),
    judge(
      'isDatabaseTls',
      'is "on" or "off", and has to be stated unless the database is on this machine',
      (value, config) =>
        value === 'on' || value === 'off' || (value === undefined && isLocal(config[address])),
    ),
  );

const isLocal = (address: unknown): boolean =>
  typeof address !== 'string' || !URL.canParse(address) || loopback.test(new URL(address).hostname);

export const DatabaseTlsCaFile = (): PropertyDecorator =>
  applyDecorators(
    Setting(
      "PEM file of who signed the database's certificate; the authorities that Node knows unless given.",
    ),
    NeedsDatabaseTls(),
    IsPemFile('CERTIFICATE'),
  );

export const DatabaseTlsCertFile = (): PropertyDecorator =>
  applyDecorators(
    Setting(
      'PEM file of the certificate by which the service shows the database who it is, beside its password.',
    ),
    NeedsDatabaseTls(),
    IsPemFile('CERTIFICATE'),
    IsSetTogetherWith('databaseTlsKeyFile'),
  );

export const DatabaseTlsKeyFile = (): PropertyDecorator =>
  applyDecorators(
    Setting('PEM file of the private key of DATABASE_TLS_CERT_FILE.'),
    NeedsDatabaseTls(),
    IsPemFile('PRIVATE KEY'),
    IsSetTogetherWith('databaseTlsCertFile'),
  );

const NeedsDatabaseTls = (): PropertyDecorator =>
  judge(
    'needsDatabaseTls',
    'is of no use unless DATABASE_TLS is "on"',
    (value, { databaseTls }) => value === undefined || databaseTls === 'on',
  );

type Verdict = (value: unknown, config: Given & Readonly<Record<string, unknown>>) => boolean;

function judge(name: string, message: string, verdict: Verdict): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value: unknown, args?: ValidationArguments) => verdict(value, { ...args?.object }),
      defaultMessage: () => message,
    },
  });
}
