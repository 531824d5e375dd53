import type { Command } from 'commander';

/** Names of options that a command misses, given those it has. */
export type Needs = (options: Readonly<Record<string, unknown>>) => readonly string[];

const needs = new WeakMap<Command, Needs>();

/** What no single option can say: one of two, or one only beside another. */
export function needsAlso(command: Command, missing: Needs): Command {
  needs.set(command, missing);
  return command;
}

/**
 * Marks required options in the help of every command, and names all that are missing at once: commander by itself
 * marks none and names the first.
 */
export function markRequired(program: Command): void {
  const required = new Map<Command, readonly (readonly [attribute: string, flags: string])[]>();
  for (const command of withSubcommands(program)) {
    const marked = command.options.filter(({ mandatory }) => mandatory);
    for (const option of marked) {
      option.description += ' (required)';
      option.makeOptionMandatory(false);
    }
    required.set(
      command,
      marked.map((option) => [option.attributeName(), option.flags] as const),
    );
  }
  program.hook('preAction', (_, command) => {
    const given = command.opts<Record<string, unknown>>();
    const missing = (required.get(command) ?? [])
      .filter(([attribute]) => given[attribute] === undefined)
      .map(([, flags]) => flags)
      .concat(needs.get(command)?.(given) ?? []);
    if (missing.length > 0) command.error(`error: missing: ${missing.join('; ')}`);
  });
}

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];
