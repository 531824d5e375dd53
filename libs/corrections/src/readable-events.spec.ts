import { createHash } from 'node:crypto';
import { correctEvent } from './correct-event.ts';
import { bytes, day, event, fields, identity, patched, valid } from './parked-event.builder.ts';

const correct = (payload: Buffer) => correctEvent(payload, patched(day), identity, 'secret');

describe('what a correction is made of', () => {
  it('has hashes that say nothing to whoever guesses what was hidden', () => {
    const of = (secret: string) => correctEvent(bytes(), patched(fields, day), identity, secret);
    const [one, other] = [of('one'), of('other')].map((each) => each.ok && each.corrected);
    const plain = createHash('sha256').update(bytes()).digest('hex');
    if (!one || !other) throw new Error('The correction was refused.');
    expect([one.originalSha256, other.originalSha256]).not.toContain(plain);
    expect(one.originalSha256).not.toBe(other.originalSha256);
    expect(one.correctedSha256).not.toBe(other.correctedSha256);
    expect(one.payload).toEqual(other.payload);
  });

  it('reads an event with white space and escapes as it is', () => {
    const spaced = JSON.stringify({ ...event, data: { ...event.data, ...valid } }, undefined, 2);
    const payload = Buffer.from(spaced.replace('residents', '\\u0072esidents'));
    expect(correct(payload)).toMatchObject({
      ok: true,
      corrected: { changes: [{ path: '/data/effectiveOn' }] },
    });
  });

  it.each([
    ['is no JSON', Buffer.from('Secret')],
    ['is a list', Buffer.from('[]')],
    ['has another id than it was parked under', bytes({ id: 'x' })],
    ['has another type', bytes({ type: 'resident.died.v1' })],
    ['has a type that nobody published', bytes({ type: 'x.v1' })],
    ['has a name twice', Buffer.from(bytes().toString().replace('{', '{"time":"Secret",'))],
    [
      'has a number that is lost',
      Buffer.from(bytes().toString().replace('"version":2', '"version":9007199254740993')),
    ],
    [
      'is no UTF-8',
      Buffer.concat([
        Buffer.from('{"x":"'),
        Buffer.from([0xff]),
        Buffer.from(`",${bytes().toString().slice(1)}`),
      ]),
    ],
    ['is too large', bytes({ x: 'x'.repeat(70_000) })],
    [
      'is nested without end',
      Buffer.from(
        `{"id":"${event.id}","type":"${event.type}","x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      ),
    ],
  ])('is none of what %s', (_, payload) => {
    expect(correct(payload)).toMatchObject({ ok: false, of: 'event' });
  });
});
