import { isDeepStrictEqual } from 'node:util';
import { authorityTable, today } from '#libs/authorities';
import type { ProblemDetailItem } from '#libs/contracts';
import { refuseFaults, type Rule } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import { compareOffices } from './cases/case.rules.ts';
import { municipalityOf } from './cases/holder-entry.ts';
import { plateMisfits } from './plate-kind.rules.ts';
import { assignmentDays } from './vehicle-days.rules.ts';
import type { HolderAddress, PlateKind } from './vehicle-parts.ts';
import type { Vehicle } from './vehicle.entity.ts';
import { HolderUnchanged } from './vehicle.errors.ts';
import { refuseBeforeRegistration, refuseDeregistered } from './vehicle.rules.ts';

export interface NewPlate {
  readonly plate: string;
  readonly plateKind: PlateKind;
  readonly season?: string | null;
}

/** Names of a person that an act may set; `null` ends an optional one, an absent member leaves it. */
export interface HolderNames {
  readonly familyName?: string;
  readonly givenNames?: string;
  readonly birthName?: string | null;
  readonly artistName?: string | null;
}

/**
 * Where the holder lives or sits now (FZV §15(1) no. 1). In the district of another registration authority that one keeps
 * the record, and the holder chooses a new plate or keeps the old one with its kind and season (§15(4)); in the same
 * district the plate stays.
 */
export const moveHolder =
  (address: HolderAddress, newPlate: NewPlate | undefined, on: string): Rule<Vehicle> =>
  (vehicle) => {
    refuseDeregistered(vehicle);
    refuseBeforeRegistration(vehicle, on);
    const { ags } = address;
    const office = compareOffices(municipalityOf(vehicle), ags ?? null);
    if (newPlate) refuseFaults(plateFaults(vehicle, newPlate, office === 'SAME', on));
    if (!newPlate && isDeepStrictEqual(present(vehicle.holder.address), present(address)))
      throw new HolderUnchanged();
    const kept = ags ? authorityTable.competentFor('vehicles', ags, today()) : undefined;
    return {
      type: 'vehicle.holder-address-changed.v1',
      patch: {
        holder: { ...vehicle.holder, address: present(address) },
        ...(kept && { ags: ags! }),
        ...(kept && office === 'OTHER' && { registrationOffice: kept.name }),
        ...(newPlate && {
          plate: newPlate.plate,
          plateKind: newPlate.plateKind,
          season: newPlate.season ?? null,
          plateAssignedOn: on,
        }),
      },
    };
  };

/** What the holder is called now (FZV §15(1) no. 1). An organisation that changes its name is no part of this act. */
export const renameHolder =
  (names: HolderNames, on: string): Rule<Vehicle> =>
  (vehicle) => {
    refuseDeregistered(vehicle);
    refuseBeforeRegistration(vehicle, on);
    const { holder } = vehicle;
    if (holder.kind !== 'PERSON') throw holderIsNoPerson();
    const given = Object.fromEntries(Object.entries(names).filter(([, name]) => name !== undefined));
    const renamed = present({ ...holder, ...given });
    if (isDeepStrictEqual(renamed, present(holder))) throw new HolderUnchanged();
    return { type: 'vehicle.holder-name-changed.v1', patch: { holder: renamed } };
  };

/** Without members that are `null`, which say the same as absent ones. */
const present = <P extends object>(part: P): P =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined && value !== null)) as P;

function plateFaults(
  vehicle: Vehicle,
  newPlate: NewPlate,
  sameOffice: boolean,
  on: string,
): readonly ProblemDetailItem[] {
  if (sameOffice) {
    return [fault('', 'The plate stays: the address lies in the district of the same office (FZV §15(4)).')];
  }
  if (newPlate.plate === vehicle.plate) return [fault('/plate', 'The vehicle bears it. Leave newPlate out.')];
  return [...plateMisfits(newPlate), ...assignmentDays(newPlate.plate, on)].map((each) => ({
    ...each,
    pointer: each.pointer === '/plateAssignedOn' ? '/effectiveOn' : `/newPlate${each.pointer}`,
  }));
}

const fault = (pointer: string, detail: string): ProblemDetailItem => ({
  pointer: `/newPlate${pointer}`,
  code: 'request-invalid',
  detail,
});

const holderIsNoPerson = () => RequestInvalid.at('/familyName', 'The holder is an organisation.');
