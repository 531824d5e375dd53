import { duration, facts, instant, table } from '#libs/terminal';
import type { Bound, ReplayTarget } from '../replays/replay-order.rules.ts';
import type { ReplayDto, ReplayListDto } from '../replays/replay.dto.ts';

export function replayListText({ replays }: ReplayListDto): string {
  if (replays.length === 0) return 'No replays.';
  return table(replays, [
    { title: 'ID', of: ({ id }) => id },
    { title: 'ASKED', of: ({ requested }) => instant(requested.at) },
    { title: 'BY', of: ({ requested }) => requested.by },
    { title: 'STATE', of: ({ state }) => state },
    { title: 'TOPIC', of: ({ selection }) => selection.topic },
    { title: 'TARGET', of: ({ target }) => targetText(target) },
    { title: '%', of: ({ progress }) => progress?.percent, right: true },
    { title: 'DELIVERED', of: ({ progress }) => progress?.delivered, right: true },
    { title: 'TICKET', of: ({ ticket }) => ticket },
  ]);
}

export function replayText(replay: ReplayDto): string {
  const { selection, progress, failure, approved, started } = replay;
  return facts([
    ['id', replay.id],
    ['state', progress?.phase ? `${replay.state}, ${progress.phase.replaceAll('-', ' ')}` : replay.state],
    ['topic', selection.topic],
    ['partitions', selection.partitions?.join(', ') ?? 'all'],
    ['from', boundText(selection.from) ?? 'the oldest event retained'],
    ['to', boundText(selection.to) ?? 'the end of the log at the start'],
    ['types', selection.types?.join(', ') ?? 'all'],
    ['keys', selection.keys?.length ?? 'all'],
    ['order hash', replay.orderHash],
    ['target', targetText(replay.target)],
    ['at most', `${replay.ratePerSecond} events/s`],
    [
      'asked',
      `${instant(replay.requested.at)} by ${replay.requested.by}, ${replay.ticket}: ${replay.reason}`,
    ],
    ['approved', approved && `${instant(approved.at)} by ${approved.by}`],
    ['started', started && `${instant(started.at)} by ${started.by}`],
    ['delivered', progress && `${progress.delivered} of ${progress.read} read, ${progress.percent} %`],
    ['retrying after', progress?.retrying],
    ['ended', replay.endedAt && instant(replay.endedAt)],
    ['failure', failure && `${failure.code}: ${failure.detail}`],
  ]);
}

/** What an approver has to look at. */
export function dryRunText(replay: ReplayDto): string {
  const { dryRun } = replay;
  if (!dryRun) return 'The dry run is still counting.';
  const byType = Object.entries(dryRun.selected.byType).map(([name, events]) => ({ name, events }));
  const byPartition = dryRun.ranges.map((range) => ({
    ...range,
    events: dryRun.selected.byPartition[range.partition] ?? 0,
  }));
  return [
    table(dryRun.checks, [
      { title: 'CHECK', of: ({ check }) => check },
      { title: '', of: ({ ok, blocking }) => checkMark(ok, blocking) },
      { title: 'FOUND', of: ({ detail }) => detail },
    ]),
    '',
    table(byType, [
      { title: 'TYPE', of: ({ name }) => name },
      { title: 'EVENTS', of: ({ events }) => events, right: true },
    ]),
    '',
    table(byPartition, [
      { title: 'PARTITION', of: ({ partition }) => partition, right: true },
      { title: 'FROM', of: ({ from }) => from, right: true },
      { title: 'TO', of: ({ to }) => to, right: true },
      { title: 'EVENTS', of: ({ events }) => events, right: true },
    ]),
    '',
    `${dryRun.selected.events} of ${dryRun.read} events would be replayed in about ${duration(dryRun.estimateSeconds)}.`,
    nextText(replay),
  ].join('\n');
}

/** Everything about one replay: its order, what the dry run found, and the command that comes next. */
export const shownText = (replay: ReplayDto): string =>
  [replayText(replay), '', replay.dryRun ? dryRunText(replay) : nextText(replay)].join('\n');

function nextText({ state, id, dryRun }: ReplayDto): string {
  if (state === 'draft' || (state === 'dry-run' && !dryRun))
    return `Count it with: einmal replay dry-run ${id}`;
  if (state === 'dry-run')
    return dryRun?.passed
      ? `Another operator approves it with: einmal replay approve ${id} --dry-run ${dryRun.hash}`
      : 'It cannot be approved like this: draft another one.';
  if (state === 'approved') return `Start it with: einmal replay start ${id}`;
  if (state === 'running') return `Watch it with: einmal replay watch ${id}`;
  if (state === 'paused') return `Go on with: einmal replay resume ${id}`;
  return state === 'cancelled' ? 'It was given up.' : `See what it did with: einmal replay report ${id}`;
}

/** What stands behind the progress bar. */
export function progressText({ state, progress }: ReplayDto): string {
  if (!progress) return state;
  const { phase, eventsPerSecond, etaSeconds, delivered, retrying } = progress;
  const parts = [
    state === 'running' ? (phase ?? 'starting').replaceAll('-', ' ') : state,
    `${delivered} delivered`,
    state === 'running' && eventsPerSecond !== undefined && `${eventsPerSecond}/s`,
    state === 'running' && etaSeconds !== undefined && `${duration(etaSeconds)} left`,
    retrying !== undefined && `retrying after ${retrying}`,
  ];
  return parts.filter((part) => part !== false).join(' · ');
}

function targetText(target: ReplayTarget): string {
  if (target.kind === 'group') return `group ${target.group}`;
  if (target.kind === 'side-topic') return `topic ${target.topic}`;
  return target.kind === 'subscription' ? `subscription ${target.subscription}` : target.kind;
}

function boundText(bound: Bound | undefined): string | undefined {
  if (!bound) return undefined;
  return 'time' in bound ? `${instant(bound.time)} UTC` : `offset ${bound.offset}`;
}

function checkMark(ok: boolean, blocking: boolean): string {
  if (ok) return 'ok';
  return blocking ? 'FAILED' : 'note';
}
