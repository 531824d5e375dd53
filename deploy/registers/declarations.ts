import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RegisterDeclaration } from '#libs/contracts';
import { subjectParsers } from '#libs/identifiers';
import { checkDeclaration, DeclarationUnusable } from './declaration.rules.ts';

/** Ports of the services that are no registers, and of those beside them. */
const taken: Readonly<Record<number, string>> = {
  8080: 'the gateway',
  8084: 'the operator',
  8086: 'identity',
  8085: 'the portal of citizens',
  8087: 'the register of Göttingen',
  8088: 'the portal of staff',
  8089: 'the console of operators',
  8091: 'the procedures',
};
const names = [
  ...['gateway', 'operator', 'procedures', 'identity', 'portal', 'portal-staff', 'portal-console'],
  'observer',
];

/** What the registers declare, by their ports; `root` is the repository's. @throws DeclarationUnusable */
export function readDeclarations(root: string): readonly RegisterDeclaration[] {
  const declarations = readdirSync(join(root, 'apps'))
    .filter((app) => existsSync(join(root, 'apps', app, 'register.json')))
    .map((app) => readDeclaration(root, app))
    .sort((one, other) => one.port - other.port);
  for (const declaration of declarations) checkTogether(declaration, declarations);
  return declarations;
}

const fileOf = (app: string): string => `apps/${app}/register.json`;

function readDeclaration(root: string, app: string): RegisterDeclaration {
  const file = fileOf(app);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(join(root, file), 'utf8'));
  } catch {
    throw new DeclarationUnusable(`${file}: the whole is no JSON; compare apps/residents/register.json.`);
  }
  checkDeclaration(file, content, [...Object.keys(subjectParsers), 'person']);
  const declaration = content as RegisterDeclaration;
  if (declaration.name !== app || names.includes(app))
    throw new DeclarationUnusable(`${file}: name is not that of its folder, or taken; write the folder's.`);
  return declaration;
}

function checkTogether(own: RegisterDeclaration, all: readonly RegisterDeclaration[]): void {
  const others = all.filter(({ name }) => name !== own.name);
  const refuse = (fault: string): never => {
    throw new DeclarationUnusable(`${fileOf(own.name)}: ${fault}.`);
  };
  const atPort = taken[own.port] ?? others.find(({ port }) => port === own.port)?.name;
  if (atPort !== undefined) refuse(`port is that of ${atPort}; choose another`);
  for (const [kind, parser] of Object.entries(own.subjects))
    if (others.some(({ subjects }) => (subjects[kind] ?? parser) !== parser))
      refuse(`subjects.${kind} is read otherwise by another register; choose another name`);
  for (const kind of Object.keys(own.events.followedBy))
    if (own.subjects[kind] === undefined)
      refuse(`events.followedBy.${kind} is none of its subjects; add it there`);
  for (const type of own.events.closing ?? [])
    if (!own.events.types.includes(type))
      refuse(`events.closing has ${type}, which is none of its types; add it there`);
  for (const type of own.events.types)
    if (others.some(({ events }) => events.types.includes(type)))
      refuse(`events.types has ${type}, which another register announces; choose another name`);
  for (const code of Object.keys(own.errors))
    if (others.some(({ errors }) => errors[code] !== undefined))
      refuse(`errors.${code} is another register's; choose another code`);
  for (const [group, followed] of Object.entries(own.follows)) {
    if (!group.startsWith(`${own.name}.`)) refuse(`follows.${group} does not begin with its name; rename it`);
    if (followed.some((name) => !all.some((each) => each.name === name)))
      refuse(`follows.${group} names a register that there is not; correct it`);
  }
  if (own.retention.at(-1)?.subjectKind !== undefined || own.retention.length === 0)
    refuse('retention has no entry for all subjects; add one without subjectKind at its end');
  if (own.since !== undefined && own.retention.length > 1)
    refuse('retention has several entries; a log has one period, leave one without subjectKind');
}
