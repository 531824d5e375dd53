import { Injectable } from '@nestjs/common';
import { Gauge, register } from 'prom-client';
import type { StreamsDto } from './stream.dto.ts';
import { StreamService } from './stream.service.ts';

type Sample = readonly [labels: Record<string, string>, value: number];

/** The streams page as Prometheus metrics, read anew at a scrape. What did not answer has no sample. */
@Injectable()
export class StreamMetrics {
  constructor(private readonly streams: StreamService) {
    this.gauge(
      'topic_kept_offsets',
      'Offsets kept in a topic, markers of transactions included',
      ['topic'],
      ({ topics }) => topics.map(({ name, kept }) => [{ topic: name }, kept]),
    );
    this.gauge('group_members', 'Running members of a consumer group', ['group'], ({ groups }) =>
      groups.map(({ name, members }) => [{ group: name }, members]),
    );
    this.gauge('group_lag_events', 'Events a group has still to read', ['group', 'topic'], ({ groups }) =>
      groups.flatMap(({ name, topics }) =>
        topics.map(({ topic, lagEvents }): Sample => [{ group: name, topic }, lagEvents]),
      ),
    );
    this.gauge(
      'group_lag_seconds',
      'Age of the oldest event a group has still to read',
      ['group', 'topic'],
      ({ groups }) =>
        groups.flatMap(({ name, topics }) =>
          topics.flatMap(({ topic, lagSeconds }): Sample[] =>
            lagSeconds === undefined ? [] : [[{ group: name, topic }, lagSeconds]],
          ),
        ),
    );
    this.gauge('relay_backlog_events', 'Committed events not yet on Kafka', ['register'], ({ relays }) =>
      relays.map(({ register: name, backlogEvents }) => [{ register: name }, backlogEvents]),
    );
    this.gauge('relay_oldest_event_age_seconds', 'Age of the oldest of them', ['register'], ({ relays }) =>
      relays.map(({ register: name, oldestEventAgeSeconds }) => [{ register: name }, oldestEventAgeSeconds]),
    );
    this.gauge('dead_letters', 'Parked events', ['group'], ({ deadLetters }) =>
      deadLetters.map(({ group, parked }) => [{ group }, parked]),
    );
    this.gauge('keys_blocked', 'Keys whose later events wait', ['group'], ({ deadLetters }) =>
      deadLetters.map(({ group, keysBlocked }) => [{ group }, keysBlocked]),
    );
    this.gauge('missing', '1 for what did not answer', ['part'], ({ missing }) =>
      missing.map(({ part }) => [{ part }, 1]),
    );
  }

  private gauge(
    name: string,
    help: string,
    labelNames: string[],
    samples: (streams: StreamsDto) => readonly Sample[],
  ): void {
    const full = `einmal_streams_${name}`;
    // A second application in the same process (tests) replaces the first one's metrics.
    register.removeSingleMetric(full);
    const streams = this.streams;
    void new Gauge({
      name: full,
      help,
      labelNames,
      async collect(this: Gauge) {
        const found = samples(await streams.current());
        this.reset();
        for (const [labels, value] of found) this.set(labels, value);
      },
    });
  }
}
