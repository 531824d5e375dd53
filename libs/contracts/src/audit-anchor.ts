/**
 * Where the operator's audit chain is anchored, one record per head. The operator may write and read there, and neither
 * change nor remove what is written (deploy/local/kafka-rights.ts); the brokers put the time to it and keep it for ever.
 */
export const AUDIT_ANCHOR_TOPIC = 'operator.audit-anchors.v1';

/** The chain's head when it was anchored; its hash covers every entry before it. */
export interface AuditAnchor {
  readonly seq: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}
