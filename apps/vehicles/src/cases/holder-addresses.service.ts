import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { SearchedPerson } from '#libs/identifiers';
import { within, RecordChangedMeanwhile, RegisterUnavailable } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import type { AddressAnswerDto, NewAddressDto } from './case-address.dto.ts';
import type { VehicleCase } from './case.rules.ts';
import { allOffices } from './case.store.ts';
import { Vehicle } from '../vehicle.entity.ts';
import { entryOfHolder, namedInLookup } from './holder-entry.ts';
import { type Answer, GatewayClient, HOLDER_UPDATE } from '../gateway.client.ts';

/** Shape of `residents.holder-address.v1`, as far as it was asked for. */
export interface AddressEvidence {
  readonly address: NewAddressDto;
}

/**
 * The person whose new address a case is about. OBSOLETE: the vehicle has another holder by now or is deregistered, so
 * nobody may be asked about the former one. UNNAMED: the register knows too little of the holder to ask.
 */
export type Concerned =
  | { readonly kind: 'PERSON'; readonly person: SearchedPerson; readonly ags: string | null }
  | { readonly kind: 'OBSOLETE' }
  | { readonly kind: 'UNNAMED' };

/** Asks the residents register, through the gateway, where the holder of a case lives now. Keeps nothing. */
@Injectable()
export class HolderAddresses {
  constructor(
    private readonly source: DataSource,
    @Inject(GatewayClient) private readonly gateway: Pick<GatewayClient, 'lookUp'>,
  ) {}

  async concerned({ vehicleId, holderVersion }: VehicleCase): Promise<Concerned> {
    const vehicle = await within(this.source, allOffices, (manager) =>
      manager.findOneByOrFail(Vehicle, { id: vehicleId }),
    );
    const { version, ags } = entryOfHolder(vehicle);
    if (version !== holderVersion || vehicle.deregisteredOn !== null) return { kind: 'OBSOLETE' };
    const person = namedInLookup(vehicle.holder);
    return person ? { kind: 'PERSON', person, ags } : { kind: 'UNNAMED' };
  }

  /** Only the municipality, which is all that the offer depends on. @throws GatewaySilent */
  municipality(person: SearchedPerson, caseId: string): Promise<Answer<AddressEvidence>> {
    return this.ask(person, caseId, ['address.ags']);
  }

  /** The whole address, for the officer who works on the case now. */
  async whole(found: VehicleCase): Promise<AddressAnswerDto> {
    const concerned = await this.concerned(found);
    if (concerned.kind === 'OBSOLETE') throw new RecordChangedMeanwhile();
    if (concerned.kind !== 'PERSON') throw holderUnnamed();
    const answer = await this.ask(concerned.person, found.id).catch((cause: unknown) => {
      throw new RegisterUnavailable(cause);
    });
    const { status, lookupId } = answer;
    return answer.status === 'EVIDENCE'
      ? { status, lookupId, address: answer.evidence.address }
      : { status, lookupId };
  }

  private ask(
    person: SearchedPerson,
    caseReference: string,
    fields?: readonly string[],
  ): Promise<Answer<AddressEvidence>> {
    return this.gateway.lookUp({
      evidenceType: 'residents.holder-address.v1',
      purpose: HOLDER_UPDATE,
      subject: { person },
      caseReference,
      ...(fields && { fields }),
    });
  }
}

const holderUnnamed = () =>
  RequestInvalid.at(
    '/',
    'The record lacks an address in a German municipality, or a name, without which nobody can be asked. Ask the holder.',
  );
