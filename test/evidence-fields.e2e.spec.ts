import { readdirSync, readFileSync } from 'node:fs';
import { type RegisterName, registerNames } from '#libs/contracts';
import type { Register, RegisterRecord } from '#libs/register-kit';

interface EvidenceType {
  readonly id: string;
  readonly register: RegisterName;
  readonly subjectKinds: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
}

type Defined = Register<RegisterRecord>;

/** As each register's folder defines it. */
const registers = Object.fromEntries(
  await Promise.all(
    registerNames.map(async (name) => {
      const defined = (await import(`../apps/${name}/src/${name}.register.ts`)) as Record<string, Defined>;
      return [name, defined[name]] as const;
    }),
  ),
) as Readonly<Record<RegisterName, Defined>>;
const folder = new URL('../apps/gateway/data/evidence-types/', import.meta.url);
const types = readdirSync(folder).map(
  (name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as EvidenceType,
);

describe('the gateway’s evidence types and the registers’ catalogues', () => {
  it.each(types)('$id names only fields and subjects that its register knows', ({ register, ...type }) => {
    const { fields, subjects, search } = registers[register];
    const paths = Object.keys(type.fields);
    expect(paths.length).toBeGreaterThan(0);
    expect(paths.filter((path) => !Object.hasOwn(fields, path))).toEqual([]);
    // A record id, learned from a change event, names a record of any register.
    const known = ['record', search?.kind, ...Object.keys(subjects)];
    expect(type.subjectKinds.filter((kind) => !known.includes(kind))).toEqual([]);
  });
});
