import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Which request was executed under which key (draft-ietf-httpapi-idempotency-key-header), and what it made. No answer is
 * kept: it is made anew from the record, as it is by then. The fingerprint is keyed, because a body holds identifiers.
 */
const idempotentRequests = `
create table idempotent_request (
  owner text not null,
  route text not null,
  key text not null,
  fingerprint text not null,
  result text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (owner, route, key)
);
create index idempotent_request_by_age on idempotent_request (at);
-- Tidying passes over rows that another request is tidying, and locking a row takes a right to update one column.
grant select, insert, delete, update (at) on idempotent_request to gateway_app;
`;

export class IdempotentRequests1795824000007 implements MigrationInterface {
  readonly name = 'IdempotentRequests1795824000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(idempotentRequests);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
