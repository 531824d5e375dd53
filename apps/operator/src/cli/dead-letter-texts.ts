import { facts, instant, short, table } from '#libs/terminal';
import type {
  DeadLetterDetailDto,
  DeadLetterPageDto,
  DeadLetterSummaryDto,
} from '../dead-letters/dead-letter.dto.ts';
import type { RedriveDescriptionDto, RedriveRequestedDto } from '../dead-letters/redrive.dto.ts';

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

export const requestedText = ({ leftOut, ...job }: RedriveRequestedDto): string =>
  [
    redriveText(job),
    ...leftOut.map(
      ({ group, events }) =>
        `Left out: ${events} events of ${group}, a consumer group that Kafka does not know.`,
    ),
  ].join('\n');

function redriveText({ id, kind, state, progress }: RedriveDescriptionDto): string {
  const what = kind === 'REDRIVE' ? 'Redrive' : 'Discard';
  if (state === 'RUNNING')
    return `${what} ${id} runs: ${progress.pending} of ${progress.events} events pending.`;
  const done = kind === 'REDRIVE' ? 'handled' : 'given up';
  const rest =
    progress.failedAgain === 0
      ? ''
      : ` ${progress.failedAgain} failed again, and ${progress.heldBack} behind them were not tried.`;
  return `${what} ${id} is done: ${progress.done} of ${progress.events} events ${done}.${rest}`;
}
