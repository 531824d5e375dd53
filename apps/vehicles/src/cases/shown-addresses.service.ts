import { Injectable } from '@nestjs/common';
import { OfficerCases } from '#libs/cases';
import type { PersonalActor } from '#libs/contracts';
import type { Keeper } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import type { AddressAnswerDto } from './case-address.dto.ts';
import type { VehicleCase } from './case.rules.ts';
import { VehicleCaseStore } from './case.store.ts';
import { HolderAddresses } from './holder-addresses.service.ts';

/** Shows officers the new address that a case is about. */
@Injectable()
export class ShownAddresses {
  constructor(
    private readonly officers: OfficerCases<VehicleCase>,
    private readonly cases: VehicleCaseStore,
    private readonly addresses: HolderAddresses,
  ) {}

  /** Asks for it now; it is shown and not kept, and the holder sees who asked. */
  async show(keeper: Keeper, id: string, officer: PersonalActor): Promise<AddressAnswerDto> {
    const found = await this.officers.workable(keeper, id, officer);
    if (found.kind !== 'HOLDER_ADDRESS_CHANGED') throw addressUnsuitable();
    const answer = await this.addresses.whole(found);
    await this.officers.once(keeper, (manager) =>
      this.cases.noteAddress(manager, id, officer, answer.lookupId),
    );
    return answer;
  }
}

const addressUnsuitable = () =>
  RequestInvalid.at('/', 'Only a case about a holder who moved has a new address.');
