import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { pageOf } from '#libs/service-kit';
import type { DeadLetterQueryDto } from './dead-letter-query.dto.ts';
import type {
  DeadLetterCorrectionDto,
  DeadLetterDetailDto,
  DeadLetterPageDto,
  DeadLetterStepDto,
  DeadLetterSummaryDto,
} from './dead-letter.dto.ts';
import { DeadLetterUnknown } from './dead-letter.errors.ts';
import * as sql from './dead-letter.sql.ts';
import { toDeadLetter, type DeadLetterRow } from './dead-letter.view.ts';

interface DetailRow extends DeadLetterRow {
  readonly event: object | null;
  readonly bytes: number;
  readonly waitsFor: number;
  readonly holdsBack: number;
  readonly steps: readonly DeadLetterStepDto[];
  readonly corrections: readonly DeadLetterCorrectionDto[];
}

type Dated<T> = Omit<T, 'oldestParkedAt'> & { readonly oldestParkedAt: Date | null };

const PRIVACY =
  'Events carry pseudonyms and names of fields, no values. Members that a thin event does not have are withheld, ' +
  'and so is everything that is no thin event.';

/** Reads dead letters for operators. */
@Injectable()
export class DeadLetterStore {
  constructor(private readonly database: DataSource) {}

  async list(query: DeadLetterQueryDto): Promise<DeadLetterPageDto> {
    const { text, values } = sql.list(query);
    const found = await this.database.query<DeadLetterRow[]>(text, [...values]);
    const { rows, ...next } = pageOf(found, query.limit, ({ number, parkedMicros }) =>
      query.since === undefined && query.until === undefined ? number : `${number}-${parkedMicros}`,
    );
    return { deadLetters: rows.map(toDeadLetter), ...next };
  }

  /** @throws DeadLetterUnknown */
  async find(id: string): Promise<DeadLetterDetailDto> {
    const [row] = await this.database.query<DetailRow[]>(sql.one, [id]);
    if (!row) throw new DeadLetterUnknown();
    const { event, bytes, waitsFor, holdsBack, steps, corrections } = row;
    return {
      ...toDeadLetter(row),
      ...(event && { event }),
      bytes,
      privacy: PRIVACY,
      waitsFor,
      holdsBack,
      corrections: corrections.map(({ requestedAt, ...correction }) => ({
        ...correction,
        requestedAt: new Date(requestedAt).toISOString(),
      })),
      steps: steps.map(({ at, state, causeCode, attempts }) => ({
        at: new Date(at).toISOString(),
        state,
        causeCode,
        attempts,
      })),
    };
  }

  async summary(): Promise<DeadLetterSummaryDto> {
    const [groups, parked] = await Promise.all([
      this.database.transaction(async (manager) => {
        await manager.query(sql.notSorted);
        return manager.query<Dated<DeadLetterSummaryDto['groups'][number]>[]>(sql.groups);
      }),
      this.database.query<Dated<DeadLetterSummaryDto['parked'][number]>[]>(sql.counts),
    ]);
    return {
      groups: groups.map(({ oldestParkedAt, ...group }) => ({
        ...group,
        ...(oldestParkedAt && { oldestParkedAt: oldestParkedAt.toISOString() }),
      })),
      parked: parked.map((count) => ({
        ...count,
        oldestParkedAt: count.oldestParkedAt?.toISOString() ?? '',
      })),
    };
  }
}
