import { Injectable } from '@nestjs/common';
import type { PersonalActor } from '#libs/contracts';
import type { Keeper } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import { HolderAddresses } from './holder-addresses.service.ts';
import type { AddressAnswerDto } from './case-address.dto.ts';
import type { VehicleCase } from './case.entity.ts';
import { CaseClosed, CaseTaken, CaseUnknown } from './case.errors.ts';
import { type CaseOutcome, suits } from './case.rules.ts';
import { type CaseAct, type CaseFilter, CaseStore } from './case.store.ts';

export interface CaseFile {
  readonly found: VehicleCase;
  readonly acts: readonly CaseAct[];
}

/** What officers do with cases. Acts on the vehicle itself are the register's, with their own ground and version. */
@Injectable()
export class CasesService {
  constructor(
    private readonly cases: CaseStore,
    private readonly addresses: HolderAddresses,
  ) {}

  list(keeper: Keeper, filter: CaseFilter, after: string | undefined, limit: number): Promise<VehicleCase[]> {
    return this.cases.list(keeper, filter, after, limit);
  }

  async read(keeper: Keeper, id: string): Promise<CaseFile> {
    return { found: await this.known(keeper, id), acts: await this.cases.acts(id) };
  }

  /** Of officers who take a case at once one gets it. Taking what is one's own already changes nothing. */
  async take(keeper: Keeper, id: string, officer: PersonalActor): Promise<CaseFile> {
    await this.known(keeper, id);
    if (!(await this.cases.take(id, officer))) this.refuseForeign(await this.known(keeper, id), officer);
    return this.read(keeper, id);
  }

  /** Repeating how one has closed a case changes nothing. */
  async close(keeper: Keeper, id: string, officer: PersonalActor, outcome: CaseOutcome): Promise<CaseFile> {
    const found = await this.known(keeper, id);
    if (!suits(found.kind, outcome)) throw outcomeUnsuitable();
    if (await this.cases.close(id, officer, outcome)) return this.read(keeper, id);
    const now = await this.known(keeper, id);
    if (
      now.state === 'CLOSED' &&
      now.outcome === outcome &&
      isPerson(officer, now.closedBy, now.closedIssuer)
    )
      return this.read(keeper, id);
    this.refuseForeign(now, officer);
    return this.read(keeper, id);
  }

  /** Asks for the new address now; it is shown and not kept, and the holder sees who asked. */
  async showAddress(keeper: Keeper, id: string, officer: PersonalActor): Promise<AddressAnswerDto> {
    const found = await this.known(keeper, id);
    this.refuseForeign(found, officer);
    if (found.kind !== 'HOLDER_ADDRESS_CHANGED') throw addressUnsuitable();
    const answer = await this.addresses.whole(found);
    await this.cases.note(id, 'ADDRESS_SHOWN', officer, answer.lookupId);
    return answer;
  }

  private async known(keeper: Keeper, id: string): Promise<VehicleCase> {
    const found = await this.cases.ofKeeper(keeper, id);
    if (found === null) throw new CaseUnknown();
    return found;
  }

  private refuseForeign({ state, takenBy, takenIssuer }: VehicleCase, officer: PersonalActor): void {
    if (state === 'CLOSED') throw new CaseClosed();
    if (takenBy !== null && !isPerson(officer, takenBy, takenIssuer)) throw new CaseTaken();
  }
}

/** Whether the officer is that person, at whatever client. */
const isPerson = ({ person }: PersonalActor, sub: string | null, iss: string | null): boolean =>
  person.sub === sub && person.iss === iss;

const outcomeUnsuitable = () =>
  new RequestInvalid([
    { pointer: '/outcome', code: 'request-invalid', detail: 'A case of this kind does not end like that.' },
  ]);

const addressUnsuitable = () =>
  new RequestInvalid([
    {
      pointer: '/',
      code: 'request-invalid',
      detail: 'Only a case about a holder who moved has a new address.',
    },
  ]);
