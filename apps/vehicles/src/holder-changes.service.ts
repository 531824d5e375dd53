import { Injectable } from '@nestjs/common';
import { type Decision, OfficerCases } from '#libs/cases';
import type { AccessClaims } from '#libs/contracts';
import {
  type ChangeAct,
  type Keeper,
  type Receipt,
  RecordChangedMeanwhile,
  RecordStore,
  type Rule,
} from '#libs/register-kit';
import { requirePerson, RequestInvalid } from '#libs/service-kit';
import { type CaseOutcome, type VehicleCase, vehicleCases } from './cases/case.rules.ts';
import { VehicleCaseStore } from './cases/case.store.ts';
import { entryOfHolder } from './cases/holder-entry.ts';
import type { ChangeHolderAddressDto } from './change-holder-address.dto.ts';
import type { ChangeHolderNameDto } from './change-holder-name.dto.ts';
import { moveHolder, renameHolder } from './holder.rules.ts';
import { Vehicle } from './vehicle.entity.ts';

interface HolderChange {
  readonly act: ChangeAct;
  readonly rule: Rule<Vehicle>;
  readonly about: 'ADDRESS' | 'NAME';
  readonly caseId: string | undefined;
  readonly caller: AccessClaims;
}

/** What a case may lead to: the act, and with it the end of the case, in one transaction. */
@Injectable()
export class HolderChanges {
  constructor(
    private readonly records: RecordStore<Vehicle>,
    private readonly cases: OfficerCases<VehicleCase>,
    private readonly store: VehicleCaseStore,
  ) {}

  move(
    keeper: Keeper,
    id: string,
    { address, newPlate, caseId }: ChangeHolderAddressDto,
    act: ChangeAct,
    caller: AccessClaims,
  ): Promise<Receipt> {
    const rule = moveHolder(address, newPlate ?? undefined, act.effectiveOn);
    return this.change(keeper, id, { act, rule, about: 'ADDRESS', caseId, caller });
  }

  rename(
    keeper: Keeper,
    id: string,
    { familyName, givenNames, birthName, artistName, caseId }: ChangeHolderNameDto,
    act: ChangeAct,
    caller: AccessClaims,
  ): Promise<Receipt> {
    const names = {
      ...(familyName !== undefined && { familyName }),
      ...(givenNames !== undefined && { givenNames }),
      ...(birthName !== undefined && { birthName }),
      ...(artistName !== undefined && { artistName }),
    };
    const rule = renameHolder(names, act.effectiveOn);
    return this.change(keeper, id, { act, rule, about: 'NAME', caseId, caller });
  }

  private change(
    keeper: Keeper,
    id: string,
    { act, rule, about, caseId, caller }: HolderChange,
  ): Promise<Receipt> {
    const officer = caseId === undefined ? undefined : requirePerson(caller);
    const changed = this.records.once(keeper, id, act, async (manager) => {
      const receipt = await this.records.changeWithin(keeper, manager, id, act, asExpected(act, rule));
      if (caseId !== undefined && officer !== undefined) {
        const outcome = outcomeOf(receipt, about);
        await this.cases.closeWithin(manager, keeper, caseId, officer, outcome, suits(id, outcome));
      }
      await this.store.follow(manager, id);
      return receipt;
    });
    return caseId === undefined ? changed : this.cases.noted(keeper, caseId, changed);
  }
}

const asExpected =
  ({ expectedVersion }: ChangeAct, rule: Rule<Vehicle>): Rule<Vehicle> =>
  (vehicle) => {
    if (vehicle.version !== expectedVersion) throw new RecordChangedMeanwhile();
    return rule(vehicle);
  };

/** How the act ends a case about it. */
function outcomeOf({ changedFields }: Receipt, about: 'ADDRESS' | 'NAME'): CaseOutcome {
  if (about === 'NAME') return 'NAME_UPDATED';
  if (changedFields.includes('plate')) return 'PLATE_REPLACED';
  return changedFields.includes('registrationOffice') ? 'PLATE_KEPT' : 'ADDRESS_UPDATED';
}

/** That the case is about this vehicle, its holder of now, and what the act does. */
const suits =
  (id: string, outcome: CaseOutcome): Decision<VehicleCase> =>
  async (manager, { vehicleId, holderVersion, kind }) => {
    if (vehicleId !== id) throw caseUnsuitable('The case is about another vehicle.');
    if (!vehicleCases.outcomesOf[kind].includes(outcome))
      throw caseUnsuitable('The act is not what the case is about.');
    const vehicle = await manager.findOneByOrFail(Vehicle, { id });
    if (entryOfHolder(vehicle).version !== holderVersion)
      throw caseUnsuitable('The case is about a former holder of the vehicle.');
    return async () => undefined;
  };

const caseUnsuitable = (detail: string) => RequestInvalid.at('/caseId', detail);
