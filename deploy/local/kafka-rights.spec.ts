import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessSettings } from '#libs/local-services';
import { eventTopics, kafkaPrincipals } from './event-topics.ts';
import { isAllowed, kafkaRights, topicTable } from './kafka-rights.ts';
import { root } from './repository.ts';

describe('the rights at Kafka', () => {
  it('let one principal alone write to each topic, and to that of a register whoever keeps a part of it', () => {
    const shared = eventTopics.filter(({ writers }) => writers.length > 1);
    expect(shared.map(({ writers }) => writers)).toEqual([['residents', 'residents-goettingen']]);
    for (const { topic, writers } of eventTopics) {
      const able = kafkaPrincipals.filter((principal) => isAllowed(principal, 'topic', topic, 'write'));
      expect(able).toEqual(writers);
    }
  });

  it('give every name of a group or transaction to one principal', () => {
    const names = kafkaRights.filter(({ resource, name }) => resource !== 'topic' && name !== '*');
    for (const { resource, name, principal } of names) {
      const others = names.filter(
        (other) =>
          other.resource === resource &&
          other.principal !== principal &&
          other.name.startsWith(name.slice(0, -1)),
      );
      expect(others).toEqual([]);
    }
  });

  it('let who only looks on write nothing and read nothing but changes', () => {
    const read = eventTopics.filter(({ topic }) => isAllowed('observer', 'topic', topic, 'read'));
    expect(read.every(({ topic }) => topic.endsWith('.changes.v1'))).toBe(true);
    expect(
      kafkaRights.filter(({ principal, may }) => principal === 'observer' && may.includes('write')),
    ).toEqual([]);
  });

  it('are those that docs/events.md shows', () => {
    expect(readFileSync(join(root, 'docs/events.md'), 'utf8')).toContain(`\n${topicTable.join('\n')}\n`);
  });

  it('are kept by the broker of docker-compose.yml as by the one of npm start', () => {
    const lines = readFileSync(join(root, 'deploy/compose/kafka.properties'), 'utf8').split('\n');
    const settings = Object.entries(accessSettings({ broker: 'einmal', admin: 'einmal' }));
    const published = settings.map(([name, value]) => `${name}=${value}`);
    // Containers have a listener of their own, which asks for the same.
    const inside = published
      .filter((line) => line.startsWith('listener.name.sasl_plaintext.'))
      .map((line) => line.replace('sasl_plaintext', 'inside'));
    const known = lines.map((line) => line.replace(',INSIDE:SASL_PLAINTEXT', ''));
    expect(inside).toHaveLength(2);
    expect(known).toEqual(expect.arrayContaining([...published, ...inside]));
  });
});
