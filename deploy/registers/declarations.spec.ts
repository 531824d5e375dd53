import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../local/repository.ts';
import { readDeclarations } from './declarations.ts';
import { generatedLists } from './generated-lists.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'einmal-unit-'));
  for (const app of ['residents', 'vehicles']) {
    mkdirSync(join(folder, 'apps', app), { recursive: true });
    cpSync(join(root, 'apps', app, 'register.json'), join(folder, 'apps', app, 'register.json'));
  }
  change('vehicles', { follows: { 'vehicles.reactions': ['residents'] } });
});
afterEach(() => rmSync(folder, { recursive: true }));

type Declaration = Readonly<Record<string, unknown>>;

function declared(app: string): Declaration {
  return JSON.parse(readFileSync(join(folder, 'apps', app, 'register.json'), 'utf8')) as Declaration;
}

function change(app: string, members: object): void {
  const changed = JSON.stringify({ ...declared(app), ...members });
  writeFileSync(join(folder, 'apps', app, 'register.json'), changed);
}

const without = (member: string): object => ({ [member]: undefined });

it('registers are those whose folder declares one, in the order of their ports', () => {
  expect(readDeclarations(folder).map(({ name }) => name)).toEqual(['residents', 'vehicles']);
  change('residents', { port: 8_090 });
  const [first, ...others] = readDeclarations(folder);
  expect([first!.name, others.length]).toEqual(['vehicles', 1]);
  expect(Object.values(generatedLists([first!])).join('')).not.toContain('residents.');
});

const faults: readonly (readonly [string, object, string])[] = [
  ['lacks a member', without('events'), 'events is missing; add it'],
  ['has a member of nobody', { s3cret: 1 }, 's3cret is no member of a declaration; remove it'],
  [
    'has a port that is none',
    { port: '8081' },
    'port is not usable; write a whole number from 1024 to 64000',
  ],
  ['has the port of another', { port: 8_082 }, 'port is that of vehicles; choose another'],
  ['has the port of the gateway', { port: 8_080 }, 'port is that of the gateway; choose another'],
  [
    'names no parser',
    { subjects: { idnr: 'digits' } },
    'subjects.idnr is not usable; choose one of idnr, plate',
  ],
  [
    'brings a pattern',
    { subjects: { idnr: { pattern: '^x$' } } },
    'subjects.idnr is not usable; choose one of',
  ],
  [
    'reads a kind otherwise',
    { subjects: { plate: 'idnr' } },
    'subjects.plate is read otherwise by another register',
  ],
  [
    'lets none of its subjects be followed',
    { events: { types: [], followedBy: { vin: 'identifier' } } },
    'events.followedBy.vin is none of its subjects; add it there',
  ],
  [
    'names a type wrongly',
    { events: { types: ['moved'], followedBy: {} } },
    'events.types.0 is not usable; write it like',
  ],
  [
    'closes by an event that it does not announce',
    { events: { types: [], closing: ['dog.left.v1'], followedBy: {} } },
    'events.closing has dog.left.v1, which is none of its types; add it there',
  ],
  [
    "announces another one's type",
    { events: { types: ['vehicle.registered.v1'], followedBy: {} } },
    'events.types has vehicle.registered.v1, which another register announces',
  ],
  [
    "has another one's error",
    { errors: { 'plate-taken': { status: 409, title: 'T' } } },
    "errors.plate-taken is another register's",
  ],
  [
    'follows nobody',
    { follows: { 'residents.reactions': ['dogs'] } },
    'follows.residents.reactions names a register that there is not',
  ],
  [
    "has another one's group",
    { follows: { 'vehicles.more': [] } },
    'follows.vehicles.more does not begin with its name',
  ],
  ['keeps nothing', { retention: [] }, 'retention has no entry for all subjects'],
  ['has another name', { name: 'others' }, "name is not that of its folder, or taken; write the folder's"],
];

it.each(faults)('a declaration that %s is refused in one sentence', (_story, members, fault) => {
  change('residents', members);
  expect(() => readDeclarations(folder)).toThrow(`apps/residents/register.json: ${fault}`);
});

it('a declaration that is no JSON is refused without its text', () => {
  writeFileSync(join(folder, 'apps/residents/register.json'), '{ s3cret');
  const read = (): unknown => readDeclarations(folder);
  expect(read).toThrow('apps/residents/register.json: the whole is no JSON; compare');
  expect(read).not.toThrow('s3cret');
});
