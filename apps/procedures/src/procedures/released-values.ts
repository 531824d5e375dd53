import type { RegisterName } from '#libs/contracts';
import { searchForm, streetForm } from '#libs/identifiers';
import type { Application, ReleasedEvidence } from './procedure.ts';

/** What a register said, by field path. */
export class ReleasedValues {
  constructor(private readonly found: ReleasedEvidence) {}

  /** Nothing where there is no evidence of that register, for whatever reason. */
  static of({ evidence }: Application, register: RegisterName): ReleasedValues | undefined {
    const found = evidence.find(
      ({ evidenceType, state }) => evidenceType.startsWith(`${register}.`) && state === 'EVIDENCE',
    );
    return found?.evidence === undefined ? undefined : new ReleasedValues(found);
  }

  /** `undefined` where the evidence type has no such field, `null` where the record has no value. */
  at(path: string): unknown {
    return path.split('.').reduce<unknown>((part, name) => memberOf(part, name), this.found.evidence);
  }

  /** Empty where there is none. */
  text(path: string): string {
    const value = this.at(path);
    return typeof value === 'string' ? value : '';
  }

  /** Of the record, as far as the fields of the evidence tell. */
  get version(): number | undefined {
    const versions = Object.values(this.found.provenance ?? {}).flatMap((origin) => {
      const version = memberOf(origin, 'version');
      return typeof version === 'number' ? [version] : [];
    });
    return versions.length === 0 ? undefined : Math.max(...versions);
  }
}

const memberOf = (part: unknown, name: string): unknown =>
  typeof part === 'object' && part !== null ? (part as Readonly<Record<string, unknown>>)[name] : undefined;

interface Named {
  readonly familyName: string;
  readonly givenNames: string;
}

/** The same family name, and given names of which one side may have left some out (domain of searches: DIN 91379). */
export function areNamedAlike(one: Named, other: Named): boolean {
  if (one.familyName === '' || searchForm(one.familyName) !== searchForm(other.familyName)) return false;
  const [fewer = [], more = []] = [one, other]
    .map(({ givenNames }) => givenNames.split(' ').map(searchForm).filter(Boolean))
    .toSorted((a, b) => a.length - b.length);
  return fewer.length > 0 && fewer.every((name) => more.includes(name));
}

export const namesAt = (values: ReleasedValues, path = ''): Named => ({
  familyName: values.text(`${path}familyName`),
  givenNames: values.text(`${path}givenNames`),
});

const houseParts = ['houseNumber', 'houseNumberLetter', 'houseNumberPart'] as const;

/** Whether the holder of a vehicle is registered at the address of the resident. */
export function isSameHome(resident: ReleasedValues, vehicle: ReleasedValues): boolean {
  if (vehicle.text('holder.address.country') !== '') return false;
  const of = (values: ReleasedValues, path: string) =>
    [
      values.text(`${path}postcode`),
      streetForm(values.text(`${path}street`)),
      ...houseParts.map((part) => values.text(path + part).toLowerCase()),
    ].join(' ');
  return of(resident, 'address.') === of(vehicle, 'holder.address.');
}

/** `YYYY-MM-DD`; whether the vehicle is out of use on that day. */
export const isDeregistered = (vehicle: ReleasedValues, today: string): boolean => {
  const on = vehicle.text('deregisteredOn');
  return on !== '' && on <= today;
};
