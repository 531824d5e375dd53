import type { Checked, PublicJwk, SigningKeys } from '#libs/service-kit';
import type { Replay } from './replay.ts';

/** Signs reports with Ed25519 (RFC 8037) and publishes the public halves, also of keys that signed earlier ones. */
export class ReportSigner {
  /** For readiness: rejects while what is new in the setting's file cannot be used. */
  readonly check: () => Promise<void>;

  constructor(private readonly keys: Checked<SigningKeys>) {
    this.check = keys.check;
  }

  get publicJwks(): readonly PublicJwk[] {
    return this.keys.published();
  }

  /** Compact JWS over the report as JSON. */
  async sign(report: object): Promise<string> {
    const key = this.keys.current();
    const header = { alg: 'EdDSA', kid: key.kid, typ: 'replay-report+jws', cty: 'application/json' };
    const signed = `${encode(header)}.${encode(report)}`;
    return `${signed}.${(await key.sign(Buffer.from(signed, 'ascii'))).toString('base64url')}`;
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

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
      dryRunHash: replay.approvedDryRun,
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
