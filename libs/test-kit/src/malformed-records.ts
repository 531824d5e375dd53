import type { ChangeEvent } from '#libs/contracts';

/** What anybody who may write to a topic can put there, by what is wrong with it; none is a change event. */
export function malformedRecords(event: ChangeEvent): readonly (readonly [string, Buffer | null])[] {
  const of = (changed: object): Buffer => Buffer.from(JSON.stringify({ ...event, ...changed }));
  const data = (changed: object): Buffer => of({ data: { ...event.data, ...changed } });
  return [
    ['no value', null],
    ['nothing', Buffer.alloc(0)],
    ['no JSON', Buffer.from('hello')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['null', Buffer.from('null')],
    ['a number', Buffer.from('7')],
    ['a list', Buffer.from('[]')],
    ['lists in lists', Buffer.from('['.repeat(5_000) + ']'.repeat(5_000))],
    ['no members', Buffer.from('{}')],
    ['another version of CloudEvents', of({ specversion: '2.0' })],
    ['an id that is no UUID', of({ id: 'x' })],
    ['an id that is a list', of({ id: [event.id] })],
    ['a type that is a number', of({ type: 7 })],
    ['NUL in the type', of({ type: 'resident.moved\0.v1' })],
    ['half a surrogate in the type', of({ type: '\ud800' })],
    ['a type that no index takes', of({ type: 'x'.repeat(60_000) })],
    ['NUL in the subject', of({ subject: 'a\0b' })],
    ['a subject that is an object', of({ subject: {} })],
    ['a time that is none', of({ time: 'yesterday' })],
    ['data that is a text', of({ data: 'x' })],
    ['data that is a list', of({ data: [] })],
    ['no data', of({ data: undefined })],
    ['a record id that is no UUID', data({ recordId: 'x' })],
    ['a record id with NUL', data({ recordId: `${event.data.recordId}\0` })],
    ['no record id', data({ recordId: undefined })],
    ['a version that is a text', data({ version: '1' })],
    ['version 0', data({ version: 0 })],
    ['half a version', data({ version: 1.5 })],
    ['a version that no column holds', data({ version: 2 ** 31 })],
    [
      'a version beyond all numbers',
      Buffer.from(
        of({})
          .toString()
          .replace(/"version":\d+/, '"version":1e999'),
      ),
    ],
    ['a day that does not exist', data({ effectiveOn: '2026-02-30' })],
    ['a day of the year 0', data({ effectiveOn: '0000-01-01' })],
    ['a day that is an instant', data({ effectiveOn: '2026-01-31T00:00:00Z' })],
    ['no day', data({ effectiveOn: undefined })],
    ['fields that are a text', data({ changedFields: 'address' })],
    ['fields that are numbers', data({ changedFields: [1] })],
    ['more fields than a record has', data({ changedFields: Array.from({ length: 2_000 }, () => 'x') })],
  ];
}
