import { correctEvent, type Correction } from './correct-event.ts';
import { bytes, day, event, fields, identity, patched, valid, withData } from './parked-event.builder.ts';
import type { Transform } from './transform.ts';

const correct = (payload: Buffer, transform: Transform): Correction =>
  correctEvent(payload, transform, identity, 'secret');
function corrected(payload: Buffer, transform: Transform) {
  const correction = correct(payload, transform);
  if (!correction.ok) throw new Error(JSON.stringify(correction));
  return {
    ...correction.corrected,
    event: JSON.parse(correction.corrected.payload.toString()) as typeof event,
  };
}
function faultsOf(payload: Buffer, transform: Transform): readonly (readonly [string, string])[] {
  const correction = correct(payload, transform);
  if (correction.ok || correction.of === 'event') throw new Error('The transform was not refused.');
  return correction.faults.map(({ pointer, detail }) => [pointer, detail]);
}

describe('a correction', () => {
  it('makes of an invalid event a valid one, and says where it was wrong', () => {
    const found = corrected(bytes(), patched(fields, day));
    expect(found.event.data).toEqual({
      ...event.data,
      changedFields: ['addresses'],
      effectiveOn: '2026-11-21',
    });
    expect(found.faultsBefore.map(({ path }) => path)).toEqual(['/data/changedFields', '/data/effectiveOn']);
    expect(found.originalSha256).not.toBe(found.correctedSha256);
    expect(corrected(bytes(), patched(fields, day)).correctedSha256).toBe(found.correctedSha256);
  });

  it('by functions lists fields once, takes the day in Berlin, and removes what has no place in an event', () => {
    const dated = corrected(withData({ changedFields: [] }), {
      kind: 'function',
      name: 'effective-day-of-instant',
    });
    expect(dated.event.data.effectiveOn).toBe('2026-11-21');
    const sorted = corrected(withData({ effectiveOn: '2026-11-20' }), {
      kind: 'function',
      name: 'changed-fields-sorted',
    });
    expect(sorted.event.data.changedFields).toEqual(['addresses', 'names']);
    const payload = bytes({ data: { ...event.data, ...valid, street: 'Secret' }, Secret: 1 });
    const thin = corrected(payload, { kind: 'function', name: 'unknown-members-removed' });
    expect(thin.event).toEqual({ ...event, data: { ...event.data, ...valid } });
    expect(JSON.stringify([thin.changes, thin.faultsBefore])).not.toMatch(/Secret|street/);
    expect(thin.changes.map(({ path, change }) => `${change} ${path}`)).toEqual([
      'removed /data/…',
      'removed /…',
    ]);
  });

  it('shows of values only what leaves no room for a person, also where something else stood there', () => {
    const payload = bytes({
      specversion: 'Secret',
      data: { ...event.data, ...valid, version: 'Secret', street: { name: 'Secret' } },
    });
    const { changes } = corrected(
      payload,
      patched(
        { op: 'replace', path: '/specversion', value: '1.0' },
        { op: 'replace', path: '/data/version', value: 3 },
        { op: 'remove', path: '/data/street' },
        day,
      ),
    );
    expect(changes).toEqual([
      {
        path: '/specversion',
        change: 'replaced',
        before: { kind: 'text' },
        after: { kind: 'text', value: '1.0' },
      },
      {
        path: '/data/version',
        change: 'replaced',
        before: { kind: 'text' },
        after: { kind: 'number', value: 3 },
      },
      { path: '/data/effectiveOn', change: 'replaced', before: { kind: 'text' }, after: { kind: 'text' } },
      { path: '/data/street', change: 'removed', before: { kind: 'object' } },
    ]);
  });

  it.each([
    ...[
      'id',
      'source',
      'type',
      'subject',
      'keyversion',
      'traceparent',
      'replayid',
      'data/recordId',
      'data',
    ].map((path) => [`changes /${path}`, { op: 'remove', path: `/${path}` }] as const),
    ['replaces everything', { op: 'replace', path: '', value: 'x' }],
    ['has a path that is none', { op: 'remove', path: 'data' }],
    ['has a path with a broken escape', { op: 'remove', path: '/data/~2' }],
    ['has an endless path', { op: 'remove', path: '/x'.repeat(101) }],
    ...[
      '__proto__/x',
      'constructor/prototype/x',
      'data/toString/x',
      'type/trim/x',
      'data/changedFields/length',
    ].map((path) => [`reaches for /${path}`, { op: 'add', path: `/${path}`, value: 1 }] as const),
    ['takes from what all texts share', { op: 'remove', path: '/time/trim/name' }],
    ['adds what has no place in an event', { op: 'add', path: '/data/street', value: 'x' }],
    ['replaces by - in a list', { op: 'replace', path: '/data/changedFields/-', value: 'a' }],
    ['finds nothing at its path', { op: 'remove', path: '/data/street' }],
  ] as const)('is refused at its path when it %s', (_, operation) => {
    expect(faultsOf(withData(valid), patched(day, operation))).toEqual([
      ['/patch/1/path', expect.any(String)],
    ]);
    expect(String.prototype.trim.name).toBe('trim');
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
    expect((String.prototype.trim as unknown as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each([
    ['a value for a removal', { op: 'remove', path: '/time', value: 'x' }],
    ['no value to add', { op: 'add', path: '/time' }],
    ['a person among names of fields', { op: 'add', path: '/data/changedFields/-', value: 'Max Muster' }],
    ['another value to be there', { op: 'test', path: '/data/version', value: 7 }],
  ] as const)('is refused at its value when it has %s', (_, operation) => {
    expect(faultsOf(withData(valid), patched(operation))).toEqual([['/patch/0/value', expect.any(String)]]);
  });

  it.each([
    [
      'a text where a list should be',
      { changedFields: 'a' },
      'path',
      { op: 'add', path: '/data/changedFields/0', value: 'b' },
    ],
    [
      'what no text can be made of',
      { effectiveOn: { toString: 1 } },
      'value',
      { op: 'test', path: '/data/effectiveOn', value: 'b' },
    ],
  ] as const)('is refused, and throws nothing, when the event has %s', (_, data, member, operation) => {
    expect(faultsOf(withData(data), patched(operation))).toEqual([
      [`/patch/0/${member}`, expect.any(String)],
    ]);
  });

  it('is refused as a whole when it changes nothing, does nothing, or would make the event invalid', () => {
    const nothing = patched({ op: 'test', path: '/data/version', value: 2 });
    expect(faultsOf(withData(valid), nothing)).toEqual([['', expect.stringContaining('changes nothing')]]);
    expect(faultsOf(withData(valid), patched())).toEqual([['/patch', expect.any(String)]]);
    const invalid = patched({ op: 'replace', path: '/data/effectiveOn', value: 'Secret' });
    expect(faultsOf(withData(valid), invalid)).toEqual([
      ['', 'The event would be invalid: /data/effectiveOn must match format "date".'],
    ]);
    const names = Array.from({ length: 2_000 }, (_, n) => `aVeryLongNameOfAField${n}WithoutAnyMeaning`);
    const big = patched({ op: 'replace', path: '/data/changedFields', value: names });
    expect(faultsOf(withData(valid), big)).toEqual([['', expect.stringContaining('larger than')]]);
  });
});
