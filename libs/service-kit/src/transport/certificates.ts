import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { HttpConfig } from '../config/http.config.ts';
import { StartRefused } from '../errors/program.ts';

export type TlsSettings = Pick<HttpConfig, 'tlsCertFile' | 'tlsKeyFile' | 'tlsCaFile'>;

/** What a service shows of itself and whom it believes, PEM. */
export interface Credential {
  readonly cert: string;
  readonly key: string;
  readonly ca: string;
}

const LOOKED_AT_EVERY_MS = 1_000;

/**
 * The certificate of a service, read again when one of its files has changed, and looked at when a connection needs it. A
 * bad new one is not taken: the one before stays, and {@link fault} says which setting is wrong.
 */
export class Certificates {
  private held: Credential;
  private version: string;
  private lookedAtMs = performance.now();
  private problem: string | undefined;

  private constructor(private readonly files: Readonly<Record<keyof Credential, string>>) {
    this.version = this.versionNow();
    this.held = this.read();
  }

  /** Nothing where the service speaks plain text. @throws StartRefused naming the setting that is wrong */
  static of({ tlsCertFile, tlsKeyFile, tlsCaFile }: TlsSettings): Certificates | undefined {
    const given = [tlsCertFile, tlsKeyFile, tlsCaFile].filter((file) => file !== undefined);
    if (given.length === 0) return undefined;
    if (tlsCertFile === undefined || tlsKeyFile === undefined || tlsCaFile === undefined)
      throw new StartRefused(
        'TLS_CERT_FILE, TLS_KEY_FILE and TLS_CA_FILE are set together, or none of them.',
      );
    return new Certificates({ cert: tlsCertFile, key: tlsKeyFile, ca: tlsCaFile });
  }

  current(): Credential {
    if (performance.now() - this.lookedAtMs > LOOKED_AT_EVERY_MS) this.look();
    return this.held;
  }

  /** What is wrong with the files as they are now, in a sentence. */
  fault(): string | undefined {
    this.look();
    return this.problem ?? endOf(this.held.cert);
  }

  private look(): void {
    this.lookedAtMs = performance.now();
    const version = this.versionNow();
    if (version === this.version && this.problem === undefined) return;
    try {
      this.held = this.read();
      this.version = version;
      this.problem = undefined;
    } catch (error) {
      this.problem = (error as Error).message;
    }
  }

  private versionNow(): string {
    const times = Object.values(this.files).map(
      (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 'none',
    );
    return times.join(' ');
  }

  private read(): Credential {
    const text = (name: keyof Credential, variable: string): string => {
      try {
        return readFileSync(this.files[name], 'utf8');
      } catch {
        throw new StartRefused(`${variable} names no file that can be read.`);
      }
    };
    const credential = {
      cert: text('cert', 'TLS_CERT_FILE'),
      key: text('key', 'TLS_KEY_FILE'),
      ca: text('ca', 'TLS_CA_FILE'),
    };
    const certificate = parsed('TLS_CERT_FILE', 'certificate', () => new X509Certificate(credential.cert));
    const key = parsed('TLS_KEY_FILE', 'private key', () => createPrivateKey(credential.key));
    parsed('TLS_CA_FILE', 'certificate', () => new X509Certificate(credential.ca));
    if (!certificate.checkPrivateKey(key))
      throw new StartRefused('TLS_KEY_FILE is not the key of the certificate in TLS_CERT_FILE.');
    return credential;
  }
}

function parsed<T>(variable: string, what: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw new StartRefused(`${variable} holds no ${what} in PEM.`);
  }
}

function endOf(cert: string): string | undefined {
  const { validFrom, validTo } = new X509Certificate(cert);
  if (Date.parse(validTo) <= Date.now()) return 'The certificate in TLS_CERT_FILE has expired.';
  if (Date.parse(validFrom) > Date.now())
    return 'The certificate in TLS_CERT_FILE is not valid yet: is the clock right?';
  return undefined;
}
