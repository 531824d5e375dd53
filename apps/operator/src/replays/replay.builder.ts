import { createHash } from 'node:crypto';
import type { ChangeEvent } from '#libs/contracts';

const types = ['resident.registered.v1', 'resident.moved.v1', 'resident.name-changed.v1'];

/** The same for the same number, so that expectations can be computed. */
const uuidOf = (text: string): string =>
  createHash('md5')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** The n-th event about one of `subjects` records: each record's versions follow one another. */
export function anEvent(n: number, subjects: number): ChangeEvent {
  const record = n % subjects;
  const version = Math.floor(n / subjects) + 1;
  return {
    specversion: '1.0',
    id: uuidOf(`event ${n}`),
    source: 'urn:einmal:register:residents',
    type: types[Math.min(version - 1, 1 + (version % 2))]!,
    subject: `subject-${record}`,
    time: new Date(1_700_000_000_000 + n).toISOString(),
    datacontenttype: 'application/json',
    dataschema: 'urn:einmal:schema:change-event-data:v1',
    data: {
      recordId: uuidOf(`record ${record}`),
      version,
      changedFields: ['resident.address'],
      effectiveOn: '2026-01-31',
    },
  };
}
