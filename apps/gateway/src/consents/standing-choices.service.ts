import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { AccessClaims } from '#libs/contracts';
import { AssuranceTooLow, DomainError, HOT_POOL } from '#libs/service-kit';
import { PolicyStore } from '../policy/index.ts';
import { ConsentRecords } from './consent-record.service.ts';
import type { ConsentRequestDto } from './consent-request.dto.ts';
import type { NewConsent } from './consent.entity.ts';
import { ConsentStore } from './consent.store.ts';
import { standingSql } from './standing.sql.ts';

/** Id of a choice, or why there is none. */
export type Chosen = { readonly id: string } | { readonly problem: DomainError };

/** Several choices at once, one record for each; what stands with the same text is not given again. */
@Injectable()
export class StandingChoices {
  constructor(
    private readonly records: ConsentRecords,
    private readonly consents: ConsentStore,
    private readonly policy: PolicyStore,
    @Inject(HOT_POOL) private readonly pool: Pool,
  ) {}

  /**
   * Each succeeds or fails by itself, by the policy that the caller looked at just now.
   * @param first awaited before anything is given that did not stand
   * @throws AssuranceTooLow, of all, and as `first`
   */
  async of(
    wishes: readonly ConsentRequestDto[],
    citizen: AccessClaims,
    first: () => Promise<unknown>,
  ): Promise<readonly Chosen[]> {
    const policy = this.policy.current;
    const prepared = await Promise.all(
      wishes.map((wish) => this.records.requested(wish, citizen, policy).catch(refused)),
    );
    const ready = prepared.flatMap((each) => ('problem' in each ? [] : [each]));
    if (ready.length === 0) return prepared as readonly Chosen[];
    const standing = await this.standing(ready.map(({ record }) => record));
    if (standing.size < ready.length) await first();
    return Promise.all(
      prepared.map(async (each): Promise<Chosen> => {
        if ('problem' in each) return each;
        const { record, shown } = each;
        return { id: standing.get(ready.indexOf(each)) ?? (await this.consents.giveOnce(record, shown)) };
      }),
    );
  }

  /** By the place of each: one that is active and says the same, given at the same level, and still permits a use. */
  private async standing(records: readonly NewConsent[]): Promise<ReadonlyMap<number, string>> {
    const { rows } = await this.pool.query<{ readonly place: string; readonly id: string }>({
      name: 'standing-choices',
      text: standingSql,
      values: [JSON.stringify(records)],
    });
    return new Map(rows.map(({ place, id }) => [Number(place) - 1, id]));
  }
}

function refused(error: unknown): { readonly problem: DomainError } {
  if (!(error instanceof DomainError) || error instanceof AssuranceTooLow) throw error;
  return { problem: error };
}
