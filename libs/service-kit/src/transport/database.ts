import { Logger } from '@nestjs/common';
import pg from 'pg';
import { ConnectionRefused } from '../errors/unready.ts';
import { untraced } from '../tracing/current-span.ts';
import { Certificates, type Credential, noteCertificates } from './certificates.ts';
import { refusedTls, type ServerSettings } from './refused-tls.ts';

/** The parameters of libpq, by which an address says how it is encrypted. */
const parameters = { ca: 'sslrootcert', cert: 'sslcert', key: 'sslkey' } as const;
const variables = {
  ca: 'DATABASE_TLS_CA_FILE',
  cert: 'DATABASE_TLS_CERT_FILE',
  key: 'DATABASE_TLS_KEY_FILE',
} as const;

type Shown = Partial<Credential>;

interface DatabaseConnection {
  readonly connectionString: string;
  readonly ssl?: object;
  readonly Client: typeof pg.Client;
}

const known = new Map<string, DatabaseConnection>();

/**
 * How every client and pool of this process connects by that address: each new connection by the files as they are then,
 * and what the server refuses is told in a sentence that names the setting.
 * @param address the setting that it stands in
 */
export function databaseConnection(url: string, address = 'DATABASE_URL'): DatabaseConnection {
  const made = known.get(url) ?? connectionBy(url, address);
  known.set(url, made);
  return made;
}

function connectionBy(url: string, address: string): DatabaseConnection {
  const certificates = certificatesIn(url);
  if (certificates) noteCertificates(url, certificates);
  const of: ServerSettings = {
    ...{ server: 'PostgreSQL', address, mode: 'DATABASE_TLS', ca: variables.ca, cert: variables.cert },
    showsCertificate: certificates?.current().cert !== undefined,
  };
  const Client = tellingClient(of);
  if (!certificates) return { connectionString: url, Client };
  const ssl = {
    get secureContext() {
      return certificates.context();
    },
  };
  return { connectionString: plainOf(url), ssl, Client };
}

/** Nothing where the address does not say that the server is to be verified. */
function certificatesIn(url: string): Certificates<Shown> | undefined {
  const { searchParams } = new URL(url);
  if (searchParams.get('sslmode') !== 'verify-full') return undefined;
  const files = Object.entries(parameters).flatMap(([part, parameter]) => {
    const file = searchParams.get(parameter);
    return file === null ? [] : [[part, { variable: variables[part as keyof Credential], file }] as const];
  });
  return new Certificates<Shown>(Object.fromEntries(files));
}

/** pg would read the files by itself, and end the process where one is missing. */
function plainOf(url: string): string {
  const plain = new URL(url);
  for (const name of ['sslmode', ...Object.values(parameters)]) plain.searchParams.delete(name);
  return plain.href;
}

/** One connection that its owner opens and ends. */
export function databaseClient(url: string, options: pg.ClientConfig, address?: string): pg.Client {
  const { Client, ...by } = databaseConnection(url, address);
  return new Client({ ...by, ...options });
}

type Told = (error: Error) => void;

/** pg's client, whose refusals are sentences; each is in the log once, until a connection is made. */
function tellingClient(of: ServerSettings): typeof pg.Client {
  const log = new Logger('Database');
  let said: string | undefined;
  const outcomeOf = (error: Error | undefined): Error | undefined => {
    const sentence = error && refusal(error, of);
    if (sentence !== undefined && sentence !== said) log.error({ msg: sentence });
    if (error === undefined && said !== undefined)
      log.log({ msg: `${of.server} is reached again`, was: said });
    said = error === undefined ? undefined : (sentence ?? said);
    return sentence === undefined ? error : new ConnectionRefused(sentence, { cause: error });
  };
  return class TellingClient extends pg.Client {
    override connect(): Promise<pg.Client>;
    override connect(callback: Told): void;
    override connect(callback?: Told): Promise<pg.Client> | undefined {
      if (callback) {
        untraced(() =>
          super.connect((error: Error | null) => callback(outcomeOf(error ?? undefined) as Error)),
        );
        return undefined;
      }
      return untraced(() => super.connect()).then(
        (client) => (outcomeOf(undefined), client),
        (error: Error) => {
          throw outcomeOf(error) ?? error;
        },
      );
    }
  };
}

const SIGNS_NOBODY_IN = /^28/;
const NO_DATABASE = '3D000';
const demandsTls = /no encryption/;
const demandsCertificate = /valid client certificate|certificate authentication failed/;

/** The texts of PostgreSQL for class 28 name users and addresses, so none of them is handed on. */
function refusal(error: Error & { readonly code?: unknown }, of: ServerSettings): string | undefined {
  const { address, server, mode, cert } = of;
  const code = typeof error.code === 'string' ? error.code : '';
  if (code === NO_DATABASE) return `${address}: ${server} has no database of that name.`;
  if (!SIGNS_NOBODY_IN.test(code)) return refusedTls(error, of);
  if (demandsTls.test(error.message))
    return `${mode} has to be "on": ${server} takes encrypted connections alone.`;
  if (demandsCertificate.test(error.message))
    return of.showsCertificate
      ? `${cert}: ${server} does not take this certificate for the user in ${address}.`
      : `${cert}: ${server} demands a certificate, and none is set.`;
  return `${address}: ${server} does not take the user or the password.`;
}
