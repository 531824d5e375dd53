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
  type Values,
} from '#libs/register-kit';
import type { ChangeNameDto } from './change-name.dto.ts';
import type { MoveResidentDto } from './move-resident.dto.ts';
import type { RecordDeathDto } from './record-death.dto.ts';
import { RegisterResidentDto } from './register-resident.dto.ts';
import { comeBack } from './moving.rules.ts';
import { residentOf } from './registration.rules.ts';
import type { Resident } from './resident.entity.ts';
import type { ReturnResidentDto } from './return-resident.dto.ts';
import { staying } from './former-home.rules.ts';
import { changeName, moveTo, type NewNames, recordDeath } from './resident.rules.ts';

/** The acts of the residents register. */
@Injectable()
export class ResidentsService {
  private readonly imports: RecordImport<Resident, RegisterResidentDto>;

  constructor(private readonly records: RecordStore<Resident>) {
    this.imports = new RecordImport(records, { body: RegisterResidentDto, valuesOf });
  }

  register(keeper: Keeper, body: RegisterResidentDto, act: Act): Promise<Receipt> {
    return this.records.register(keeper, act, valuesOf(body));
  }

  move(keeper: Keeper, id: string, body: MoveResidentDto, act: ChangeAct): Promise<Receipt> {
    const { address } = body;
    return this.records.change(
      keeper,
      id,
      act,
      staying(keeper, address.ags, moveTo(address, act.effectiveOn)),
    );
  }

  comeBack(
    keeper: Keeper,
    id: string,
    { address, formerHome = null }: ReturnResidentDto,
    act: ChangeAct,
  ): Promise<Receipt> {
    return this.records.change(keeper, id, act, comeBack(address, formerHome, act.effectiveOn));
  }

  changeName(keeper: Keeper, id: string, body: ChangeNameDto, act: ChangeAct): Promise<Receipt> {
    const { familyName, marriedName, partnershipName, givenNames, callName } = body;
    const { authority = null, fileReference = null } = body;
    const legalAct = { effectiveDate: act.effectiveOn, authority, fileReference };
    const names = { familyName, marriedName, partnershipName, givenNames, callName } as NewNames;
    return this.records.change(keeper, id, act, changeName(names, legalAct));
  }

  recordDeath(keeper: Keeper, id: string, body: RecordDeathDto, act: ChangeAct): Promise<Receipt> {
    const { deathDate, deathPlace = null, deathCountry = null } = body;
    const death = { deathDate, deathPlace, deathCountry };
    return this.records.change(keeper, id, act, recordDeath(death, act.effectiveOn));
  }

  import(lines: Readable, options: ImportOptions): Readable {
    return this.imports.run(lines, options);
  }
}

const valuesOf = (body: RegisterResidentDto): Values<Resident> => residentOf(body, localDay(new Date()));
