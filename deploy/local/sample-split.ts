import { readFileSync } from 'node:fs';
import { authorityTable, today } from '#libs/authorities';
import type { RegisterName } from '#libs/contracts';
import type {
  CompanyRecord,
  ResidentAddress,
  ResidentRecord,
  VehicleRecord,
} from '../sample/sample-record.ts';

/** Later than any day where the person lives there. */
const movedOut = ({ movedOutOn }: ResidentAddress): string => movedOutOn ?? '9999';

/** The municipality in which the person lives, or lived last. */
function homeOf({ addresses }: ResidentRecord): string | undefined {
  const homes = addresses.filter(({ residenceType }) => residenceType !== 'SECONDARY');
  return homes.toSorted((one, other) => (movedOut(one) < movedOut(other) ? 1 : -1))[0]?.ags;
}

/** What decides who is competent for a record of each register that has a sample. */
const areas: Readonly<Partial<Record<RegisterName, (record: never) => string | undefined>>> = {
  residents: homeOf,
  vehicles: ({ ags }: VehicleRecord) => ags,
  business: (company: CompanyRecord | { readonly company_number: string }) =>
    'register' in company ? company.register.courtCode : company.company_number.split('_')[0],
};

/** Whose record one of the sample is; nothing where the table knows nobody. */
export const authorityOf = (register: RegisterName, record: object): string | undefined =>
  authorityTable.competentFor(register, areas[register]?.(record as never) ?? '', today())?.id;

/** Lines by the authority whose records they are; those that the table knows nobody for by `undefined`. */
export type LinesByAuthority = ReadonlyMap<string | undefined, readonly string[]>;

/** Shares lines out among the authorities, as each imports its own records. */
export const sharedOut = (register: RegisterName, lines: readonly string[]): LinesByAuthority =>
  Map.groupBy(lines, (line) => authorityOf(register, JSON.parse(line) as object));

export const byAuthority = (register: RegisterName, file: string): LinesByAuthority =>
  sharedOut(register, readFileSync(file, 'utf8').split('\n').filter(Boolean));
