import { authorityTable } from '#libs/authorities';
import { changeTopic } from '#libs/contracts';
import { defineRegister, localDaySql } from '#libs/register-kit';
import { Resident } from './resident.entity.ts';
import { answerRepresentation } from './representation.ts';
import { recalledUnderSeals } from './resident-recall.rules.ts';
import { residentFields } from './resident.fields.ts';
import { residentSearchEntries } from './resident-search.rules.ts';
import { lastHome } from './resident-parts.ts';

/** The residents register (BMG §2); IDNrG annex no. 1, so it may be asked by IDNr where the law allows the number. */
export const residents = defineRegister<Resident>({
  name: 'residents',
  topic: changeTopic('residents'),
  record: 'resident',
  entity: Resident,
  fields: residentFields,
  subjects: { idnr: { property: 'idnr' } },
  search: { kind: 'person', entries: residentSearchEntries },
  naturalKey: 'idnr',
  birthDate: 'birthDate',
  // Also on the citizen's own choice: the recipient is an authority, and only the citizen's own access is exempt (§11(2)).
  // What the former authority knows of locks is not known here before its feedback (BMG §33).
  lockedWhen: `r.information_locked_until >= ${localDaySql} or r.feedback_from is not null`,
  found: (alias) => `${alias}.closed_on is null`,
  // Until the former authority has closed its record there are two.
  newest: (alias) =>
    `coalesce(${alias}.origins -> 'addresses', ${alias}.origins -> '*') ->> 'effectiveOn' desc, ${alias}.recorded_at desc`,
  // The municipality in which the main home lies (BMG §2, §21(2)), or lay before the person moved away.
  authorities: authorityTable,
  area: ({ addresses }) => lastHome(addresses)?.ags,
  areaMember: '/addresses',
  concerns: (resident) => [resident.idnr],
  recalled: recalledUnderSeals,
  representation: answerRepresentation,
  // Names of before may be sealed here that the register of before does not know.
  vouched: { subjectColumn: 'event_subject', when: 'not r.former_names_sealed' },
  eventKey: ({ idnr }) => ({ person: idnr }),
});
