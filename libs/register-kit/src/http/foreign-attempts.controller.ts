import { Controller, Get, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiPropertyOptional, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Scope } from '#libs/contracts';
import { pageOf, Refuses, Scopes } from '#libs/service-kit';
import { ActsFor } from '../competence/acts-for.decorator.ts';
import type { Keeper } from '../competence/keeper.ts';
import { PageQueryDto } from './page-query.dto.ts';
import { type ForeignAttempt, ForeignAttempts } from '../record/foreign-attempts.ts';
import { keeperRefusals } from '../register.errors.ts';

class ForeignAttemptDto {
  @ApiProperty({ format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;

  @ApiProperty({
    description: 'What was to be done: read, state, history, search, case, or the act.',
    example: 'history',
  })
  readonly operation!: string;

  @ApiProperty({ format: 'uuid', description: 'The record or the case.' })
  readonly recordId!: string;

  @ApiProperty({ description: 'Authority of the one who asked.', example: 'meldebehoerde-goettingen' })
  readonly office!: string;

  @ApiPropertyOptional({ description: '`sub` of the officer; absent where a machine asked.' })
  readonly officer?: string;

  @ApiPropertyOptional({ description: 'Issuer that knows the officer.' })
  readonly issuer?: string;

  @ApiProperty({ description: 'Client by which it was asked.', example: 'desk-residents' })
  readonly client!: string;
}

class ForeignAttemptPageDto {
  @ApiProperty({ type: [ForeignAttemptDto] })
  readonly attempts!: readonly ForeignAttemptDto[];

  @ApiPropertyOptional({ description: '`after` of the next page; absent on the last.' })
  readonly next?: string;
}

const toDto = ({ at, officer, issuer, ...rest }: ForeignAttempt): ForeignAttemptDto => ({
  ...rest,
  at: at.toISOString(),
  ...(officer !== null && { officer }),
  ...(issuer !== null && { issuer }),
});

/** @param scope of the register's officers */
export function foreignAttemptsController(scope: Scope): Type {
  @ApiTags('foreign attempts')
  @Scopes(scope)
  @Refuses(...keeperRefusals)
  @Controller('v1/foreign-attempts')
  class ForeignAttemptsController {
    constructor(private readonly attempts: ForeignAttempts) {}

    @Get()
    @ApiOperation({
      summary: 'Who of other authorities asked for a record or a case of mine',
      description: 'The latest first. They were told that there is none.',
    })
    @ApiResponse({ status: 200, type: ForeignAttemptPageDto })
    async list(
      @ActsFor() keeper: Keeper,
      @Query() { after, limit }: PageQueryDto,
    ): Promise<ForeignAttemptPageDto> {
      const found = await this.attempts.page(keeper, after, limit + 1);
      const { rows, ...next } = pageOf(found, limit, ({ id }) => id);
      return { attempts: rows.map(toDto), ...next };
    }
  }
  return ForeignAttemptsController;
}
