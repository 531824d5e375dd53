import type { ChangeEvent } from '#libs/contracts';
import { lockValues } from '../registration.rules.ts';
import { aHome, aResident } from '../resident.builder.ts';
import type { Resident } from '../resident.entity.ts';
import { moveVerdict } from './move.rules.ts';

interface Registration {
  readonly authority?: string;
  readonly effectiveOn?: string;
  readonly changedFields?: readonly string[];
}

const registration = ({
  authority = ':meldebehoerde-goettingen',
  effectiveOn = '2026-02-01',
  changedFields = ['addresses', 'formerHome'],
}: Registration): ChangeEvent => ({
  specversion: '1.0',
  id: '018f0000-0000-7000-8000-000000000009',
  source: `urn:einmal:register:residents${authority}`,
  type: 'resident.registered.v1',
  subject: 'subject',
  time: '2026-02-02T09:00:00.000Z',
  datacontenttype: 'application/json',
  dataschema: 'urn:einmal:schema:change-event-data:v1',
  data: { recordId: '018f0000-0000-7000-8000-000000000008', version: 1, changedFields, effectiveOn },
});

const second = aHome({ residenceType: 'SECONDARY' });
const transmission = { kind: 'TRANSMISSION', since: '2026-01-01' } as const;

const origin = (effectiveOn: string) => ({ version: 2, effectiveOn, recordedAt: '2026-02-10T09:00:00.000Z' });
const { origins } = aResident();
const movedInside = { origins: { ...origins, addresses: origin('2026-02-05') } };
const returned = { origins: { ...movedInside.origins, closedOn: origin('2026-02-05') } };

const stories: readonly (readonly [
  story: string,
  resident: Partial<Resident>,
  event: Registration,
  verdict: string,
])[] = [
  ['of a plain move closes the record', {}, {}, 'CLOSE'],
  ['under any lock is left to an officer', lockValues([transmission]), {}, 'DECIDE'],
  [
    'of somebody with a second home here is left to an officer',
    { addresses: [aHome(), second] },
    {},
    'DECIDE',
  ],
  ['of somebody whose own feedback is awaited is left to an officer', { feedbackFrom: 'a' }, {}, 'DECIDE'],
  ['of somebody who has died is left to an officer', { deathDate: '2026-01-20' }, {}, 'DECIDE'],
  ['that names no former home is left to an officer', {}, { changedFields: ['addresses'] }, 'DECIDE'],
  ['from the same day is left to an officer', {}, { effectiveOn: '2019-08-01' }, 'DECIDE'],
  ['from before a move inside is left to an officer', movedInside, {}, 'DECIDE'],
  ['from before a return changes nothing', returned, {}, 'LEAVE'],
  ['from before changes nothing', {}, { effectiveOn: '2019-07-31' }, 'LEAVE'],
  ['here changes nothing', {}, { authority: ':meldebehoerde-hannover' }, 'LEAVE'],
  ['of a record that is closed changes nothing', { closedOn: '2026-01-15', movedTo: 'a' }, {}, 'LEAVE'],
  ['of a record that nobody keeps changes nothing', { authority: null }, {}, 'LEAVE'],
  ['by who knows whom changes nothing', {}, { authority: '' }, 'LEAVE'],
];

it.each(stories)('a registration elsewhere %s', (_story, resident, event, verdict) => {
  expect(moveVerdict(aResident(resident), registration(event))).toBe(verdict);
});
