import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { namedTransforms } from '#libs/corrections';
import type { CorrectionDto, CorrectionListDto } from '../corrections/correction-view.dto.ts';
import type { CliContext } from './cli-context.ts';
import { correctionListText, correctionText } from './correction-texts.ts';
import { CliFailure } from './operator.client.ts';
import { type Needs, needsAlso } from './required-options.ts';

interface DraftOptions {
  readonly patch?: string;
  readonly function?: string;
  readonly reason: string;
  readonly ticket: string;
}

const path = '/v1/dead-letters';
const at = (id: string, step = ''): string => `${path}/corrections/${encodeURIComponent(id)}${step}`;

/** Commands on corrections, below those on dead letters. */
export function addCorrections(letters: Command, context: () => CliContext): void {
  const correct = letters
    .command('correct')
    .description('correct a parked event before it is redriven, with a second pair of eyes');
  const done = async (ask: (client: ReturnType<CliContext['client']>) => Promise<CorrectionDto>) => {
    const { client, ...screen } = context();
    show(screen, await ask(client()), correctionText);
  };
  needsAlso(correct.command('draft <dead-letter>'), draftNeeds)
    .description('ask for a correction; nothing is applied yet')
    .option(
      '--patch <json>',
      'JSON Patch (RFC 6902: add, remove, replace, test), or @ and the name of a file',
    )
    .addOption(new Option('--function <name>', 'instead of a patch').choices([...namedTransforms]))
    .requiredOption('--reason <text>', 'why; names no person')
    .requiredOption('--ticket <ticket>', 'where the matter is recorded')
    .action((letter: string, { reason, ticket, ...options }: DraftOptions) =>
      done((client) =>
        client.post(`${path}/${encodeURIComponent(letter)}/corrections`, {
          transform: transformOf(options),
          reason,
          ticket,
        }),
      ),
    );
  correct
    .command('dry-run <id>')
    .description('apply it to what is parked, and show what would change')
    .action((id: string) => done((client) => client.post(at(id, '/dry-run'), {})));
  correct
    .command('approve <id>')
    .description('approve what a dry run showed; never one’s own')
    .requiredOption('--hash <hash>', 'of the dry run you looked at')
    .action((id: string, { hash }: { hash: string }) =>
      done((client) => client.post(at(id, '/approval'), { hash })),
    );
  correct
    .command('cancel <id>')
    .description('give it up before anybody approved it')
    .action((id: string) => done((client) => client.post(at(id, '/cancel'), {})));
  correct
    .command('show <id>')
    .description('one correction: what it does, what the dry run showed, and what comes next')
    .action((id: string) => done((client) => client.get(at(id))));
  correct
    .command('list')
    .description('the newest first')
    .action(async () => {
      const { client, ...screen } = context();
      show(screen, await client().get<CorrectionListDto>(`${path}/corrections`), correctionListText);
    });
}

const draftNeeds: Needs = ({ patch, function: name }) =>
  (patch === undefined) === (name === undefined) ? ['--patch <json> or --function <name>'] : [];

function transformOf({ patch, function: name }: Pick<DraftOptions, 'patch' | 'function'>): object {
  if (patch === undefined) return { kind: 'function', name };
  try {
    const text = patch.startsWith('@') ? readFileSync(patch.slice(1), 'utf8') : patch;
    return { kind: 'json-patch', patch: JSON.parse(text) as unknown };
  } catch (error) {
    const isSyntax = error instanceof SyntaxError;
    throw new CliFailure(
      isSyntax
        ? '--patch is no JSON: give a list such as [{"op":"remove","path":"/data/x"}].'
        : '--patch names a file that cannot be read.',
    );
  }
}

function show<T>(
  { json, print }: Pick<CliContext, 'json' | 'print'>,
  answer: T,
  text: (answer: T) => string,
): void {
  print(json ? JSON.stringify(answer, undefined, 2) : text(answer));
}
