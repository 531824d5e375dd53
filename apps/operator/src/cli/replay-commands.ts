import { type Command, InvalidArgumentError, Option } from 'commander';
import { registerNames } from '#libs/contracts';
import { pause } from '#libs/service-kit';
import { jsonWithoutHidden } from '#libs/terminal';
import { targetKinds } from '../replays/replay-order.rules.ts';
import type { ReplayDto, ReplayListDto, ReplayReportDto } from '../replays/replay.dto.ts';
import { type CliContext, type CommandGroup, exitCodes } from './cli-context.ts';
import { followProgress } from './follow-progress.ts';
import { type Needs, needsAlso } from './required-options.ts';
import { dryRunText, progressText, replayListText, replayText, shownText } from './replay-texts.ts';

interface DraftOptions {
  readonly register?: string;
  readonly topic?: string;
  readonly partitions?: number[];
  readonly from?: string;
  readonly to?: string;
  readonly fromOffset?: number;
  readonly toOffset?: number;
  readonly keys?: string[];
  readonly types?: string[];
  readonly target: string;
  readonly name?: string;
  readonly rate?: number;
  readonly reason: string;
  readonly ticket: string;
}

const path = '/v1/replays';
const at = (id: string, step = ''): string => `${path}/${encodeURIComponent(id)}${step}`;
const steps = {
  pause: 'pause within a second',
  resume: 'go on where it was paused',
  cancel: 'give it up for good; what was delivered stays delivered',
};

export const replayCommands: CommandGroup = (program, context) => {
  const replay = program.command('replay').description('replay change events, with a second pair of eyes');
  addDraft(replay, context);
  replay
    .command('dry-run <id>')
    .description('count what would be replayed, and check range and target')
    .action(async (id: string) => {
      const { client, exitWith, ...screen } = context();
      await client().post(at(id, '/dry-run'), {});
      const counted = await until(
        () => client().get<ReplayDto>(at(id)),
        ({ dryRun }) => dryRun !== undefined,
      );
      show(screen, counted, dryRunText);
      if (counted.dryRun?.passed !== true) exitWith(exitCodes.incomplete);
    });
  replay
    .command('approve <id>')
    .description('approve what a dry run counted; never one’s own')
    .requiredOption('--dry-run <hash>', 'of the dry run that you looked at')
    .action(async (id: string, { dryRun }: { dryRun: string }) => {
      const { client, ...screen } = context();
      show(screen, await client().post<ReplayDto>(at(id, '/approval'), { dryRunHash: dryRun }), replayText);
    });
  replay
    .command('start <id>')
    .description('start it; the end of the range is frozen now')
    .option('--no-wait', 'do not wait for the end')
    .action(async (id: string, { wait }: { wait: boolean }) => {
      const { client, ...screen } = context();
      const started = await client().post<ReplayDto>(at(id, '/start'), {});
      if (wait) await watch(id, context());
      else show(screen, started, replayText);
    });
  for (const [step, description] of Object.entries(steps)) {
    replay
      .command(`${step} <id>`)
      .description(description)
      .action(async (id: string) => {
        const { client, ...screen } = context();
        show(screen, await client().post<ReplayDto>(at(id, `/${step}`), {}), replayText);
      });
  }
  addReading(replay, context);
};

function addDraft(replay: Command, context: () => CliContext): void {
  needsAlso(replay.command('draft'), draftNeeds)
    .description('ask for a replay; nothing is read or written yet')
    .addOption(new Option('--register <name>', 'whose change events').choices([...registerNames]))
    .option('--topic <topic>', 'instead of a register')
    .option('--partitions <numbers>', 'separated by commas; default all', numbers)
    .option('--from <instant>', 'from the first event written at or after it; default the oldest retained')
    .option('--to <instant>', 'up to the first event written at or after it; default the end at the start')
    .option('--from-offset <offset>', 'instead of --from, with one partition', whole)
    .option('--to-offset <offset>', 'instead of --to, exclusive, with one partition', whole)
    .option('--keys <subjects>', 'separated by commas', texts)
    .option('--types <types>', 'separated by commas', texts)
    .addOption(new Option('--target <kind>', 'where to').choices([...targetKinds]).makeOptionMandatory())
    .option('--name <name>', 'of the consumer group, the side topic (replay.…) or the subscription')
    .option('--rate <events>', 'at most so many events per second; default 500', whole)
    .requiredOption('--reason <text>', 'why; names no person')
    .requiredOption('--ticket <ticket>', 'where the matter is recorded')
    .action(async (options: DraftOptions) => {
      const { client, ...screen } = context();
      show(screen, await client().post<ReplayDto>(path, draftOf(options)), replayText);
    });
}

function addReading(replay: Command, context: () => CliContext): void {
  replay
    .command('watch <id>')
    .description('progress until it is over or paused')
    .action((id: string) => watch(id, context()));
  replay
    .command('list')
    .description('the newest first')
    .action(async () => {
      const { client, ...screen } = context();
      show(screen, await client().get<ReplayListDto>(path), replayListText);
    });
  replay
    .command('show <id>')
    .description('one replay: its order, what the dry run found, and what comes next')
    .action(async (id: string) => {
      const { client, ...screen } = context();
      show(screen, await client().get<ReplayDto>(at(id)), shownText);
    });
  replay
    .command('report <id>')
    .description('the signed report')
    .option('--jws', 'only the signature over it, as compact JWS', false)
    .action(async (id: string, { jws }: { jws: boolean }) => {
      const { client, print } = context();
      const report = await client().get<ReplayReportDto>(at(id, '/report'));
      print(jws ? report.jws : jsonWithoutHidden(JSON.stringify(report.report, undefined, 2)));
    });
}

async function watch(id: string, { client, exitWith, ...screen }: CliContext): Promise<void> {
  const { replay } = await followProgress(screen, async () => {
    const replay = await client().get<ReplayDto>(at(id));
    const { passedOffsets: done = 0, totalOffsets: total = 0 } = replay.progress ?? {};
    return { replay, done, total, text: progressText(replay), finished: replay.state !== 'running' };
  });
  show(screen, replay, replayText);
  if (replay.state === 'failed') exitWith(exitCodes.failed);
  if (replay.state === 'cancelled' || replay.state === 'paused') exitWith(exitCodes.incomplete);
}

function show<T>(
  { json, print }: Pick<CliContext, 'json' | 'print'>,
  answer: T,
  text: (answer: T) => string,
): void {
  print(json ? JSON.stringify(answer, undefined, 2) : text(answer));
}

const draftNeeds: Needs = ({ register, topic, target, name }) => [
  ...(register === undefined && topic === undefined ? ['--register <name> or --topic <topic>'] : []),
  ...(typeof target === 'string' && nameMembers[target] !== undefined && name === undefined
    ? [`--name <name> of the ${target}`]
    : []),
];

const nameMembers: Readonly<Record<string, string>> = {
  group: 'group',
  'side-topic': 'topic',
  subscription: 'subscription',
};

function draftOf({ from, to, target, name, rate, ...rest }: DraftOptions): object {
  const member = nameMembers[target];
  return {
    ...rest,
    ...(from !== undefined && { fromTime: from }),
    ...(to !== undefined && { toTime: to }),
    ...(rate !== undefined && { ratePerSecond: rate }),
    target: { kind: target, ...(name !== undefined && { [member ?? 'topic']: name }) },
  };
}

async function until<T>(read: () => Promise<T>, enough: (answer: T) => boolean): Promise<T> {
  // by hand: the command ends with it
  for (;;) {
    const answer = await read();
    if (enough(answer)) return answer;
    await pause(200);
  }
}

const texts = (text: string): string[] => text.split(',').map((part) => part.trim());

function whole(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('a whole number is needed');
  return Number(text);
}

const numbers = (text: string): number[] => texts(text).map(whole);
