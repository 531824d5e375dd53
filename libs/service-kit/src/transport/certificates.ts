import { createSecureContext, type SecureContext } from 'node:tls';
import { Logger } from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import { FollowedFiles } from '../config/followed-files.ts';
import type { HttpConfig } from '../config/http.config.ts';
import { StartRefused } from '../errors/program.ts';
import {
  type Credential,
  endOf,
  type Files,
  minVersion,
  type Named,
  readCredential,
  untimely,
} from './credential-files.ts';

export type { Credential };
const HOUR_S = 3_600;
const DAY_S = 24 * HOUR_S;
const LAST_DAYS = 7;

export type TlsSettings = Pick<HttpConfig, 'tlsCertFile' | 'tlsKeyFile' | 'tlsCaFile'>;

/**
 * The certificate of a service, read again when one of its files has changed, and looked at when a connection needs it. A
 * bad new one is not taken: the one before stays, and {@link fault} says which setting is wrong.
 */
export class Certificates<C extends Partial<Credential> = Credential> {
  private readonly followed: FollowedFiles<C>;
  private readonly logger = new Logger('Settings');
  private told: string | undefined;
  private warnedOfAtMs = Number.NEGATIVE_INFINITY;
  private made: { readonly of: C; readonly context: SecureContext } | undefined;

  /**
   * @param isOwn whether its authority has to be among those that it is given with
   * @throws StartRefused naming the setting that is wrong
   */
  constructor(
    private readonly files: Files<C>,
    isOwn = false,
  ) {
    const read = (): C => readCredential(files, isOwn);
    const named = Object.values<Named>(files);
    this.followed = new FollowedFiles(
      named.map(({ file }) => file),
      named.map(({ variable }) => variable).join(', '),
      read(),
      // At the start there is nothing better; later there is what was before.
      () => timely(files, read()),
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
    const files = {
      cert: { variable: 'TLS_CERT_FILE', file: tlsCertFile },
      key: { variable: 'TLS_KEY_FILE', file: tlsKeyFile },
      ca: { variable: 'TLS_CA_FILE', file: tlsCaFile },
    };
    return new Certificates<Credential>(files, true);
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
    const end = untimely(cert, (this.current() as Credential).cert);
    if (end !== undefined && end !== this.told) this.logger.error({ msg: end });
    this.told = end;
    if (end === undefined) this.warnOf(cert.variable);
    return end;
  }

  /** Seconds until it ends, by the setting that names it; nothing where none is shown. */
  remaining(): readonly [variable: string, seconds: number] | undefined {
    const { cert } = this.files as Partial<Files<Credential>>;
    if (cert === undefined) return undefined;
    return [cert.variable, (endOf((this.current() as Credential).cert) - Date.now()) / 1_000];
  }

  /** Once a day, in the last days. */
  private warnOf(variable: string): void {
    const leftS = this.remaining()![1];
    if (leftS > LAST_DAYS * DAY_S || performance.now() - this.warnedOfAtMs < DAY_S * 1_000) return;
    this.warnedOfAtMs = performance.now();
    const hours = Math.floor(leftS / HOUR_S);
    this.logger.warn({ msg: `The certificate in ${variable} ends in ${hours} h: renew it.` });
  }
}

type Judged = Pick<Certificates, 'fault' | 'remaining'>;

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

const NAME = 'einmal_certificate_remaining_seconds';

/** How long what this process shows is good for: from the files in use, when it is asked. */
export function measureCertificates(): void {
  // A second application in the same process (tests) replaces the first one's metric.
  register.removeSingleMetric(NAME);
  new Gauge({
    name: NAME,
    help: 'Time until a certificate that this process shows ends, by the setting that names it',
    labelNames: ['setting'],
    collect() {
      this.reset();
      for (const certificates of inUse.values()) {
        const [setting, seconds] = certificates.remaining() ?? [];
        if (setting !== undefined) this.set({ setting }, seconds!);
      }
    },
  });
}

/** @throws StartRefused */
function timely<C extends Partial<Credential>>(files: Files<C>, read: C): C {
  const { cert } = files as Partial<Files<Credential>>;
  const problem = cert && untimely(cert, (read as Partial<Credential>).cert!);
  if (problem !== undefined) throw new StartRefused(problem);
  return read;
}
