import type { Server } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { tellSecurityEvent } from '../logging/index.ts';

const HOUR_MS = 3_600_000;
/** Reasons are of OpenSSL, and certificates of our own authority, so there are no more than somebody signed. */
const MOST_KNOWN = 1_000;

/** Who is refused is in the log once in an hour, however often and by how many connections. */
class OnceAnHour {
  private readonly toldAtMs = new Map<string, number>();

  constructor(private readonly now: () => number) {}

  allows(of: string): boolean {
    const told = this.toldAtMs.get(of);
    if (told !== undefined && this.now() - told < HOUR_MS) return false;
    if (this.toldAtMs.size >= MOST_KNOWN) this.toldAtMs.clear();
    this.toldAtMs.set(of, this.now());
    return true;
  }
}

/** Whoever has a good certificate, and is not one of those who may call at the internal door. */
export class RefusedCallers {
  private readonly told: OnceAnHour;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.told = new OnceAnHour(now);
  }

  /** @param names those in the certificate, which somebody signed: no text that a caller chose */
  tell(names: readonly string[]): void {
    const certificate = names.join(', ') || 'no name';
    if (!this.told.allows(certificate)) return;
    tellSecurityEvent('caller-not-listed', {
      msg: 'a caller that INTERNAL_CALLERS does not list was refused at the internal door; told once an hour',
      certificate,
    });
  }
}

/** Connections of which no request came: who was there is not known, so the log says where and why. */
export function tellRefusedHandshakes(server: Server, door: 'public' | 'system' | 'internal'): void {
  const told = new OnceAnHour(() => performance.now());
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
    // Node closes it by itself then, and speaks of a connection that was reset.
    const code = String(socket.authorizationError ?? error.code);
    if (code === 'ECONNRESET') return;
    if (!told.allows(code)) return;
    tellSecurityEvent('handshake-refused', {
      msg: `a connection to the ${door} door was refused, since ${reasonOf(code)}; told once an hour`,
      code,
    });
  });
}

const reasons: readonly (readonly [RegExp, string])[] = [
  [/HTTP_REQUEST|WRONG_VERSION_NUMBER/, 'it speaks no TLS: its address has to begin with https'],
  [/DID_NOT_RETURN_A_CERTIFICATE/, 'the caller shows no certificate'],
  [/CERT_HAS_EXPIRED/, 'the certificate of the caller has expired'],
  [/CERT_NOT_YET_VALID/, 'the certificate of the caller is not valid yet: is the clock right?'],
  [
    /_ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE)/,
    'the caller does not believe the certificate in TLS_CERT_FILE: what does its TLS_CA_FILE hold?',
  ],
  [
    /^(?!ERR_).*(CERT|ISSUER|SIGNATURE|INVALID_CA)/,
    'the certificate of the caller is signed by none of TLS_CA_FILE',
  ],
];

const reasonOf = (code: string): string =>
  reasons.find(([pattern]) => pattern.test(code))?.[1] ?? `the handshake failed (${code})`;
