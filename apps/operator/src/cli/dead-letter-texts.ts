import { serviceOfGroup } from '#libs/contracts';
import { facts, instant, short, table } from '#libs/terminal';
import type {
  DeadLetterDetailDto,
  DeadLetterPageDto,
  DeadLetterSummaryDto,
} from '../dead-letters/dead-letter.dto.ts';
import type { RedriveDescriptionDto, RedriveListDto } from '../dead-letters/redrive.dto.ts';

export function listText({ deadLetters, next }: DeadLetterPageDto): string {
  if (deadLetters.length === 0) return 'No dead letters.';
  const text = table(deadLetters, [
    { title: 'ID', of: ({ id }) => id },
    { title: 'PARKED', of: ({ parkedAt }) => instant(parkedAt) },
    { title: 'GROUP', of: ({ group }) => group },
    { title: 'TYPE', of: ({ type }) => type || '(unreadable)' },
    { title: 'KEY', of: ({ key }) => short(key) },
    {
      title: 'STATE',
      of: ({ state, failedRedrives }) => (failedRedrives > 0 ? `${state}, failed again` : state),
    },
    { title: 'CAUSE', of: ({ causeCode, cause }) => (cause === '' ? causeCode : `${causeCode}: ${cause}`) },
  ]);
  return next === undefined ? text : `${text}\n… and more: raise --limit or narrow the selection.`;
}

export function summaryText({ groups, parked }: DeadLetterSummaryDto): string {
  if (groups.length === 0) return 'No dead letters.';
  const byGroup = table(groups, [
    { title: 'GROUP', of: ({ group }) => group },
    { title: 'PARKED', of: (each) => each.parked, right: true },
    { title: 'KEYS BLOCKED', of: ({ keysBlocked }) => keysBlocked, right: true },
    { title: 'REDRIVEN', of: ({ redriven }) => redriven, right: true },
    { title: 'DISCARDED', of: ({ discarded }) => discarded, right: true },
    { title: 'OLDEST', of: ({ oldestParkedAt }) => oldestParkedAt && instant(oldestParkedAt) },
  ]);
  const byCause = table(parked, [
    { title: 'GROUP', of: ({ group }) => group },
    { title: 'TYPE', of: ({ type }) => type || '(unreadable)' },
    { title: 'CAUSE', of: ({ causeCode }) => causeCode },
    { title: 'PARKED', of: (each) => each.parked, right: true },
    { title: 'KEYS', of: ({ keys }) => keys, right: true },
    { title: 'FAILED AGAIN', of: ({ failedAgain }) => failedAgain, right: true },
  ]);
  return parked.length === 0 ? byGroup : `${byGroup}\n\n${byCause}`;
}

export function detailText(letter: DeadLetterDetailDto): string {
  const about = facts([
    ['id', letter.id],
    ['group', letter.group],
    ['origin', letter.origin],
    ['type', letter.type || '(unreadable)'],
    ['event', letter.eventId],
    ['key', letter.key],
    ['state', letter.state],
    ['cause', `${letter.causeCode} ${letter.cause}`.trim()],
    ['attempts', letter.attempts],
    ['failed redrives', letter.failedRedrives],
    ['waits for', `${letter.waitsFor} earlier events of its key`],
    ['holds back', `${letter.holdsBack} later events of its key`],
  ]);
  return [
    about,
    '',
    letter.event ? JSON.stringify(letter.event, undefined, 2) : `${letter.bytes} bytes, withheld.`,
    letter.privacy,
    ...letter.corrections.map(({ id, state }) => `Correction ${id} is ${state}.`),
    '',
    table(letter.steps, [
      { title: 'WHEN', of: ({ at }) => instant(at) },
      { title: 'STATE', of: ({ state }) => state },
      { title: 'CAUSE', of: ({ causeCode }) => causeCode },
      { title: 'ATTEMPTS', of: ({ attempts }) => attempts, right: true },
    ]),
  ].join('\n');
}

const kinds = { REDRIVE: 'Redrive', DISCARD: 'Discard' } as const;

export function redriveListText({ redrives }: RedriveListDto): string {
  if (redrives.length === 0) return 'Nothing was redriven or discarded.';
  return table(redrives, [
    { title: 'ID', of: ({ id }) => id },
    { title: 'ASKED', of: ({ requestedAt }) => instant(requestedAt) },
    { title: 'BY', of: ({ requestedBy }) => requestedBy },
    { title: 'KIND', of: ({ kind }) => kind },
    { title: 'STATE', of: ({ state, isUnanswered }) => (isUnanswered ? `${state}, unanswered` : state) },
    { title: 'EVENTS', of: ({ progress }) => progress.events, right: true },
    { title: 'DONE', of: ({ progress }) => progress.done, right: true },
    {
      title: 'LEFT OUT',
      of: ({ leftOut }) => leftOut.reduce((sum, { events }) => sum + events, 0),
      right: true,
    },
  ]);
}

export const redriveText = (job: RedriveDescriptionDto): string =>
  [
    outcomeText(job),
    ...job.leftOut.map(
      ({ group, events }) =>
        `Left out: ${events} ${events === 1 ? 'event' : 'events'} of ${group}, which Kafka did not know. Start the service ${serviceOfGroup(group)}, then ask again.`,
    ),
    ...(job.state === 'RUNNING' ? job.absentGroups : []).map(
      (group) =>
        `Kafka did not know ${group}: what is asked of it is carried out when the service ${serviceOfGroup(group)} runs again.`,
    ),
  ].join('\n');

function outcomeText({
  id,
  kind,
  state,
  isUnanswered,
  absentGroups,
  progress,
}: RedriveDescriptionDto): string {
  const what = kinds[kind];
  if (state === 'RUNNING') {
    const pending = `${progress.pending} of ${progress.events} events pending`;
    if (!isUnanswered || absentGroups.length > 0) return `${what} ${id} runs: ${pending}.`;
    return `${what} ${id} is not answered: ${pending}. See whether the service of the group runs; then ask again.`;
  }
  const done = kind === 'REDRIVE' ? 'handled' : 'given up';
  const rest =
    progress.failedAgain === 0
      ? ''
      : ` ${progress.failedAgain} failed again, and ${progress.heldBack} behind them were not tried.`;
  return `${what} ${id} is done: ${progress.done} of ${progress.events} events ${done}.${rest}`;
}
