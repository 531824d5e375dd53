import { inboxCommands } from '#libs/contracts';
import { receive } from './received.ts';

const place = { topic: 't', partition: 1, offset: '7' };
const text = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
const event = { specversion: '1.0', id: 'e1', source: 'urn:x', type: 'test.happened.v1', subject: 's' };

describe('a message', () => {
  it('is an event under its Kafka key, else its subject, else its id', () => {
    const keyOf = (key: string | null, value: object): string | undefined => {
      const received = receive(
        place,
        { key: key === null ? null : Buffer.from(key), value: text(value) },
        false,
      );
      return received.kind === 'event' ? received.event.key : undefined;
    };
    expect(keyOf('k', event)).toBe('k');
    expect(keyOf(null, event)).toBe('s');
    expect(keyOf(null, { ...event, subject: undefined })).toBe('e1');
  });

  it('is a command or a replay only where the group alone is addressed', () => {
    const command = { ...event, type: 'einmal.inbox.redrive.v1', data: { key: 'k' } };
    const replayed = { ...event, replayid: 'r', replayorigin: 't/0/1' };
    const kinds = [true, false].map(
      (isAddressed) => receive(place, { key: null, value: text(command) }, isAddressed).kind,
    );
    expect(kinds).toEqual(['command', 'event']);
    const stray = receive(place, { key: null, value: text(replayed) }, false);
    expect(stray).toMatchObject({
      event: { refused: 'event-misplaced', id: `${place.topic}/${place.partition}/${place.offset}` },
    });
    expect(stray).not.toHaveProperty('event.replay');
    const unordered = receive(place, { key: null, value: text(event) }, true);
    expect(unordered).toHaveProperty('event.refused', 'event-misplaced');
    expect(receive(place, { key: null, value: text(replayed) }, true)).toHaveProperty('event.replay.id', 'r');
  });

  it.each([
    ['unlimited', undefined, 'command'],
    ['limited to an instant', '2026-11-30T11:00:00.000Z', 'command'],
    ['limited to no instant', 'tomorrow', 'event'],
    ['limited to a day that does not exist', '2026-11-31T11:00:00.000Z', 'event'],
    ['limited to a number', 5, 'event'],
  ])('is no correction that a database could not judge: %s', (_story, notAfter, kind) => {
    const names = ['key', 'eventId', 'originalSha256', 'correctedSha256', 'requestedBy', 'approvedBy'];
    const data = { ...Object.fromEntries(names.map((name) => [name, 'x'])), transform: {}, notAfter };
    const id = '0199f3c2-8d52-7aa1-b0c3-1f2e3d4c5b6a';
    const command = { ...event, id, type: inboxCommands.correct, data };
    expect(receive(place, { key: null, value: text(command) }, true).kind).toBe(kind);
  });

  it('is unreadable when it is no CloudEvent, or holds what no database takes', () => {
    for (const value of [{}, null, [], { ...event, id: 'a\0b' }, { ...event, specversion: '0.3' }]) {
      expect(receive(place, { key: Buffer.from('k'), value: text(value) }, true)).toHaveProperty(
        'event.refused',
        'event-unreadable',
      );
    }
  });
});
