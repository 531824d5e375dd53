import { CompactSign, type CryptoKey, importJWK, type JWK } from 'jose';
import type { Replay } from './replay.ts';

const MEMBERS = ['kty', 'crv', 'x', 'kid'] as const;

/** Signs reports with the service's Ed25519 key (RFC 8037) and publishes the public half. */
export class ReportSigner {
  private constructor(
    private readonly key: CryptoKey,
    /** The public key as JWK. */
    readonly publicJwk: JWK,
  ) {}

  /** @throws a plain Error when the text is no private Ed25519 key with `kid`; it shows nothing of it */
  static async from(text: string): Promise<ReportSigner> {
    const jwk = JSON.parse(text) as JWK;
    if (jwk.crv !== 'Ed25519' || typeof jwk.d !== 'string' || typeof jwk.kid !== 'string') {
      throw new Error('REPORT_SIGNING_JWK is not a private Ed25519 key with kid.');
    }
    const key = (await importJWK(jwk, 'EdDSA')) as CryptoKey;
    const open = Object.fromEntries(MEMBERS.map((member) => [member, jwk[member]]));
    return new ReportSigner(key, { ...open, alg: 'EdDSA', use: 'sig' });
  }

  /** Compact JWS over the report as JSON. */
  sign(report: object): Promise<string> {
    return new CompactSign(Buffer.from(JSON.stringify(report)))
      .setProtectedHeader({
        alg: 'EdDSA',
        kid: this.publicJwk.kid!,
        typ: 'replay-report+jws',
        cty: 'application/json',
      })
      .sign(this.key);
  }
}

/** What the signed report says; instants in RFC 3339, UTC. */
export function reportOf(replay: Replay, outcome: 'done' | 'failed', endedAt: Date): object {
  const { dryRun, evidence, failure } = replay;
  return {
    replay: replay.id,
    outcome,
    verified: evidence?.verified ?? false,
    asked: {
      ...stepOf(replay.requestedBy, replay.requestedIssuer, replay.requestedClient),
      at: replay.requestedAt,
      reason: replay.reason,
      ticket: replay.ticket,
    },
    approved: {
      ...stepOf(replay.approvedBy, replay.approvedIssuer, replay.approvedClient),
      at: replay.approvedAt,
      orderHash: replay.approvedHash,
    },
    started: {
      ...stepOf(replay.startedBy, replay.startedIssuer, replay.startedClient),
      at: replay.startedAt,
    },
    ended: { at: endedAt, terms: replay.epoch },
    order: {
      selection: replay.selection,
      target: replay.target,
      ratePerSecond: replay.ratePerSecond,
      hash: replay.orderHash,
    },
    range: replay.ranges,
    dryRun: dryRun && {
      at: replay.dryRunAt,
      retention: dryRun.retention,
      read: dryRun.read,
      unreadable: dryRun.unreadable,
      selected: dryRun.selected,
    },
    source: evidence?.source ?? null,
    target: evidence?.target ?? null,
    detail: evidence?.detail ?? null,
    ...(failure && { failure }),
  };
}

/** Who took a step: `issuer` and `client` where it was a person. */
const stepOf = (by: string | null, issuer: string | null, client: string | null): object => ({
  by,
  ...(issuer !== null && { issuer, client }),
});
