import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContext } from 'node:tls';
import { Logger } from '@nestjs/common';
import { FollowedFiles } from '../config/followed-files.ts';
import type { HttpConfig } from '../config/http.config.ts';
import { StartRefused } from '../errors/program.ts';

export type TlsSettings = Pick<HttpConfig, 'tlsCertFile' | 'tlsKeyFile' | 'tlsCaFile'>;

/** What a service shows of itself and whom it believes, PEM. */
export interface Credential {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

/** A file, and the setting that names it. */
interface Named {
  readonly variable: string;
  readonly file: string;
}

const minVersion = 'TLSv1.2';

type Files<C> = { readonly [Part in keyof C]: Named };

/**
 * The certificate of a service, read again when one of its files has changed, and looked at when a connection needs it. A
 * bad new one is not taken: the one before stays, and {@link fault} says which setting is wrong.
 */
export class Certificates<C extends Partial<Credential> = Credential> {
  private readonly followed: FollowedFiles<C>;
  private readonly logger = new Logger('Settings');
  private told: string | undefined;
  private made: { readonly of: C; readonly context: SecureContext } | undefined;

  /** @throws StartRefused naming the setting that is wrong */
  constructor(private readonly files: Files<C>) {
    const read = (): C => readAll(files);
    this.followed = new FollowedFiles(
      Object.values<Named>(files).map(({ file }) => file),
      read(),
      read,
    );
  }

  /** Nothing where the service speaks plain text. @throws StartRefused naming the setting that is wrong */
  static of({ tlsCertFile, tlsKeyFile, tlsCaFile }: TlsSettings): Certificates | undefined {
    const given = [tlsCertFile, tlsKeyFile, tlsCaFile].filter((file) => file !== undefined);
    if (given.length === 0) return undefined;
    if (tlsCertFile === undefined || tlsKeyFile === undefined || tlsCaFile === undefined)
      throw new StartRefused(
        'TLS_CERT_FILE, TLS_KEY_FILE and TLS_CA_FILE are set together, or none of them.',
      );
    return new Certificates<Credential>({
      cert: { variable: 'TLS_CERT_FILE', file: tlsCertFile },
      key: { variable: 'TLS_KEY_FILE', file: tlsKeyFile },
      ca: { variable: 'TLS_CA_FILE', file: tlsCaFile },
    });
  }

  current(): C {
    return this.followed.current();
  }

  /** For one connection: certificate and key of the same moment. */
  context(): SecureContext {
    const credential = this.current();
    if (this.made?.of !== credential)
      this.made = { of: credential, context: createSecureContext({ ...credential, minVersion }) };
    return this.made.context;
  }

  /** What is wrong with the files as they are now, in a sentence. */
  fault(): string | undefined {
    const { cert } = this.files as Partial<Files<Credential>>;
    const problem = this.followed.fault();
    if (problem !== undefined || cert === undefined) return problem;
    const end = endOf(cert.variable, (this.current() as Credential).cert);
    if (end !== undefined && end !== this.told) this.logger.error({ msg: end });
    this.told = end;
    return end;
  }
}

type Judged = Pick<Certificates, 'fault'>;

const inUse = new Map<string, Judged>();

/** What this process connects or listens with counts for its readiness. @param place where; there it replaces what was before */
export function noteCertificates(place: string, certificates: Judged): void {
  inUse.set(place, certificates);
}

/** The first thing that is wrong with what this process shows and believes. */
export function certificateFault(): string | undefined {
  for (const certificates of inUse.values()) {
    const fault = certificates.fault();
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** @throws StartRefused */
function readAll<C extends Partial<Credential>>(files: Files<C>): C {
  const { cert, key, ca } = files as Partial<Files<Credential>>;
  const certificate = cert && parsed(cert, 'certificate', certificatesIn);
  const privateKey = key && parsed(key, 'private key', (text) => createPrivateKey(text));
  const authority = ca && parsed(ca, 'certificate', certificatesIn);
  if (cert && key && certificate?.value[0].checkPrivateKey(privateKey!.value) !== true)
    throw new StartRefused(`${key.variable} is not the key of the certificate in ${cert.variable}.`);
  // In the order in which what is refused is a fault of the last one.
  const ordered = [
    ['ca', ca, authority],
    ['cert', cert, certificate],
    ['key', key, privateKey],
  ] as const;
  let read: Partial<Credential> = {};
  for (const [part, named, content] of ordered)
    if (named && content) {
      read = { ...read, [part]: content.text };
      demandUsable(read, named);
    }
  return read as C;
}

/** Whoever connects or listens makes its context later, where nobody could tell a refusal from a fault of the program. */
function demandUsable(credential: Partial<Credential>, { variable }: Named): void {
  try {
    createSecureContext({ ...credential, minVersion });
  } catch (error) {
    const { code = 'for an unknown reason' } = error as NodeJS.ErrnoException;
    throw new StartRefused(`${variable} cannot be used, since OpenSSL refuses what it holds (${code}).`);
  }
}

class NoWholeCertificate extends Error {}

const certificateBlock = /-----BEGIN ((?:[A-Z0-9]+ )*CERTIFICATE)-----.*?-----END \1-----/gs;
const remainder = /(?:BEGIN|END) (?:[A-Z0-9]+ )*CERTIFICATE|CERTIFICATE-----/;

/** All of a text: OpenSSL takes the whole ones of a list of authorities and is silent on the others. */
function certificatesIn(text: string): readonly [X509Certificate, ...X509Certificate[]] {
  const blocks = text.match(certificateBlock) ?? [];
  if (remainder.test(text.replace(certificateBlock, ''))) throw new NoWholeCertificate();
  try {
    const [first, ...others] = blocks.map((block) => new X509Certificate(block));
    if (first) return [first, ...others];
  } catch (error) {
    throw new NoWholeCertificate('', { cause: error });
  }
  throw new Error('There is none.');
}

function parsed<T>({ variable, file }: Named, what: string, parse: (text: string) => T) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new StartRefused(`${variable} names no file that can be read.`);
  }
  try {
    return { text, value: parse(text) };
  } catch (error) {
    throw new StartRefused(
      error instanceof NoWholeCertificate
        ? `${variable} holds a certificate that is damaged or cut off.`
        : `${variable} holds no ${what} in PEM.`,
    );
  }
}

function endOf(variable: string, cert: string): string | undefined {
  const { validFrom, validTo } = new X509Certificate(cert);
  if (Date.parse(validTo) <= Date.now()) return `The certificate in ${variable} has expired.`;
  if (Date.parse(validFrom) > Date.now())
    return `The certificate in ${variable} is not valid yet: is the clock right?`;
  return undefined;
}
