import type { PatchOperation, Transform } from './transform.ts';

/** As a register published it, with a name too many and an instant for a day. */
export const event = {
  specversion: '1.0',
  id: '0199f3c2-8d52-7aa1-b0c3-1f2e3d4c5b6a',
  source: 'urn:einmal:register:residents:meldebehoerde-hannover',
  type: 'resident.moved.v1',
  subject: '263D46gOMZfF0jbhYZl0WEzv_JqTZtLfuzm6U6TiLBw',
  time: '2026-11-23T18:38:31.069Z',
  datacontenttype: 'application/json',
  dataschema: 'urn:einmal:schema:change-event-data:v1',
  keyversion: 1,
  data: {
    recordId: '0199f2a4-7c1e-7000-8000-3f6f0d1c2b3a',
    version: 2,
    changedFields: ['names', 'addresses', 'names'],
    effectiveOn: '2026-11-20T23:30:00Z',
  },
};
export const bytes = (changed: object = {}): Buffer => Buffer.from(JSON.stringify({ ...event, ...changed }));
export const withData = (changed: object): Buffer => bytes({ data: { ...event.data, ...changed } });

export const identity = { id: event.id, type: event.type };
export const valid = { changedFields: ['addresses'], effectiveOn: '2026-11-20' };
export const patched = (...patch: PatchOperation[]): Transform => ({ kind: 'json-patch', patch });
export const day: PatchOperation = { op: 'replace', path: '/data/effectiveOn', value: '2026-11-21' };
export const fields: PatchOperation = { op: 'replace', path: '/data/changedFields', value: ['addresses'] };
