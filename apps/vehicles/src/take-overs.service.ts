import { Injectable } from '@nestjs/common';
import { DataSource, IsNull } from 'typeorm';
import { authorityTable, today } from '#libs/authorities';
import { searchForm } from '#libs/identifiers';
import {
  type Act,
  ForeignAttempts,
  type Keeper,
  OtherAuthorityCompetent,
  type Receipt,
  RecordStore,
  RecordUnknown,
  type Rule,
  within,
} from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import { allOffices, VehicleCaseStore } from './cases/case.store.ts';
import { entryOfHolder } from './cases/holder-entry.ts';
import { moveHolder } from './holder.rules.ts';
import type { ApplyingHolderDto, TakeOverVehicleDto } from './take-over-vehicle.dto.ts';
import type { Holder } from './vehicle-parts.ts';
import { Vehicle } from './vehicle.entity.ts';

/**
 * Whoever moves to another district applies at the office there (FZV §15(4)), which does not keep the vehicle yet. It names
 * the vehicle by both of its numbers and its holder; where one of them does not fit, it is told what it is told of a vehicle
 * that nobody has. A version it cannot know, and a transfer that the other office recorded meanwhile leaves both numbers.
 */
@Injectable()
export class TakeOvers {
  constructor(
    private readonly source: DataSource,
    private readonly records: RecordStore<Vehicle>,
    private readonly cases: VehicleCaseStore,
    private readonly attempts: ForeignAttempts,
  ) {}

  async takeOver(
    keeper: Keeper,
    { plate, vin, holder, address, newPlate }: TakeOverVehicleDto,
    act: Act,
  ): Promise<Receipt> {
    const competent = authorityTable.competentFor('vehicles', address.ags ?? '', today());
    if (competent?.id !== keeper.id) throw new OtherAuthorityCompetent('/address/ags');
    const { id, authority } = await this.find(keeper, vin, bears(plate, holder));
    const former: Keeper = { id: authority, ids: [authority] };
    const rule = moveHolder(address, newPlate ?? undefined, act.effectiveOn);
    return this.records.once(keeper, id, act, async (manager) => {
      if (keeper.ids.includes(authority)) throw keptHere();
      const receipt = await this.records.changeWithin(former, manager, id, act, bearing(plate, holder, rule));
      const entry = entryOfHolder(await manager.findOneByOrFail(Vehicle, { id }));
      await this.cases.endMoves(manager, entry, newPlate ? 'PLATE_REPLACED' : 'PLATE_KEPT');
      await this.cases.follow(manager, id);
      return receipt;
    });
  }

  /** By plate and holder as well, unless this very request has replaced it before. */
  private async find(
    keeper: Keeper,
    vin: string,
    fits: (vehicle: Vehicle) => boolean,
  ): Promise<Pick<Vehicle, 'id'> & { readonly authority: string }> {
    const found = await within(this.source, allOffices, (manager) =>
      manager.findBy(Vehicle, { vinNamed: vin, deregisteredOn: IsNull() }),
    );
    const vehicle =
      found.find(fits) ?? found.find(({ authority }) => authority !== null && keeper.ids.includes(authority));
    if (vehicle && vehicle.authority !== null) return { id: vehicle.id, authority: vehicle.authority };
    await this.attempts.note(keeper, { operation: 'take-over', kind: 'vin', named: vin });
    throw new RecordUnknown();
  }
}

/** Plate and holder may have changed before the record was held. */
const bearing =
  (plate: string, holder: ApplyingHolderDto, rule: Rule<Vehicle>): Rule<Vehicle> =>
  (vehicle) => {
    if (!bears(plate, holder)(vehicle)) throw new RecordUnknown();
    return rule(vehicle);
  };

const bears =
  (plate: string, holder: ApplyingHolderDto) =>
  (vehicle: Vehicle): boolean =>
    vehicle.plate === plate && isHolder(vehicle.holder, holder);

function isHolder(held: Holder, { familyName, givenNames, birthDate, name }: ApplyingHolderDto): boolean {
  if (held.kind === 'ORGANISATION') return isSameName(held.name, name);
  const sameBirth = !birthDate || !held.birthDate || birthDate === held.birthDate;
  return sameBirth && isSameName(held.familyName, familyName) && isSameName(held.givenNames, givenNames);
}

const isSameName = (one: string, other: string | null | undefined): boolean =>
  searchForm(one) === searchForm(other ?? '');

const keptHere = () =>
  RequestInvalid.at('/plate', 'The office keeps this vehicle. Record the new address of the holder on it.');
