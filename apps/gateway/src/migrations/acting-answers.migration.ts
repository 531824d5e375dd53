import { migrationOf } from '#libs/service-kit';

/** Who answered what an authority asked a person for; see the constraints `…_for_oneself` of consents and previews. */
export const actingAnswersMigration = migrationOf('ActingAnswers1797131000001', [
  'alter table evidence_request_item add column decided_by text',
  `update evidence_request_item i set decided_by = r.citizen from evidence_request r
    where r.id = i.request and i.decided_at is not null`,
  `alter table evidence_request_item add constraint evidence_request_item_decided_by_check
    check ((decided_by is null) = (decided_at is null))`,
  'grant update (decided_by) on evidence_request_item to gateway_app',
]);
