import { malformedRecords } from '#libs/test-kit';
import type { ChangeEvent } from './change-event.ts';

import { readChangeEvent } from './read-change-event.ts';

const event: ChangeEvent = {
  specversion: '1.0',
  id: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e5f',
  source: 'urn:einmal:register:residents',
  type: 'resident.moved.v1',
  subject: 'subject',
  time: '2026-11-23T08:00:00.000Z',
  datacontenttype: 'application/json',
  dataschema: 'urn:einmal:schema:change-event-data:v1',
  data: {
    recordId: '0199f3c2-7b1e-7cc4-9d5e-0a1b2c3d4e60',
    version: 2,
    changedFields: ['address'],
    effectiveOn: '2024-02-29',
  },
};
const bytes = (changed: object): Buffer => Buffer.from(JSON.stringify({ ...event, ...changed }));

describe('a change event from a record', () => {
  it('is read, also with a type and members that nobody knows yet', () => {
    expect(readChangeEvent(bytes({}))).toEqual(event);
    const later = { type: 'resident.unheard-of.v3', data: { ...event.data, more: [{}] }, extension: 'x' };
    expect(readChangeEvent(bytes(later))).toMatchObject(later);
  });

  it.each(malformedRecords(event))('is none with %s', (_, value) => {
    expect(readChangeEvent(value)).toBeUndefined();
  });
});
