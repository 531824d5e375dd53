import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import {
  type Act,
  type ChangeAct,
  type ImportOptions,
  type Keeper,
  localDay,
  type Receipt,
  RecordImport,
  RecordStore,
  refuseFaults,
  type Values,
} from '#libs/register-kit';
import { RegisterVehicleDto } from './register-vehicle.dto.ts';
import { holderOf, vehicleOf } from './registration.rules.ts';
import type { SearchVehiclesDto } from './search-vehicles.dto.ts';
import type { TransferVehicleDto } from './transfer-vehicle.dto.ts';
import { holderDays, insuranceDays } from './vehicle-days.rules.ts';
import type { Vehicle } from './vehicle.entity.ts';
import { deregister, transferTo } from './vehicle.rules.ts';

/** The acts of the vehicle register. */
@Injectable()
export class VehiclesService {
  private readonly imports: RecordImport<Vehicle, RegisterVehicleDto>;

  constructor(private readonly records: RecordStore<Vehicle>) {
    this.imports = new RecordImport(records, { body: RegisterVehicleDto, valuesOf });
  }

  register(keeper: Keeper, body: RegisterVehicleDto, act: Act): Promise<Receipt> {
    return this.records.register(keeper, act, valuesOf(body));
  }

  transfer(
    keeper: Keeper,
    id: string,
    { holder, insurance }: TransferVehicleDto,
    act: ChangeAct,
  ): Promise<Receipt> {
    const today = localDay(new Date());
    refuseFaults([...holderDays(holder, today), ...insuranceDays(insurance, today)]);
    return this.records.change(
      keeper,
      id,
      act,
      transferTo(holderOf(holder), insurance ?? null, act.effectiveOn),
    );
  }

  deregister(keeper: Keeper, id: string, act: ChangeAct): Promise<Receipt> {
    return this.records.change(keeper, id, act, deregister(act.effectiveOn));
  }

  search(keeper: Keeper, { plate, vin }: SearchVehiclesDto): Promise<readonly Vehicle[]> {
    return plate === undefined
      ? this.records.find(keeper, 'vin', vin ?? '')
      : this.records.find(keeper, 'plate', plate);
  }

  import(lines: Readable, options: ImportOptions): Readable {
    return this.imports.run(lines, options);
  }
}

const valuesOf = (body: RegisterVehicleDto): Values<Vehicle> => vehicleOf(body, localDay(new Date()));
