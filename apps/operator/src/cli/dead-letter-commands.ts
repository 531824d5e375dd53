import { type Command, Option } from 'commander';
import { deadLetterCauses } from '#libs/contracts';
import type {
  DeadLetterDetailDto,
  DeadLetterPageDto,
  DeadLetterSummaryDto,
} from '../dead-letters/dead-letter.dto.ts';
import type { RedriveDescriptionDto, RedriveListDto } from '../dead-letters/redrive.dto.ts';
import { type CliContext, type CommandGroup, exitCodes } from './cli-context.ts';
import { addCorrections } from './correction-commands.ts';
import { followProgress } from './follow-progress.ts';
import { detailText, listText, redriveListText, redriveText, summaryText } from './dead-letter-texts.ts';
import { CliFailure } from './operator.client.ts';

interface SelectionOptions {
  readonly group?: string;
  readonly topic?: string;
  readonly type?: string;
  readonly cause?: string;
  readonly key?: string;
}

interface StepOptions extends SelectionOptions {
  readonly reason?: string;
  readonly wait: boolean;
}

const path = '/v1/dead-letters';
const redriveAt = (id: string): string => `${path}/redrives/${encodeURIComponent(id)}`;

export const deadLetterCommands: CommandGroup = (program, context) => {
  const letters = program
    .command('dead-letters')
    .description('events that a consumer group could not handle');
  withSelection(letters.command('list'))
    .description('newest first')
    .addOption(new Option('--state <state>').choices(['PARKED', 'REDRIVEN', 'DISCARDED']).default('PARKED'))
    .option('--all', 'whatever their state', false)
    .option('--limit <count>', 'at most so many', '20')
    .action(async (options: SelectionOptions & { state: string; all: boolean; limit: string }) => {
      const { client, json, print } = context();
      const query = new URLSearchParams({ ...selectionOf(options), limit: options.limit });
      if (!options.all) query.set('state', options.state);
      const page = await client().get<DeadLetterPageDto>(`${path}?${query.toString()}`);
      print(json ? JSON.stringify(page, undefined, 2) : listText(page));
    });
  letters
    .command('summary')
    .description('how many, by group, type and cause')
    .action(async () => {
      const { client, json, print } = context();
      const summary = await client().get<DeadLetterSummaryDto>(`${path}/summary`);
      print(json ? JSON.stringify(summary, undefined, 2) : summaryText(summary));
    });
  letters
    .command('show <id>')
    .description('one of them: cause, attempts, origin, what happened to it')
    .action(async (id: string) => {
      const { client, json, print } = context();
      const letter = await client().get<DeadLetterDetailDto>(`${path}/${encodeURIComponent(id)}`);
      print(json ? JSON.stringify(letter, undefined, 2) : detailText(letter));
    });
  withSelection(letters.command('redrive [id]'))
    .description('let the group handle one again, or all that fit, each key in its order')
    .option('--reason <text>', 'for the audit log')
    .option('--no-wait', 'do not wait for the outcome')
    .action((id: string | undefined, options: StepOptions) => take('redrive', id, options, context()));
  withSelection(letters.command('discard [id]'))
    .description('give one up for good, or all that fit')
    .requiredOption('--reason <text>', 'for the audit log and the group')
    .option('--no-wait', 'do not wait for the outcome')
    .action((id: string | undefined, options: StepOptions) => take('discard', id, options, context()));
  letters
    .command('redrives [id]')
    .description('redrives and discards that were asked for, the newest first, or one of them')
    .action(async (id: string | undefined) => {
      const { client, json, print } = context();
      const show = <T>(answer: T, text: (answer: T) => string): void =>
        print(json ? JSON.stringify(answer, undefined, 2) : text(answer));
      if (id === undefined) show(await client().get<RedriveListDto>(`${path}/redrives`), redriveListText);
      else show(await client().get<RedriveDescriptionDto>(redriveAt(id)), redriveText);
    });
  addCorrections(letters, context);
};

const withSelection = (command: Command): Command =>
  command
    .option('--group <group>', 'consumer group')
    .option('--topic <topic>', 'topic of the event')
    .option('--type <type>', 'event type')
    .addOption(new Option('--cause <code>', 'why it was parked').choices([...deadLetterCauses]))
    .option('--key <key>', 'key of the event, a pseudonym');

function selectionOf({ group, topic, type, cause, key }: SelectionOptions): Record<string, string> {
  return {
    ...(group !== undefined && { group }),
    ...(topic !== undefined && { topic }),
    ...(type !== undefined && { type }),
    ...(cause !== undefined && { causeCode: cause }),
    ...(key !== undefined && { key }),
  };
}

async function take(
  step: 'redrive' | 'discard',
  id: string | undefined,
  options: StepOptions,
  context: CliContext,
): Promise<void> {
  const selection = selectionOf(options);
  const some = Object.keys(selection).length > 0;
  if ((id !== undefined) === some)
    throw new CliFailure('Name either the id of one dead letter, or a selection such as --group or --key.');
  const target = id === undefined ? `${path}/${step}s` : `${path}/${encodeURIComponent(id)}/${step}`;
  const client = context.client();
  const asked = await client.post<RedriveDescriptionDto>(target, {
    ...selection,
    ...(options.reason !== undefined && { reason: options.reason }),
  });
  const { leftOut, absentGroups } = asked;
  // Nobody knows when a group comes back that is not there.
  const isWaitedFor = options.wait && absentGroups.length === 0;
  const job = isWaitedFor ? await follow(context, client, asked) : asked;
  context.print(context.json ? JSON.stringify(job, undefined, 2) : redriveText(job));
  const { failedAgain, heldBack } = job.progress;
  const wanting = failedAgain + heldBack + leftOut.length + absentGroups.length;
  if (wanting > 0 || job.isUnanswered) context.exitWith(exitCodes.incomplete);
}

async function follow(
  context: CliContext,
  client: ReturnType<CliContext['client']>,
  { id, progress: { events, keys } }: RedriveDescriptionDto,
): Promise<RedriveDescriptionDto> {
  context.remark(`${events} events of ${keys} keys\n`);
  const { job } = await followProgress(context, async () => {
    const current = await client.get<RedriveDescriptionDto>(redriveAt(id));
    const { progress } = current;
    const text = [
      `${progress.keysSettled} of ${progress.keys} keys`,
      ...(progress.failedAgain > 0 ? [`${progress.failedAgain} failed again`] : []),
      ...(progress.heldBack > 0 ? [`${progress.heldBack} held back`] : []),
    ].join(', ');
    const finished = current.state === 'DONE' || current.isUnanswered;
    return { done: progress.events - progress.pending, total: progress.events, text, finished, job: current };
  });
  return job;
}
