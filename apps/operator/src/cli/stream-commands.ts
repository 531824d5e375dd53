import { duration, instant, table } from '#libs/terminal';
import type { StreamHistoryDto } from '../streams/stream-history.dto.ts';
import type { GroupTopicDto, StreamGroupDto, StreamsDto } from '../streams/stream.dto.ts';
import { type CommandGroup, exitCodes } from './cli-context.ts';

interface Reading {
  readonly group: StreamGroupDto;
  readonly topic: GroupTopicDto;
}

export const streamCommands: CommandGroup = (program, context) => {
  program
    .command('streams')
    .description('topics, consumer groups and their lag, relays, dead letters')
    .option('--history', 'lag and throughput of the last hour instead', false)
    .option('--group <group>', 'of one consumer group; with --history')
    .action(async ({ history, group }: { history: boolean; group?: string }) => {
      const { client, json, print, exitWith } = context();
      if (history) {
        const query = group === undefined ? '' : `?${new URLSearchParams({ group }).toString()}`;
        const found = await client().get<StreamHistoryDto>(`/v1/streams/history${query}`);
        print(json ? JSON.stringify(found, undefined, 2) : historyText(found));
        return;
      }
      const streams = await client().get<StreamsDto>('/v1/streams');
      print(json ? JSON.stringify(streams, undefined, 2) : streamsText(streams));
      if (!streams.complete) exitWith(exitCodes.incomplete);
    });
};

const historyText = ({ points }: StreamHistoryDto): string =>
  table(points, [
    { title: 'AT', of: ({ at }) => instant(at) },
    { title: 'LAG', of: ({ lagEvents }) => lagEvents, right: true },
    { title: 'AGE', of: ({ lagSeconds }) => duration(lagSeconds), right: true },
    { title: 'WRITTEN/S', of: ({ eventsPerSecond }) => eventsPerSecond, right: true },
  ]);

export function streamsText(streams: StreamsDto): string {
  const { lastOfKafka } = streams;
  const { topics, groups } = lastOfKafka ?? streams;
  const readings = groups.flatMap((group): Reading[] => group.topics.map((topic) => ({ group, topic })));
  return [
    `As of ${instant(streams.asOf)} UTC`,
    ...streams.missing.map(({ part, reason }) => `MISSING  ${part} ${reason}`),
    ...(lastOfKafka ? [`Topics and groups are as of ${instant(lastOfKafka.asOf)} UTC.`] : []),
    '',
    table(topics, [
      { title: 'TOPIC', of: ({ name }) => name },
      { title: 'PARTITIONS', of: ({ partitions }) => partitions.length, right: true },
      { title: 'OFFSETS KEPT', of: ({ kept }) => kept, right: true },
    ]),
    '',
    table(readings, [
      { title: 'GROUP', of: ({ group }) => group.name },
      { title: 'STATE', of: ({ group }) => group.state },
      { title: 'MEMBERS', of: ({ group }) => group.members, right: true },
      { title: 'READS', of: ({ topic }) => topic.topic },
      { title: 'LAG', of: ({ topic }) => topic.lagEvents, right: true },
      { title: 'AGE', of: ({ topic }) => duration(topic.lagSeconds), right: true },
    ]),
    '',
    table(streams.relays, [
      { title: 'RELAY', of: ({ register }) => register },
      { title: 'LEADING', of: ({ leading }) => (leading ? 'yes' : 'no') },
      { title: 'BACKLOG', of: ({ backlogEvents }) => backlogEvents, right: true },
      { title: 'AGE', of: ({ oldestEventAgeSeconds }) => duration(oldestEventAgeSeconds), right: true },
    ]),
    '',
    table(streams.deadLetters, [
      { title: 'DEAD LETTERS OF', of: ({ group }) => group },
      { title: 'PARKED', of: ({ parked }) => parked, right: true },
      { title: 'KEYS BLOCKED', of: ({ keysBlocked }) => keysBlocked, right: true },
      { title: 'OLDEST', of: ({ oldestParkedAt }) => oldestParkedAt && instant(oldestParkedAt) },
    ]),
  ].join('\n');
}
