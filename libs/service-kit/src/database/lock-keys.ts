/**
 * Every advisory lock that a service takes, as the argument of `pg_advisory_lock` and its like; `$1` is what is locked.
 * A database serves one app, but the libraries share it, so no two keys may be alike: `deploy/check/lock-keys.mjs`
 * compares them, and refuses one that is written elsewhere. What a released migration took is repeated here.
 */
export const lockKeys = {
  /** One process at a time migrates a database. */
  migrations: '4711001',
  /** One relay leads per database ("outbox" in ASCII). */
  outboxLeader: '122550254464888',
  /** One replica at a time runs a task of the upkeep, by the task's name. */
  upkeep: '4711003, hashtext($1)',
  /** Events of one subject take effect one after the other: `inbox_claim`, by group and key. */
  inboxKey: 'hashtextextended($1, 0)',
  /** A record that is given and the death of its person take turns, by the person's pseudonym. */
  consentSubject: 'hashtextextended($1, 1)',
  /** A request is executed once, by its idempotency key. */
  idempotencyKey: 'hashtextextended($1, 2)',
  /** One person's records for one recipient, purpose and evidence type change one after the other. */
  consentScope: 'hashtextextended($1, 3)',
  /** One authority's requests to one person are opened one after the other. */
  requestScope: 'hashtextextended($1, 4)',
  /** One person's drafts are begun one after the other. */
  draftScope: 'hashtextextended($1, 5)',
  /** The outcomes of one person's applications with one form are found one after the other. */
  outcomeScope: 'hashtextextended($1, 6)',
  /** The audit chain grows by one entry at a time: `audit_chain`. */
  auditChain: '4711, 6',
  /** One sender at a time keeps the commands of a key in order. */
  commands: '4711, 7',
  /** Decisions share it until their commit, a change of policy has it alone (ADR 0031). */
  policy: '4711, 8',
  /** One runner per replay, by the replay's id. */
  replay: '4711007, hashtext($1)',
} as const;
