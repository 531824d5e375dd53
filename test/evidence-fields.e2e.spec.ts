import { readdirSync, readFileSync } from 'node:fs';
import { business } from '../apps/business/src/business.register.ts';
import { residents } from '../apps/residents/src/residents.register.ts';
import { vehicles } from '../apps/vehicles/src/vehicles.register.ts';

interface EvidenceType {
  readonly id: string;
  readonly register: 'residents' | 'vehicles' | 'business';
  readonly subjectKinds: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
}

const registers = { residents, vehicles, business };
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
