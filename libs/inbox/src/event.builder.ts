import { randomUUID } from 'node:crypto';
import type { ChangeEvent } from '#libs/contracts';

/** A thin event of the stand's topic; `n` is its number within its key. */
export function anEvent(key: string, n: number, type = 'test.happened.v1'): ChangeEvent {
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: 'urn:einmal:register:test',
    type,
    subject: key,
    time: '2026-01-31T12:00:00Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:einmal:schema:change-event-data:v1',
    data: { recordId: randomUUID(), version: n, changedFields: [], effectiveOn: '2026-01-31' },
  };
}
