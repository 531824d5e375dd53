import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import { AssuranceTooLow, DomainError } from '#libs/service-kit';
import { ConsentRecords } from './consent-record.service.ts';
import type { ConsentRequestDto } from './consent-request.dto.ts';
import { ConsentStore } from './consent.store.ts';

/** Id of a choice, or why there is none. */
export type Chosen = { readonly id: string } | { readonly problem: DomainError };

/** Several choices at once, one record for each; what stands with the same text is not given again. */
@Injectable()
export class StandingChoices {
  constructor(
    private readonly records: ConsentRecords,
    private readonly consents: ConsentStore,
  ) {}

  /**
   * Each succeeds or fails by itself.
   * @param first awaited before anything is given that did not stand
   * @throws AssuranceTooLow, of all, and as `first`
   */
  async of(
    wishes: readonly ConsentRequestDto[],
    citizen: AccessClaims,
    first: () => Promise<unknown>,
  ): Promise<readonly Chosen[]> {
    const prepared = await Promise.all(
      wishes.map((wish) => this.records.requested(wish, citizen).catch(refused)),
    );
    const ready = prepared.flatMap((each) => ('problem' in each ? [] : [each]));
    if (ready.length === 0) return prepared as readonly Chosen[];
    const standing = await this.consents.standing(ready.map(({ record }) => record));
    if (standing.size < ready.length) await first();
    return Promise.all(
      prepared.map(async (each): Promise<Chosen> => {
        if ('problem' in each) return each;
        const { record, shown } = each;
        return { id: standing.get(ready.indexOf(each)) ?? (await this.consents.giveOnce(record, shown)) };
      }),
    );
  }
}

function refused(error: unknown): { readonly problem: DomainError } {
  if (!(error instanceof DomainError) || error instanceof AssuranceTooLow) throw error;
  return { problem: error };
}
